"""What the screen of the room shows beside the item."""

from datetime import datetime

from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting

from .. import rules
from ..models import Meeting
from .steps import refuse_if, step


@operation
def show_clock(meeting: Meeting, *, by: Posting, now: datetime, is_shown: bool) -> Meeting:
    """The time of day on the screen, where the host wants it. Raises NotYourDuty, NotNow."""
    refuse_if(rules.why_not_show_clock(by, meeting))
    step(meeting, "show_clock", by=by, now=now, body={"is_shown": is_shown}, changes={"is_clock_shown": is_shown})
    return meeting
