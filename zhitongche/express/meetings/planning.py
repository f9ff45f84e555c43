"""Between a meeting and the arithmetic of its timetable: the day as a `Setting`, and a plan as rows of times.

Minutes are those of the meeting's own day in the office's time zone; rooms are named by their places in `Meeting.rooms`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.regions.queries import full_names

from . import rooms
from .models import Meeting, MeetingItem
from .timetable import order
from .timetable.setting import Interval, Item, Placed, Plan, Room, Setting

# A day of work, where nobody says when it is to be over; no day is longer than its midnight.
DAY, MIDNIGHT = 8 * 60, 24 * 60


def setting_of(
    meeting: Meeting,
    items: Sequence[MeetingItem],
    wishes: Mapping[str, Any] | None = None,
    *,
    in_one_room: bool = False,
) -> Setting:
    """The day of a meeting with its agenda; in its first room alone, where that is asked."""
    told = wishes or {}
    starts = minute_of(meeting, meeting.starts_at)
    count = 1 if in_one_room else max(1, len(meeting.rooms))
    return Setting(
        items=tuple(_item(one) for one in items),
        rooms=tuple(Room(str(place)) for place in range(count)),
        starts=starts,
        ends=told.get("ends") or min(starts + DAY, MIDNIGHT),
        step=meeting.slot_minutes,
        free={party: tuple(Interval(*pair) for pair in pairs) for party, pairs in told.get("free", {}).items()},
        travel={(str(one), str(other)): minutes for one, other, minutes in told.get("ways", ())},
    )


def parties_of(items: Sequence[MeetingItem]) -> dict[str, str]:
    """Everybody who must be there, by code, as people call them: departments, then villages' first secretaries."""
    departments = {party.department.code: party.department.name for one in items for party in one.parties.all()}
    named = full_names({one.village_id for one in items})
    villages = {code: _("the first secretary of %(village)s") % {"village": named[code]} for code in sorted(named)}
    return dict(sorted(departments.items())) | villages


def _item(item: MeetingItem) -> Item:
    codes = frozenset(party.department.code for party in item.parties.all())
    return Item(item.problem.number, item.minutes, codes, item.village_id, is_unkept=item.unkept_id is not None)


def plan_of(meeting: Meeting, items: Iterable[MeetingItem]) -> dict[str, Placed]:
    """The timetable as it stands; what has no time is left out."""
    return {
        one.problem.number: Placed(str(one.room), minute_of(meeting, one.starts_at), one.minutes)
        for one in items
        if one.starts_at is not None
    }


def rows_of(meeting: Meeting, plan: Plan) -> list[dict[str, Any]]:
    """A plan as `make_timetable` takes it."""
    return [
        {"problem": code, "room": int(placed.room), "starts_at": moment_of(meeting, placed.start)}
        for code, placed in plan.items()
    ]


def default(meeting: Meeting, items: Sequence[MeetingItem]) -> list[dict[str, Any]]:
    """One room, item after item from the beginning, what one department answers together, unkept promises first."""
    return rows_of(meeting, order.in_order(setting_of(meeting, items, in_one_room=True)))


@dataclass(frozen=True)
class Hall:
    """How far one room is: the item it is at since which minute, when that is over, and what it has not come to yet."""

    place: int
    items: list[MeetingItem]
    current: MeetingItem | None
    begun: int
    over: int

    @property
    def at(self) -> int:
        """The place of the current item among the room's own."""
        return self.items.index(self.current) if self.current else 0

    @property
    def ahead(self) -> list[str]:
        left = self.items[self.at + 1 :] if self.current else self.items
        return [one.problem.number for one in left]


def halls(meeting: Meeting, items: Sequence[MeetingItem], now: datetime) -> list[Hall]:
    """Every room of a meeting that is open."""
    found, minute = [], minute_of(meeting, now)
    for place in rooms.places(meeting):
        current = rooms.current_in(meeting, items, place)
        since = current.called_at if current and rooms.are_several(meeting) else meeting.current_since
        begun = minute_of(meeting, since or now)
        over = max(minute, begun + current.minutes) if current else minute
        found.append(Hall(place, rooms.items_in(meeting, items, place), current, begun, over))
    return found


def retimed(meeting: Meeting, items: Sequence[MeetingItem], now: datetime) -> list[dict[str, Any]]:
    """Of a meeting that is open: what its rooms have not come to yet, moved by how late or early the latest of them is.

    What was heard keeps its time. Where there is no timetable to move, what is left follows from now on.
    """
    plan, found = plan_of(meeting, items), halls(meeting, items, now)
    if len(plan) < len(items):
        minute = minute_of(meeting, now)
        return rows_of(meeting, {code: placed for hall in found for code, placed in _from_now(hall, minute).items()})
    here = {
        one.current.problem.number: plan[one.current.problem.number]._replace(room=str(one.place), start=one.begun)
        for one in found
        if one.current
    }
    late = [one.over - min(plan[code].start for code in one.ahead) for one in found if one.ahead]
    if not late:
        return rows_of(meeting, plan | here)
    ahead = {code: plan[code] for one in found for code in one.ahead}
    # Early is late by less than nothing: then what comes first begins before its hour.
    first = min(placed.start for placed in ahead.values()) + min(max(late), 0)
    return rows_of(meeting, plan | here | order.retime(ahead, first, max(late)))


def _from_now(hall: Hall, minute: int) -> dict[str, Placed]:
    """A room's items from the current one on, one after the other; those before it end where it begins."""
    begins = minute - sum(one.minutes for one in hall.items[: hall.at])
    plan = {}
    for one in hall.items:
        plan[one.problem.number] = Placed(str(hall.place), begins, one.minutes)
        begins += one.minutes
    return plan


def minute_of(meeting: Meeting, moment: datetime) -> int:
    """Minutes since the midnight in which the meeting's day begins; below zero for a moment before."""
    local, start = timezone.localtime(moment), timezone.localtime(meeting.starts_at)
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    return int((local - midnight) // timedelta(minutes=1))


def moment_of(meeting: Meeting, minute: int) -> datetime:
    start = timezone.localtime(meeting.starts_at)
    return start.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(minutes=minute)
