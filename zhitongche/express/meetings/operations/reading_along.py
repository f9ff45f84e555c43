"""What the clerk is typing, for the hall to read along: nothing is recorded of it until it is set down."""

from datetime import datetime

from django.db.models import F

from zhitongche.express.problems.operations.holding import hold
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting

from .. import rules
from ..models import Meeting, MeetingItem
from .steps import item_named, refuse_if


@operation
def show_typed(
    meeting: Meeting,
    *,
    by: Posting,
    now: datetime,
    problem: str,
    department: str,
    seen: int,
    kind: str = "",
    text: str = "",
) -> Meeting:
    """Show the words as they stand; empty ones take them off the screen again.

    Words of a clerk whose item has moved on from the version they had seen are dropped without a word: whoever sets
    them down is told then. Raises what `answer` would raise for duty and state.
    """
    hold(meeting)
    refuse_if(rules.why_not_answer(by, meeting))
    item = item_named(meeting, problem)
    typed = {"department": department, "kind": kind, "text": text} if text.strip() else {}
    if typed == item.typed:
        return meeting
    # The meeting's row first, as in every act of the room: two of them never wait for each other.
    Meeting.objects.filter(pk=meeting.pk).update(typed_count=F("typed_count") + 1)
    MeetingItem.objects.filter(pk=item.pk, answer_version=seen).update(typed=typed)
    return meeting
