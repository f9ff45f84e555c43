"""What a search for a timetable is to keep to, as it is asked for: hours as minutes of the day, parties and rooms there are."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext as _

from zhitongche.foundation.errors import BadInput

from .. import planning
from ..models import Meeting, MeetingItem
from ..timetable.setting import never_free
from .steps import item_named

# A page asks for an hour of the meeting's own day, the API for a moment.
Hour = datetime | time


def free_of(
    meeting: Meeting, items: Sequence[MeetingItem], rows: Sequence[Mapping[str, Any]]
) -> dict[str, list[list[int]]]:
    """Minutes by party. Who is named is free at these hours only; an hour left out is the day's beginning or its end."""
    parties, found = planning.parties_of(items), dict[str, list[list[int]]]()
    for row in rows:
        if row["party"] not in parties:
            raise BadInput({"free": _("“%(code)s” is at no item of this agenda.") % {"code": row["party"]}})
        begins, ends = row.get("from_"), row.get("until")
        told = {"name": parties[row["party"]]}
        if begins is None and ends is None:
            raise BadInput({"free": _("Say when %(name)s is free: from which hour, or until which.") % told})
        pair = [
            minute_in(meeting, "free", begins) if begins is not None else 0,
            minute_in(meeting, "free", ends) if ends is not None else planning.MIDNIGHT,
        ]
        if pair[0] >= pair[1]:
            raise BadInput({"free": _("Of the hours of %(name)s the end comes before the beginning.") % told})
        found.setdefault(row["party"], []).append(pair)
    return found


def ways_of(meeting: Meeting, rows: Sequence[Mapping[str, Any]]) -> list[list[int]]:
    """Each two rooms, the one with the smaller number first, and the minutes between them."""
    found: dict[tuple[int, int], int] = {}
    for row in rows:
        one, other = sorted(row["rooms"])
        if other >= len(meeting.rooms):
            raise BadInput({"ways": _("There is no such room.")})
        told = {"one": meeting.rooms[one], "other": meeting.rooms[other]}
        if one == other:
            raise BadInput({"ways": _("A way leads from one room to another; “%(one)s” is named twice.") % told})
        if (one, other) in found:
            raise BadInput({"ways": _("The way between “%(one)s” and “%(other)s” is named twice.") % told})
        found[one, other] = row["minutes"]
    return [[*pair, minutes] for pair, minutes in found.items()]


def end_of(meeting: Meeting, ends_at: Hour) -> int:
    minute = minute_in(meeting, "ends_at", ends_at)
    if minute <= planning.minute_of(meeting, meeting.starts_at):
        raise BadInput({"ends_at": _("This is before the meeting begins.")})
    return minute


def refuse_who_is_never_free(meeting: Meeting, items: Sequence[MeetingItem], wishes: Mapping[str, Any]) -> None:
    """Raises BadInput naming a party whose free times are too short for one of its items: no search need find that out."""
    found = never_free(planning.setting_of(meeting, items, wishes))
    if found is not None:
        party, item = found
        titles = {one.problem.number: one.problem.title for one in items}
        told = {"name": planning.parties_of(items)[party], "title": titles[item.code], "minutes": item.minutes}
        raise BadInput(
            {
                "free": _(
                    "%(name)s is free at no time of this day at which “%(title)s” (%(minutes)s minutes) could be heard."
                    " Name other hours, or let somebody else answer it."
                )
                % told
            }
        )


def moved_of(
    meeting: Meeting, items: Sequence[MeetingItem], problem: str, room: int | None, starts_at: Hour | None
) -> list[Any]:
    """An item with the room and minute it goes to."""
    item_named(meeting, problem)
    if len(planning.plan_of(meeting, items)) < meeting.item_count:
        raise BadInput({"problem": _("Make a timetable first; then move an item in it.")})
    if starts_at is None:
        raise BadInput({"starts_at": _("Say to which hour.")})
    if not 0 <= (room or 0) < max(1, len(meeting.rooms)):
        raise BadInput({"room": _("There is no such room.")})
    minute = minute_in(meeting, "starts_at", starts_at)
    begins = planning.minute_of(meeting, meeting.starts_at)
    if minute < begins or (minute - begins) % meeting.slot_minutes:
        told = {"minutes": meeting.slot_minutes}
        raise BadInput(
            {"starts_at": _("Items begin every %(minutes)s minutes from the meeting's beginning on.") % told}
        )
    return [problem, room or 0, minute]


def minute_in(meeting: Meeting, field: str, hour: Hour) -> int:
    """Minutes since midnight of the meeting's day."""
    if isinstance(hour, time):
        return hour.hour * 60 + hour.minute
    minute = planning.minute_of(meeting, hour)
    if not 0 <= minute <= planning.MIDNIGHT:
        raise BadInput({field: _("Name an hour of the meeting's own day.")})
    return minute
