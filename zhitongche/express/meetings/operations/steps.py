"""What the verbs share: the guarded step with its line in the history and its notices, and how an item is named."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation import flow
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.errors import BadInput, NotNow, Refused
from zhitongche.foundation.people.models import Posting, new_salt
from zhitongche.foundation.statements import Plus, insert

from .. import circulars, queries
from ..models import Meeting, MeetingEvent, MeetingItem
from ..states import DATED, AnswerKind


def step(
    meeting: Meeting,
    verb: str,
    *,
    by: Posting,
    now: datetime,
    body: Mapping[str, Any],
    changes: Mapping[str, Any] | None = None,
    **facts: Any,
) -> MeetingEvent:
    """One step: the guarded move, the history's line, the notices; the record is written with them.

    The UPDATE takes the meeting's row, so that of two acts on one meeting the second waits for the first and then
    sees what it has left.
    """
    salt = new_salt()
    counted = {"event_count": Plus(1), **(changes or {})}
    words = digest(salt, canonical(dict(body)))
    before = flow.move(meeting, verb, by=by, now=now, changes=counted, words=words, **facts)
    event = line(meeting, verb, by=by, now=now, before=before, body=body, salt=salt)
    circulars.tell(meeting, verb, by=by, now=now, body=body)
    return event


def line(
    meeting: Meeting, verb: str, *, by: Posting, now: datetime, before: str, body: Mapping[str, Any], salt: str
) -> MeetingEvent:
    """One line of the history."""
    event = MeetingEvent(
        meeting=meeting,
        sequence=meeting.event_count,
        action=verb,
        posting=by,
        at=now,
        before=before,
        after=meeting.state,
        body=dict(body),
        salt=salt,
    )
    insert(event)
    return event


def item_named(meeting: Meeting, problem: str) -> MeetingItem:
    """The item that hears this problem. Raises BadInput where none does."""
    item = queries.item_of(meeting, problem)
    if item is None:
        raise BadInput({"problem": _("“%(number)s” is not on this agenda.") % {"number": problem}})
    return item


def check_answer(meeting: Meeting, kind: str, due_on: date | None, now: datetime) -> None:
    """Raises BadInput for an answer without its day, with one it cannot have, and for what a city cannot raise."""
    if kind not in AnswerKind.values:
        raise BadInput({"kind": _("Choose one of the answers.")})
    if kind in DATED:
        if due_on is None:
            raise BadInput({"due_on": _("Say by which day.")})
        if due_on < timezone.localdate(now):
            raise BadInput({"due_on": _("This date lies in the past.")})
        if due_on > timezone.localdate(now).replace(year=now.year + 10, day=1):
            raise BadInput({"due_on": _("This is more than ten years off.")})
    elif due_on is not None:
        raise BadInput({"due_on": _("Only measures and site surveys have a day.")})
    if kind == AnswerKind.RAISED_TO_CITY and len(meeting.region_id) == 4:
        raise BadInput({"kind": _("This is the city's own meeting.")})


def refuse_if(refusal: Refused | None) -> None:
    if refusal is not None:
        raise refusal


def faster(meeting: Meeting, sentence: str) -> NotNow:
    return NotNow(sentence, state=meeting.state)
