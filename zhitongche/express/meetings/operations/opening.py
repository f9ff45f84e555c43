"""The meeting begins."""

from datetime import datetime

from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting

from .. import queries, rooms, rules
from ..models import Meeting, MeetingItem
from .steps import refuse_if, step


@operation
def open_(meeting: Meeting, *, by: Posting, now: datetime) -> Meeting:
    """Each room is open at its first item, on whatever day that is."""
    refuse_if(rules.why_not_open(by, meeting))
    items = queries.items_of(meeting)
    changes = {"opened_at": now, "current": next(iter(items), None), "current_since": now}
    step(meeting, "open", by=by, now=now, body={}, changes=changes)
    firsts = [one.pk for place in rooms.places(meeting) for one in rooms.items_in(meeting, items, place)[:1]]
    MeetingItem.objects.filter(pk__in=firsts).update(called_at=now)
    return meeting
