"""Problems like this one: what may be the same difficulty told twice, what was solved like it, what villages share.

The index gives at most `MOST` candidates by their rarest ideas and characters, `foundation.search.likeness` compares them.
Nothing is written, merged or decided here: a person does.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import starmap
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import ancestors_of, names_of
from zhitongche.foundation.search import queries as search
from zhitongche.foundation.search.index import scope_token
from zhitongche.foundation.search.likeness import Portrait, Rarity, telling

from . import queries
from .indexing import KIND
from .models import Claim, Problem
from .states import State

# Shorter texts say too little to be compared.
SHORTEST = 6
LONGEST = 2_000
VILLAGE_DIGITS = 12
REPORTING = (Permission.PROBLEM_REPORT, Permission.PROBLEM_REPORT_FOR_ANOTHER)
# Candidates of each question, and the ideas and pairs of characters they are looked for by.
MOST = 1_000
IDEAS, PAIRS = 12, 40
# Where likeness begins to mean something, nearness counted in: of reports as they are typed, half of one difficulty reach
# 0.52 by their words alone and one in twenty of two difficulties 0.31. docs/similar.md tells more.
ALIKE, COMMON = 0.36, 0.45
# Shown at most, of each kind, and the best among which what the reader may see is looked for.
SHOWN, NEAREST = 3, 50
# A closing this young is a relapse rather than a new problem.
WATCHED = timedelta(days=90)
# What nearness and the same category add, as a part of what is missing to 1.
SAME_VILLAGE, SAME_CATEGORY = 0.10, 0.08
# Common problems: how many are read, how many villages make them common, what half of them have is no sign.
READ, VILLAGES = 2_000, 3
# Earlier texts each of a text's heaviest ideas is compared with.
COMPARED = 84
SAMPLE, SAMPLED_ANEW_AFTER = 1_000, 500
TELEPHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)")
SOMEBODY = "某某"


@dataclass(frozen=True)
class Told:
    """What is being told, and where: the code of a village, or of a place around it."""

    text: str
    place: str
    category: str = ""
    # Itself, where it is a problem already.
    key: int = 0


@dataclass(frozen=True)
class Alike:
    """A problem like the one told, how much (0 to 1), and why in words."""

    problem: Problem
    score: float
    reasons: tuple[str, ...]

    @property
    def is_closed(self) -> bool:
        """Then it is a relapse that is offered, not a duplicate."""
        return self.problem.state == State.CLOSED


@dataclass(frozen=True)
class Solved:
    """What worked elsewhere: without names of people, villages and townships; `number` only where the reader sees it."""

    score: float
    reasons: tuple[str, ...]
    category: str
    request: str
    measures: str
    outcome: str
    lead: str
    days: int | None
    number: str
    title: str

    @property
    def took(self) -> str:
        """How long it took, in words; empty where it is not known."""
        if self.days is None:
            return ""
        return ngettext("solved in %(count)s day", "solved in %(count)s days", self.days) % {"count": self.days}


class _Candidate(NamedTuple):
    """What of a problem is read to compare it: there are hundreds of candidates, and a handful is shown."""

    key: int
    village: str
    category: str
    state: str
    is_open: bool
    closed_at: datetime | None
    text: str


COMPARED_BY = ("pk", "village_id", "category_id", "state", "is_open", "closed_at", "description")


def told_by(postings: Sequence[Posting], typed: Mapping[str, Any]) -> Told:
    """What somebody types: the place is their village, or the one they name inside their area, else that area."""
    text = " ".join(str(typed.get(name) or "") for name in ("description", "request")).strip()
    village = str(typed.get("village") or "")
    reporting = [posting for posting in postings if any(posting.may(duty) for duty in REPORTING)]
    scopes = [posting.scope for posting in reporting]
    if not any(scope and village.startswith(scope) for scope in scopes) or len(village) != VILLAGE_DIGITS:
        village = max(scopes, key=len, default="")
    return Told(text[:LONGEST], village, str(typed.get("category") or ""))


def may_look(postings: Iterable[Posting], problem: Problem) -> bool:
    """Whether solved cases are shown beside a problem: to the organizer, and to the department that leads it."""
    return any(
        posting.may(Permission.PROBLEM_ACCEPT)
        or (posting.may(Permission.PROBLEM_LEAD) and posting.department_id == problem.lead_id)
        for posting in postings
    )


def duplicates(told: Told, postings: Sequence[Posting], now: datetime) -> list[Alike]:
    """At most `SHOWN` visible problems of the same township that are open, or were closed within 90 days; best first."""
    if len(told.text) < SHORTEST or len(told.place) < 9:
        return []
    rarity = _rarity()

    def is_asked(one: _Candidate) -> bool:
        return one.is_open or (
            one.state == State.CLOSED and one.closed_at is not None and one.closed_at >= now - WATCHED
        )

    near = _nearest(told, told.place[:9], rarity, is_asked)
    rows = queries.visible_to(*postings).select_related("category", "lead")
    return _alike(told, near, rows, rarity, Portrait.shared_words)[:SHOWN]


def solved(told: Told, postings: Sequence[Posting], most: int = SHOWN) -> list[Solved]:
    """At most `most` closed problems of the same city with what worked, best first, whoever may see them.

    Who does not see them is told nothing that leads to a person or a village.
    """
    if len(told.text) < SHORTEST or len(told.place) < 4:
        return []
    rarity = _rarity()

    def is_asked(one: _Candidate) -> bool:
        # One that a problem of this city was merged into may lie in another.
        return one.state == State.CLOSED and one.village.startswith(told.place[:4])

    near = _nearest(told, told.place[:4], rarity, is_asked)
    rows = Problem.objects.select_related("category", "lead", "reporter__person")
    # Their words are not named: who types a name would learn that somebody's problem tells of it.
    found = _alike(told, near, rows, rarity, Portrait.shared_ideas)[:most]
    if not found:
        return []
    return _without_names(
        found, set(queries.visible_to(*postings).filter(pk__in=_keys(found)).values_list("pk", flat=True))
    )


def common_groups(postings: Sequence[Posting]) -> list[tuple[list[str], list[Problem]]]:
    """Open problems of the reader's places that tell of the same difficulty in three villages or more, as a proposal.

    Of the newest `READ` that stand under no other. Each group with up to three ideas its members share, the newest
    member first; the groups of most villages first.
    """
    rows = queries.visible_to(*postings).filter(is_open=True, parent=None).exclude(state=State.RETURNED)
    read = list(rows.select_related("category", "lead").order_by("-reported_at", "-pk")[:READ])
    portraits = _portraits(read, _rarity())
    groups: dict[int, list[int]] = defaultdict(list)
    for position, first in enumerate(_joined(portraits)):
        groups[first].append(position)
    found = [group for group in groups.values() if len({read[one].village_id for one in group}) >= VILLAGES]
    found.sort(key=lambda group: (-len({read[one].village_id for one in group}), group))
    return [(_ideas_of([portraits[one] for one in group]), [read[one] for one in group]) for group in found]


def _candidates(portrait: Portrait, scope: str) -> list[int]:
    """Keys of problems in a place that share a telling idea or pair of characters; one statement."""
    ideas, pairs = telling(portrait, IDEAS, PAIRS)
    wanted = {scope_token(KIND, idea): weight for idea, weight in ideas.items()} | pairs
    return [one.key for one in search.candidates(KIND, wanted, [scope], MOST)]


def _nearest(told: Told, scope: str, rarity: Rarity, is_asked: Callable[[_Candidate], bool]) -> dict[int, float]:
    """Keys of at most `NEAREST` problems of a place with their scores, `ALIKE` and more, best first; two statements.

    Only the keys are asked for in the database: with a state or a place beside hundreds of keys its planner reads all
    that lies there instead.
    """
    portrait = Portrait(told.text, rarity)
    keys = _candidates(portrait, scope)
    found = []
    for one in starmap(_Candidate, Problem.objects.filter(pk__in=keys).values_list(*COMPARED_BY)):
        if one.key == told.key or not is_asked(one):
            continue
        missing = 1 - portrait.likeness(_portrait(one.text, rarity))
        missing *= 1 - SAME_VILLAGE if one.village == told.place else 1
        missing *= 1 - SAME_CATEGORY if one.category == told.category else 1
        score = round(1 - missing, 4)
        if score >= ALIKE:
            found.append((score, one.key))
    return {key: score for score, key in sorted(found, reverse=True)[:NEAREST]}


def _alike(
    told: Told,
    near: Mapping[int, float],
    rows: QuerySet[Problem],
    rarity: Rarity,
    shared: Callable[[Portrait, Portrait], list[str]],
) -> list[Alike]:
    """The problems of these keys, in their order, each with the reasons; no statement where there are none."""
    problems = {problem.pk: problem for problem in rows.filter(pk__in=near)} if near else {}
    portrait = Portrait(told.text, rarity)
    return [
        Alike(problem, score, _reasons(told, problem, shared(portrait, _portrait(problem.description, rarity))))
        for key, score in near.items()
        if (problem := problems.get(key))
    ]


def _reasons(told: Told, problem: Problem, words: Sequence[str]) -> tuple[str, ...]:
    """Why it is shown, in words."""
    found = [_("both: %(words)s") % {"words": "、".join(words)}] if words else []
    if problem.village_id == told.place:
        found.append(_("same village"))
    elif problem.village_id[:9] == told.place[:9]:
        found.append(_("same township"))
    elif problem.village_id[:6] == told.place[:6]:
        found.append(_("same county"))
    if problem.category_id == told.category:
        found.append(_("same category"))
    return tuple(found)


def _without_names(found: Sequence[Alike], seen: set[int]) -> list[Solved]:
    """What worked, from the last claim of each; two statements."""
    claims: dict[int, Claim] = {}
    for claim in Claim.objects.filter(problem__in=_keys(found)).select_related("posting__person").order_by("pk"):
        claims[claim.problem_id] = claim
    places = names_of(sorted({code for one in found for code in ancestors_of(one.problem.village_id)[-2:]}))
    return [_told_without_names(one, claims.get(one.problem.pk), places, one.problem.pk in seen) for one in found]


def _told_without_names(one: Alike, claim: Claim | None, places: Mapping[str, str], is_seen: bool) -> Solved:
    problem = one.problem
    names = [problem.reporter.person.name, problem.reported_by]
    names += [places.get(code, "") for code in ancestors_of(problem.village_id)[-2:]]
    names += [claim.posting.person.name] if claim else []
    return Solved(
        score=one.score,
        reasons=one.reasons,
        category=str(problem.category),
        request=without_names(problem.request, names),
        measures=without_names(claim.measures, names) if claim else "",
        outcome=str(Problem.Outcome(problem.outcome).label),
        lead=problem.lead.name if problem.lead else "",
        days=(problem.closed_at - problem.reported_at).days if problem.closed_at else None,
        number=problem.number if is_seen else "",
        title=problem.title if is_seen else "",
    )


def without_names(text: str, names: Iterable[str]) -> str:
    """A text in which the names given and telephone numbers are covered; longer names first."""
    for name in sorted({name for name in names if len(name) > 1}, key=len, reverse=True):
        text = text.replace(name, SOMEBODY)
    return TELEPHONE.sub("*", text)


def _keys(found: Iterable[Alike]) -> list[int]:
    return [one.problem.pk for one in found]


def _portraits(problems: Sequence[Problem], rarity: Rarity) -> list[Portrait]:
    return [_portrait(problem.description, rarity) for problem in problems]


@lru_cache(20_000)
def _portrait(text: str, rarity: Rarity) -> Portrait:
    return Portrait(text, rarity)


def _joined(portraits: Sequence[Portrait]) -> list[int]:
    """For each text the position of the first of its group: joined where two are as alike as `COMMON`.

    Only texts that share one of their three heaviest ideas are compared.
    """
    first = list(range(len(portraits)))

    def root(position: int) -> int:
        while first[position] != position:
            position = first[position]
        return position

    for ours, theirs in _pairs(portraits):
        one, other = root(ours), root(theirs)
        if one != other and portraits[ours].likeness(portraits[theirs]) >= COMMON:
            first[max(one, other)] = min(one, other)
    return [root(position) for position in range(len(portraits))]


def _pairs(portraits: Sequence[Portrait]) -> Iterable[tuple[int, int]]:
    """Positions of texts worth comparing, each with the few before it that share a heavy idea."""
    having: dict[str, list[int]] = defaultdict(list)
    for position, portrait in enumerate(portraits):
        ideas, _pairs_of_characters = telling(portrait, SHOWN, 0)
        for other in dict.fromkeys(earlier for idea in ideas for earlier in having[idea][-COMPARED:]):
            yield position, other
        for idea in ideas:
            having[idea].append(position)


def _ideas_of(portraits: Sequence[Portrait]) -> list[str]:
    """The ideas most of a group's texts share, at most three, the commonest first."""
    counted: dict[str, int] = defaultdict(int)
    for portrait in portraits:
        for idea in portrait.ideas:
            counted[idea] += 1
    common = [idea for idea, count in counted.items() if 2 * count >= len(portraits)]
    return sorted(common, key=lambda idea: (-counted[idea], idea))[:SHOWN]


