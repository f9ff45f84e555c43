"""The people of synthetic contests: in each county who runs and watches them, seven judges, and alliances of secretaries."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from zhitongche.arena.alliances.models import Alliance, Membership
from zhitongche.arena.alliances.states import State
from zhitongche.arena.contests.filling import FROM_RECORDS
from zhitongche.arena.indicators.models import Indicator
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.roles import Role

from . import staff

JUDGES = 7
# Members of an alliance, and with them the entries of a bout.
MEMBERS = 20
# As many entries as an alliance of that size brings in a year of monthly bouts.
A_YEAR = 12 * MEMBERS
LEAST_MEMBERS = 3


class Item(NamedTuple):
    """What a bout is about."""

    key: int
    code: str
    name: str


@dataclass(frozen=True)
class League:
    """Secretaries who compete with one another, and the key of their alliance; none where it is still to be founded."""

    key: int | None
    members: tuple[Posting, ...]


@dataclass(frozen=True)
class Crew:
    """A county's people by what they do in a contest; `chief` is the key of its chief alliance, where it has one."""

    organizer: Posting
    supervisor: Posting
    judges: tuple[Posting, ...]
    leagues: tuple[League, ...]
    chief: int | None
    items: tuple[Item, ...]


def engage(shares: Mapping[str, int], since: date, now: datetime) -> dict[str, Crew]:
    """Give every county in `shares` (its number of entries) its people; those that are there already stay."""
    chosen = staff.villages({county: _members(count) for county, count in shares.items()})
    wanted: list[staff.Seat] = []
    for county in shares:
        wanted += [(Role.ORGANIZER, county, None), (Role.SUPERVISOR, county, None)]
        wanted += [(Role.JUDGE, county, None)] * JUDGES
        wanted += [(Role.FIRST_SECRETARY, village, None) for village in chosen[county]]
    held = staff.appoint(wanted, since, now)
    # What the records fill in is read village by village: an item that people bring evidence for has nothing of it.
    library = Indicator.objects.filter(library__region=None).exclude(code__in=FROM_RECORDS)
    items = tuple(Item(*row) for row in library.order_by("pk").values_list("pk", "code", "name"))
    belongs = dict(Membership.objects.filter(ends_on=None).values_list("person", "alliance"))
    active = Alliance.objects.filter(state=State.ACTIVE, parent=None).order_by("-pk")
    chiefs = dict(active.values_list("region", "pk"))
    return {
        county: Crew(
            held[Role.ORGANIZER, county][0],
            held[Role.SUPERVISOR, county][0],
            tuple(held[Role.JUDGE, county][:JUDGES]),
            _leagues([held[Role.FIRST_SECRETARY, village][0] for village in chosen[county]], belongs),
            chiefs.get(county),
            items,
        )
        for county in shares
        if chosen[county]
    }


def _members(count: int) -> int:
    """How many secretaries so many entries ask for."""
    return MEMBERS * -(-count // A_YEAR) if count >= MEMBERS else max(LEAST_MEMBERS, count)


def _leagues(secretaries: list[Posting], belongs: Mapping[int, int]) -> tuple[League, ...]:
    """Those who belong to an alliance by their alliance, and the others by twenties."""
    known: dict[int, list[Posting]] = defaultdict(list)
    free = []
    for one in secretaries:
        if one.person_id in belongs:
            known[belongs[one.person_id]].append(one)
        else:
            free.append(one)
    fresh = [tuple(free[start : start + MEMBERS]) for start in range(0, len(free), MEMBERS)]
    return (*(League(key, tuple(some)) for key, some in known.items()), *(League(None, some) for some in fresh))
