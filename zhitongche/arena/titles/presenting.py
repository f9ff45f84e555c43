"""What somebody may know of a result, for programs and for the page: one function decides it for both.

Everybody who sees the contest: champions by name, rules, the quota's arithmetic, digest. Whose entry it is: the own place
and why. The supervisor: every rank under codes, stability, signals. Organizers: the same by name. Nobody else anything.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.arena.contests.rules import not_its_keeper
from zhitongche.arena.settlement import publishing
from zhitongche.arena.settlement.settling import Placing
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.regions.queries import full_names

from . import bundling, queries, rules, wording
from .models import Objection, Settlement, Title


@dataclass(frozen=True)
class Known:
    """A result as it is kept, and how much of it the reader may see."""

    contest: Contest
    settlement: Settlement
    settled: bundling.Settled
    names: Mapping[str, str]
    # Ranks, stability, signals; and by name.
    is_inside: bool
    is_keeper: bool
    # Code → name of everybody, for organizers; empty for others.
    key: Mapping[str, str]
    entry: Entry | None
    own_code: str


def known(postings: Sequence[Posting], contest: Contest) -> Known | None:
    """What these postings may know; None before it is settled, and before the notice for all but those inside."""
    settlement = queries.current(contest)
    is_inside = any(rules.sees_inside(posting, contest) for posting in postings)
    if settlement is None or not (is_inside or contest.state in queries.PUBLIC):
        return None
    is_keeper = any(not_its_keeper(posting, contest) is None for posting in postings)
    people = {posting.person_id for posting in postings}
    key = bundling.key_of(bundling.entries_of(contest), bundling.seats_of(contest)) if is_keeper else {}
    return Known(
        contest=contest,
        settlement=settlement,
        settled=bundling.kept(settlement.answer),
        names=queries.component_names(queries.rules_in_force(contest)),
        is_inside=is_inside,
        is_keeper=is_keeper,
        key=key,
        entry=queries.entry_of(contest, people) if contest.state in queries.PUBLIC else None,
        own_code=queries.own_code(contest, people),
    )


def champion_names(contest: Contest, settlement: Settlement) -> dict[str, str]:
    """Champions' codes → village and name, as they are published."""
    found = queries.champions(settlement)
    places = full_names(one.region_id for one in found)
    return {one.code: f"{places.get(one.region_id, one.region.short_name)} {one.person.name}" for one in found}


def proof(contest: Contest) -> dict[str, Any] | None:
    """The public proof; None where nothing is public."""
    settlement = queries.current(contest) if contest.state in queries.PUBLIC else None
    if settlement is None:
        return None
    answer = bundling.kept(settlement.answer).answer
    return publishing.proof(answer, champion_names(contest, settlement))


def resource(postings: Sequence[Posting], contest: Contest) -> dict[str, Any]:
    """`GET contests/{number}/results`."""
    found = known(postings, contest)
    told: dict[str, Any] = {
        "number": contest.number,
        "state": contest.state,
        "version": None,
        "digest": None,
        "notice_ends_on": contest.notice_ends_on,
        "champions": [],
        "quota": None,
        "own": None,
        "ranking": None,
        "stability": None,
        "signals": None,
        "objections": [objection(one, postings) for one in queries.objections_seen(postings, contest)],
    }
    if found is None:
        return told
    inside = {"stability": found.settlement.stability, "signals": found.settlement.signals} if found.is_inside else {}
    return {
        **told,
        "version": found.settlement.version,
        "digest": found.settlement.digest,
        "champions": champions(found),
        "quota": quota(found),
        "own": own(found),
        "ranking": ranking(found) if found.is_inside else None,
        **inside,
    }


def champions(found: Known) -> list[str]:
    """By name and not by rank; to the supervisor before the notice under their codes."""
    names = champion_names(found.contest, found.settlement)
    if found.contest.state in queries.PUBLIC or found.is_keeper:
        return sorted(names.values())
    return sorted(names)


def quota(found: Known) -> dict[str, Any]:
    settlement = found.settled.settlement
    return {
        "quota": found.settled.answer["rules"]["quota"],
        "ranked": settlement.ranked_count,
        "allowed": settlement.champions_allowed,
        "champions": len(settlement.champions),
    }