def _rarity() -> Rarity:
    """What is rare among the newest problems; read anew after some hundreds of new ones."""
    newest = Problem.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return _rarity_of(str(connection.settings_dict["NAME"]), newest // SAMPLED_ANEW_AFTER)


@lru_cache(2)
def _rarity_of(_database: str, _age: int) -> Rarity:
    return Rarity(Problem.objects.order_by("-pk").values_list("description", flat=True)[:SAMPLE])


def resource(alike: Sequence[Alike], worked: Sequence[Solved]) -> dict[str, Any]:
    """The answer of the API: `{duplicates, solved}`, the best first."""
    return {
        "duplicates": [
            {
                "number": one.problem.number,
                "title": one.problem.title,
                "state": one.problem.state,
                "region": one.problem.village_id,
                "closed_at": one.problem.closed_at,
                "score": f"{one.score:.2f}",
                "reasons": list(one.reasons),
            }
            for one in alike
        ],
        "solved": [
            {
                "number": one.number or None,
                "title": one.title or None,
                "category": one.category,
                "request": one.request,
                "measures": one.measures,
                "outcome": one.outcome,
                "lead": one.lead,
                "days": one.days,
                "score": f"{one.score:.2f}",
                "reasons": list(one.reasons),
            }
            for one in worked
        ],
    }
