"""What the screens of a room read."""

from uuid import UUID

from django.db.models import Q

from .. import queries, rooms
from ..models import Meeting, MeetingItem

# The screen shows the item and what is next up.
SHOWN = 3


def on_screen(key: UUID) -> Meeting | None:
    """The meeting of that key, for the hall's computer."""
    return Meeting.objects.filter(screen_key=key).select_related("region", "current").first()


def current_in(meeting: Meeting, place: int) -> MeetingItem | None:
    """The item a room is at; of one room alone the meeting has it at hand."""
    if not rooms.are_several(meeting):
        return meeting.current
    called = MeetingItem.objects.filter(meeting=meeting, room=place).exclude(called_at=None)
    return rooms.current_in(meeting, list(called.select_related("problem")), place)


def from_here(meeting: Meeting, place: int) -> list[MeetingItem]:
    """The item a room is at, and those that come next in it; nothing before the beginning and after the end."""
    items, at = MeetingItem.objects.filter(meeting=meeting), current_in(meeting, place)
    if rooms.are_several(meeting):
        items = items.filter(room=place)
    if at is None:
        return []
    later = Q(position__gt=at.position) | Q(position=at.position, pk__gte=at.pk)
    return list(queries.in_full(items.filter(later))[:SHOWN])
