"""What a timetable is made of, and what one is worth. Times are minutes of the day; no table is known here.

A party is whoever must be there: a department, or the first secretary who speaks (the village, where no speaker is
named). Departments and speakers share one space of names: no code may mean two of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Interval(NamedTuple):
    """From the one minute to the other, which is no longer in it."""

    start: int
    end: int


class Placed(NamedTuple):
    """Where and when an item is heard, and how long."""

    room: str
    start: int
    minutes: int

    @property
    def end(self) -> int:
        return self.start + self.minutes


Plan = Mapping[str, Placed]


@dataclass(frozen=True)
class Room:
    """A room, and the site it stands on: within a site one walks, between sites one drives."""

    code: str
    site: str = ""


@dataclass(frozen=True)
class Item:
    """One item of the agenda; `fixed` is the room and the minute it must begin at."""

    code: str
    minutes: int
    departments: frozenset[str]
    village: str
    speaker: str = ""
    fixed: tuple[str, int] | None = None
    # An earlier meeting's promise about it was not kept: it is heard first, wherever the order is ours.
    is_unkept: bool = False

    @property
    def parties(self) -> frozenset[str]:
        return self.departments | {self.speaker or self.village}


@dataclass(frozen=True)
class Setting:
    """A day to be planned. Items begin every `step` minutes from `starts` on and are over by `ends`.

    Who is not in `free` is free all day; who is there with no interval is free at no time. `travel` gives minutes
    between two rooms, or two sites, in either order; what it does not name takes none.
    """

    items: tuple[Item, ...]
    rooms: tuple[Room, ...]
    starts: int
    ends: int
    step: int = 10
    free: Mapping[str, tuple[Interval, ...]] = field(default_factory=dict)
    travel: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        codes, rooms = [item.code for item in self.items], [room.code for room in self.rooms]
        if not rooms or self.step < 1 or len(set(codes)) < len(codes) or len(set(rooms)) < len(rooms):
            raise ValueError("A timetable needs a room, a step, and no code twice.")
        for item in self.items:
            if item.minutes < 1:
                raise ValueError(f"{item.code} takes no time.")
            if item.fixed and (item.fixed[0] not in rooms or self._is_off(item.fixed[1])):
                raise ValueError(f"{item.code} is fixed where no room is, or at no beginning of a slot.")

    def _is_off(self, minute: int) -> bool:
        return minute < self.starts or (minute - self.starts) % self.step != 0

    def slots(self, minutes: int) -> int:
        """How many whole slots that many minutes take."""
        return -(-minutes // self.step)

    def minute(self, slot: int) -> int:
        return self.starts + slot * self.step

    def slot(self, minute: int) -> int:
        return (minute - self.starts) // self.step

    def between(self, one: Room, other: Room) -> int:
        """Minutes from the one room to the other."""
        if one.code == other.code:
            return 0
        pairs = ((one.code, other.code), (other.code, one.code), (one.site, other.site), (other.site, one.site))
        return next((self.travel[pair] for pair in pairs if pair in self.travel), 0)

    def by_party(self) -> dict[str, list[Item]]:
        """The items of each party, both in the order given."""
        found: dict[str, list[Item]] = {}
        for item in self.items:
            for party in sorted(item.parties):
                found.setdefault(party, []).append(item)
        return found

    def departments(self) -> set[str]:
        return {department for item in self.items for department in item.departments}

    def is_free(self, party: str, start: int, end: int) -> bool:
        """Whether the party is there all the time from the one minute to the other."""
        if party not in self.free:
            return True
        for interval in sorted(self.free[party]):
            # Intervals that touch or overlap carry on from one to the next.
            if interval.start <= start < interval.end:
                start = interval.end
        return start >= end

    def placed(self, item: Item, room: str, slot: int) -> Placed:
        return Placed(room, self.minute(slot), item.minutes)


def never_free(setting: Setting) -> tuple[str, Item] | None:
    """A party, with the first of its items, whose free times hold that item nowhere in the day; None where all have one."""
    for party, items in setting.by_party().items():
        for item in items:
            last = setting.slot(setting.ends - item.minutes)
            begins = (setting.minute(slot) for slot in range(last + 1))
            if party in setting.free and not any(setting.is_free(party, one, one + item.minutes) for one in begins):
                return party, item
    return None


def span(setting: Setting, plan: Plan) -> int:
    """Minutes from the beginning of the day to the end of the last item; an item takes whole slots."""
    return max((_over(setting, placed) for placed in plan.values()), default=setting.starts) - setting.starts


def waiting(setting: Setting, plan: Plan) -> int:
    """Minutes that departments sit idle, summed over them: between a department's first item and its last, whatever
    is not an item of its own. The way between two rooms counts as waiting; a secretary's waiting does not count.
    """
    total = 0
    for party, items in setting.by_party().items():
        if party in setting.departments():
            places = [plan[item.code] for item in items if item.code in plan]
            if places:
                inside = max(_over(setting, one) for one in places) - min(one.start for one in places)
                total += inside - sum(_over(setting, one) - one.start for one in places)
    return total


def _over(setting: Setting, placed: Placed) -> int:
    return placed.start + setting.slots(placed.minutes) * setting.step


def shortest(setting: Setting) -> int:
    """No timetable is shorter, by arithmetic alone: the rooms' load, each party's load, each one's first free hour."""
    sizes = {item.code: setting.slots(item.minutes) for item in setting.items}
    bound = -(-sum(sizes.values()) // len(setting.rooms))
    for party, items in setting.by_party().items():
        opens = min((one.start for one in setting.free.get(party, ())), default=setting.starts)
        first = max(0, -((setting.starts - opens) // setting.step))
        bound = max(bound, first + sum(sizes[item.code] for item in items))
    for item in setting.items:
        if item.fixed:
            bound = max(bound, setting.slot(item.fixed[1]) + sizes[item.code])
    return bound * setting.step
