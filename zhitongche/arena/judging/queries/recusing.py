"""Reads of recusals, and of what the records show between a judge and an entry."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.arena.contests.states import State
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.statements import Given as Place
from zhitongche.foundation.statements import Statement

from .. import conflicts
from ..models import JudgeSeat, Recusal


class Served(NamedTuple):
    """One posting of a person that has begun: where it is or was, and for whom."""

    person: int
    unit: str
    region: str | None
    office: str | None
    office_called: str | None
    ends_on: date | None


_SERVED = ("person", "person__unit", "region", "department__name", "department__short_name", "ends_on")
# What every score reads, written once.
_RECUSAL = Statement(lambda: Recusal.objects.filter(seat=Place("seat"), entry=Place("entry")))
_SERVED_BY = Statement(
    lambda: Posting.objects.filter(person=Place("person"), starts_on__lte=Place("on")).values_list(*_SERVED)
)


def judged_now(keys: Iterable[int]) -> list[Contest]:
    """Those of these contests that are being judged."""
    return list(contests.for_page(Contest.objects.filter(pk__in=list(keys), state=State.ENTRIES_CLOSED)).order_by("pk"))


def recusals_of(contest: Contest) -> list[Recusal]:
    """All of it, the undecided first."""
    rows = Recusal.objects.filter(seat__contest=contest)
    named = rows.select_related(
        "seat__person", "entry__person", "entry__region", "raised_by__person", "decided_by__person"
    )
    return sorted(named, key=lambda one: (one.state != Recusal.State.PROPOSED, one.pk))


def recusal(contest: Contest, key: int) -> Recusal | None:
    return Recusal.objects.filter(seat__contest=contest, pk=key).select_related("seat__person", "entry__person").first()


def recusal_between(seat: JudgeSeat, entry: Entry) -> Recusal | None:
    recusal: Recusal | None = _RECUSAL.thing(seat=seat.pk, entry=entry.pk)
    return recusal


def ties_of(persons: Iterable[int], on: date) -> dict[int, conflicts.Ties]:
    """What binds these persons on a day, from their postings and the 花名册; one statement."""
    keys = set(persons)
    rows = Posting.objects.filter(person__in=keys, starts_on__lte=on).values_list(*_SERVED)
    served = [Served(*row) for row in rows]
    return {key: _ties([one for one in served if one.person == key], on) for key in keys}


def ground_between(seat: JudgeSeat, entry: Entry, on: date) -> conflicts.Ground | None:
    """Why this judge must not judge this entry, as the records show it on a day."""
    bound = _ties([Served(*row) for row in _SERVED_BY.rows(person=seat.person_id, on=on)], on)
    return conflicts.ground(bound, entry.region_id, entry.person.unit)


def _ties(served: Sequence[Served], on: date) -> conflicts.Ties:
    places = [(one.region, one.ends_on is None or one.ends_on > on) for one in served if one.region]
    units = {unit for one in served for unit in (one.unit, one.office, one.office_called) if unit}
    return conflicts.ties(
        [code for code, is_now in places if is_now], [code for code, is_now in places if not is_now], units
    )


def grounds(seats: Iterable[JudgeSeat], entries: Sequence[Entry], on: date) -> dict[tuple[int, int], conflicts.Ground]:
    """(seat, entry) → why that judge must not judge it, as the records show it on a day."""
    listed = list(seats)
    bound = ties_of((one.person_id for one in listed), on)
    return {
        (seat.pk, entry.pk): ground
        for seat in listed
        for entry in entries
        if (ground := conflicts.ground(bound[seat.person_id], entry.region_id, entry.person.unit))
    }
