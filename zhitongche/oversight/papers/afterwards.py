"""What is drafted after a meeting without anybody's click: its minutes and its rectification list."""

import logging
from datetime import datetime, timedelta

from zhitongche.express.meetings.models import Meeting
from zhitongche.foundation.errors import Refused

from . import operations, queries
from .kinds import AFTERWARDS

logger = logging.getLogger(__name__)
# How long ago a meeting may have been closed: what is older, such as before an upgrade, is drafted by whoever needs it.
LOOKED_BACK = timedelta(days=7)
# How long whoever has closed one is told to wait; then the worker is not there, or could not.
SOON = timedelta(minutes=2)


def draft_after_meetings(*, now: datetime) -> int:
    """Draft what meetings closed lately leave to be written; how many papers. Done twice or by two, it is done once."""
    count = 0
    for meeting, kind in queries.left_to_draft(now - LOOKED_BACK):
        try:
            count += operations.draft_after(meeting, kind, now=now) is not None
        except Refused:
            # One that cannot be drafted does not keep the others waiting.
            logger.exception("%s of %s not drafted", kind, meeting.number)
    return count


def is_awaited(meeting: Meeting, begun: set[str], now: datetime) -> bool:
    """Whether its minutes or its list, which are not among those begun, are being drafted just now."""
    if meeting.closed_at is None or meeting.is_called_off or not meeting.item_count:
        return False
    return not begun.issuperset(AFTERWARDS) and now - meeting.closed_at < SOON
