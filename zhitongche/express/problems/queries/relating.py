"""What a problem is tied to: what was merged into it, its parent and children, what it came back from; and the check."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from zhitongche.foundation.calendar.days import begins
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import inside
from zhitongche.foundation.statements import Given, Statement

from ..models import Problem, ProblemFile, Rulebook
from ..states import State
from .policy import policy_of
from .seeing import visible_to

# On the page of one problem; a hundred households with one broken road fit.
MOST_TIED = 100
MOST_FOUND = 20
MOST_OFFERED = 5
MOST_CHOSEN = 20


def tied_to(problem: Problem) -> list[Problem]:
    """What was merged into it, its children, what came back after it, and what it is itself tied to; one statement."""
    own = [key for key in (problem.merged_into_id, problem.parent_id, problem.relapse_of_id) if key is not None]
    tied = Q(merged_into=problem.pk) | Q(parent=problem.pk) | Q(relapse_of=problem.pk)
    if own:
        tied |= Q(pk__in=own)
    rows = Problem.objects.filter(tied).select_related(
        "category", "lead", "reporter__person", "reporter__region", "reporter__department"
    )
    return list(rows.order_by("pk")[:MOST_TIED])


_RAISED_BY = Statement(
    lambda: Problem.objects.filter(merged_into=Given("problem")).values_list("village_id", "reporter_id")
)


def raised_by(problem: Problem) -> list[tuple[str, int]]:
    """The village and the reporter's posting of each problem that was merged into it."""
    return _RAISED_BY.rows(problem=problem.pk)


def numbers_of(keys: Sequence[int]) -> dict[int, str]:
    """The numbers of these problems, by key."""
    return dict(Problem.objects.filter(pk__in=keys).values_list("pk", "number"))


def seen_among(problems: Sequence[Problem], postings: Sequence[Posting]) -> set[int]:
    """The keys of those that the postings see."""
    keys = [problem.pk for problem in problems]
    return set(visible_to(*postings).filter(pk__in=keys).values_list("pk", flat=True))


def photos_of(problems: Sequence[Problem]) -> list[ProblemFile]:
    """The photos of these problems, in the order they came."""
    kept = ProblemFile.objects.filter(event__problem__in=problems, attachment__kind="photo")
    return list(kept.select_related("attachment", "event").order_by("event__sequence", "position"))


def open_child(problem: Problem) -> Problem | None:
    """The first of its children on which somebody still has to act."""
    return Problem.objects.filter(parent=problem, is_open=True).order_by("pk").first()


def passes_on(problem: Problem) -> date:
    """The day after which the township's silence passes a report on: one working day since it was (re)submitted."""
    return workdays().add(timezone.localdate(problem.state_since), 1)


def waiting_for_check(posting: Posting) -> QuerySet[Problem]:
    """Unchecked reports of a township whose place asks for its check."""
    if not posting.may(Permission.PROBLEM_CHECK) or not policy_of(posting.scope).has_township_check:
        return Problem.objects.none()
    return visible_to(posting).filter(state=State.REPORTED, checked_at=None)


def not_held_for_check(rows: QuerySet[Problem], day: date) -> QuerySet[Problem]:
    """Leaves out the reports that still wait for their township's check on `day`."""
    books = Rulebook.objects.values_list("region_id", "has_township_check")
    asks = {region for region, has_check in books if has_check}
    if not asks:
        return rows
    own = {region for region, has_check in books if not has_check}
    held = Q(county__in=asks) | (Q(city__in=asks) & ~Q(county__in=own))
    return rows.exclude(held & Q(checked_at=None, state_since__gte=_check_begins(day)))


def _check_begins(day: date) -> datetime:
    """The first moment whose reports may still be checked on `day`: the last working day before it."""
    days, first = workdays(), day - timedelta(days=1)
    while not days.is_workday(first):
        first -= timedelta(days=1)
    return begins(first)


def found_near(problem: Problem, postings: Sequence[Posting], words: str) -> list[Problem]:
    """Others that the postings see, by number, or by words of the title among those of the same township."""
    text = words.strip()
    if not text:
        return []
    others = visible_to(*postings).exclude(pk=problem.pk)
    if found := list(others.filter(number__in=_spellings(problem, text))):
        return found
    near = inside(others, problem.village_id[:9], "village_id")
    return list(near.filter(title__contains=text).order_by("-reported_at")[:MOST_FOUND])


def alone(postings: Sequence[Posting], category: str) -> QuerySet[Problem]:
    """Open problems that stand under no other; of a category where one is named; what a row shows."""
    rows = visible_to(*postings).filter(is_open=True, parent=None).select_related("category", "lead")
    return rows.filter(category=category) if category else rows


def chosen_by(postings: Sequence[Posting], numbers: Sequence[str]) -> list[Problem]:
    """The problems with these numbers that the postings see, oldest first; `MOST_CHOSEN` at most."""
    if not numbers:
        return []
    return list(visible_to(*postings).filter(number__in=numbers[:MOST_CHOSEN]).order_by("reported_at", "pk"))


def neighbours_of(problem: Problem, postings: Sequence[Posting], *, is_open: bool) -> list[Problem]:
    """The newest others of the same village: those still open, or those closed."""
    others = visible_to(*postings).exclude(pk=problem.pk).filter(village=problem.village_id)
    some = others.filter(is_open=True) if is_open else others.filter(state=State.CLOSED)
    return list(some.order_by("-reported_at")[:MOST_OFFERED])


def _spellings(problem: Problem, text: str) -> list[str]:
    """What people say for a number: 450422-2026-0042, 藤县-2026-0042, 2026-0042, 42."""
    *_place, year, last = ["", *text.rsplit("-", 2)] if text.count("-") else ["", "", text]
    return [text] + [
        f"{problem.county_code}-{year or problem.reported_at.year}-{last.zfill(4)}" for last in [last] if last.isdigit()
    ]
