"""The rooms of a meeting: each goes on by itself, at the item that was called up in it last. In one room that is `current`."""

from collections.abc import Iterable, Sequence

from .models import Meeting, MeetingItem
from .states import State


def are_several(meeting: Meeting) -> bool:
    return len(meeting.rooms) > 1


def places(meeting: Meeting) -> range:
    """The rooms by their places in `Meeting.rooms`; 0 alone where there is but one."""
    return range(max(1, len(meeting.rooms)))


def room_of(meeting: Meeting, place: int) -> str:
    """A room by its place; the meeting's own place where there is but one."""
    return meeting.rooms[place] if place < len(meeting.rooms) else meeting.place


def items_in(meeting: Meeting, items: Iterable[MeetingItem], place: int) -> list[MeetingItem]:
    """What is heard in a room, in the order given."""
    return [one for one in items if one.room == place or not are_several(meeting)]


def current_in(meeting: Meeting, items: Sequence[MeetingItem], place: int) -> MeetingItem | None:
    """The item a room is at, of these; None where nothing was called up in it, and before and after the meeting."""
    if meeting.state != State.OPEN:
        return None
    if not are_several(meeting):
        return next((one for one in items if one.pk == meeting.current_id), None)
    called = [one for one in items if one.room == place and one.called_at is not None]
    # Of two that were called up at one moment the meeting itself knows which was the later.
    return max(called, key=lambda one: (one.called_at, one.pk == meeting.current_id), default=None)


def currents(meeting: Meeting, items: Sequence[MeetingItem]) -> dict[int, MeetingItem]:
    """Each room that is at an item, with it."""
    found = {place: current_in(meeting, items, place) for place in places(meeting)}
    return {place: item for place, item in found.items() if item is not None}
