"""Between a meeting and the arithmetic of its timetable: the day as a `Setting`, and a plan as rows of times.

Minutes are those of the meeting's own day in the office's time zone; rooms are named by their places in `Meeting.rooms`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.regions.queries import full_names

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


def retimed(meeting: Meeting, items: Sequence[MeetingItem], now: datetime) -> list[dict[str, Any]]:
    """Of a meeting that is open: what the hall has not come to yet, moved by how late or early the hall is.

    What was heard keeps its time. Where there is no timetable to move, what is left follows from now on.
    """
    minute, current = minute_of(meeting, now), meeting.current
    plan = plan_of(meeting, items)
    at = next((place for place, one in enumerate(items) if current and one.pk == current.pk), 0)
    if len(plan) < len(items):
        return rows_of(meeting, _from_now(items, at, minute))
    here = items[at].problem.number
    begun = minute_of(meeting, meeting.current_since or now)
    over = max(minute, begun + items[at].minutes)
    ahead = [one.problem.number for one in items[at + 1 :]]
    if not ahead:
        return rows_of(meeting, plan | {here: plan[here]._replace(start=begun)})
    first = min(plan[code].start for code in ahead)
    moved = order.retime({code: plan[code] for code in ahead}, first, over - first)
    return rows_of(meeting, plan | {here: plan[here]._replace(start=begun)} | moved)


def _from_now(items: Sequence[MeetingItem], at: int, minute: int) -> dict[str, Placed]:
    """The items from the current one on, one after the other; those before it end where it begins."""
    begins = minute - sum(one.minutes for one in items[:at])
    plan = {}
    for one in items:
        plan[one.problem.number] = Placed("0", begins, one.minutes)
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