def own(found: Known) -> dict[str, Any] | None:
    """Where the reader's own entry stands, and why."""
    entry, placing = found.entry, _own_placing(found)
    if entry is None or placing is None:
        return None
    return {
        "entry": entry.serial,
        "code": entry.code,
        "score": placing.shown,
        "rank": placing.rank,
        "champion": placing.is_champion,
        "explanation": wording.explanation(found.settled, entry, found.names),
    }


def ranking(found: Known) -> list[dict[str, Any]]:
    """Every entry by rank, the unranked last: by name for organizers, else under codes."""
    entries = {one.code: one for one in bundling.entries_of(found.contest)} if found.is_keeper else {}
    return [_placed(found, placing, entries.get(placing.entry)) for placing in found.settled.settlement.placings]


def listed(found: Known) -> list[dict[str, Any]]:
    """The same result as rows of a list: every rank for those inside; an entrant's own; for others who is champion, and no more."""
    if found.is_inside:
        return ranking(found)
    placing = _own_placing(found)
    if placing is not None:
        return [_placed(found, placing, found.entry)]
    return [_champion(one) for one in queries.champions(found.settlement)]


def _own_placing(found: Known) -> Placing | None:
    entry = found.entry
    return next((one for one in found.settled.settlement.placings if entry and one.entry == entry.code), None)


def _champion(entry: Entry) -> dict[str, Any]:
    """A champion as everybody knows them: by name, without code, rank or score."""
    told = {"entry": None, "code": "", "score": None, "raw": None, "panel": None, "rank": None, "decided_by": None}
    return {**told, **_named(entry), "champion": True, "why_unranked": ""}


def _named(entry: Entry | None) -> dict[str, Any]:
    return {
        "name": entry.person.name if entry else None,
        "village": entry.region.short_name if entry else None,
        "region": entry.region_id if entry else None,
    }


def _placed(found: Known, placing: Placing, entry: Entry | None) -> dict[str, Any]:
    settlement = found.settled.settlement
    tie = next((one for one in reversed(settlement.ties) if placing.entry in one.entries), None)
    return {
        "entry": entry.serial if entry else None,
        "code": placing.entry,
        **_named(entry),
        "score": placing.shown,
        "raw": None if placing.score is None else bundling.points_shown(settlement.totals.raw(placing.entry)),
        "panel": None if placing.panel is None else bundling.points_shown(placing.panel),
        "rank": placing.rank,
        "champion": placing.is_champion,
        "decided_by": wording.decided_by(tie, found.names) or None,
        "why_unranked": entry.get_excluded_display() if entry and placing.rank is None else "",
    }


def objection(one: Objection, postings: Iterable[Posting]) -> dict[str, Any]:
    """An objection for who may know of it."""
    return {
        "objection": one.serial,
        "state": one.state,
        "mine": one.person_id in {posting.person_id for posting in postings},
        "by": called(one.posting),
        "text": one.text,
        "filed_at": one.filed_at,
        "accept_by": one.accept_by,
        "decide_by": one.decide_by,
        "upheld": one.is_upheld,
        "reply": one.reply,
        "appeal": one.appeal,
        "appeal_upheld": one.is_appeal_upheld,
        "appeal_reply": one.appeal_reply,
    }


def certificate(title: Title) -> dict[str, Any]:
    """What the check of a certificate reveals to everybody: also that it was revoked, but not why."""
    places = full_names([title.region_id])
    return {
        "number": title.number,
        "state": title.state,
        "kind": title.kind,
        "name": title.person.name,
        "village": places.get(title.region_id, title.region.short_name),
        "contest": title.contest.number,
        "title": title.contest.title,
        "alliance": title.contest.alliance.name,
        "awarded_on": timezone.localdate(title.awarded_at),
        "revoked_on": timezone.localdate(title.revoked_at) if title.revoked_at else None,
    }


def address_of(contest: Contest) -> str:
    return reverse("titles:results", args=[contest.number])
