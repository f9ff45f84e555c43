"""What the screens of a room read."""

from uuid import UUID

from django.db.models import Q

from .. import queries
from ..models import Meeting, MeetingItem

# The screen shows the item and what is next up.
SHOWN = 3


def on_screen(key: UUID) -> Meeting | None:
    """The meeting of that key, for the hall's computer."""
    return Meeting.objects.filter(screen_key=key).select_related("region", "current").first()


def from_here(meeting: Meeting) -> list[MeetingItem]:
    """The item the room is at, and those that come next; nothing before the beginning and after the end."""
    at = meeting.current
    if at is None:
        return []
    later = Q(position__gt=at.position) | Q(position=at.position, pk__gte=at.pk)
    return list(queries.in_full(MeetingItem.objects.filter(later, meeting=meeting))[:SHOWN])
