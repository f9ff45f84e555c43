"""The meeting begins."""

from datetime import datetime

from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting

from .. import queries, rules
from ..models import Meeting
from .steps import refuse_if, step


@operation
def open_(meeting: Meeting, *, by: Posting, now: datetime) -> Meeting:
    """The room is open at its first item, on whatever day that is."""
    refuse_if(rules.why_not_open(by, meeting))
    first = next(iter(queries.items_of(meeting)), None)
    changes = {"opened_at": now, "current": first, "current_since": now}
    step(meeting, "open", by=by, now=now, body={}, changes=changes)
    return meeting
