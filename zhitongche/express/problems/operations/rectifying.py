"""The rectification list (整改清单): a promise is finished by its own department, or put off with a reason."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting

from .. import circulars, rules
from ..models import Rectification
from .holding import hold
from .leading import soon_on, step_of
from .steps import must_lie_ahead, refuse_if


@operation
def finish(item: Rectification, *, by: Posting, now: datetime, text: str, photos: Sequence[UUID] = ()) -> Rectification:
    """The department says what came of its promise; the lead and the organizer hear of it."""
    refuse_if(rules.why_not_finish(by, item))
    changes = {"finished_at": now, "finished_by": by, "result": text}
    step_of(item, "finish", by=by, now=now, body={"text": text}, changes=changes, photos=photos)
    circulars.tell_of_promise(item, "finish", by=by, now=now)
    return item


@operation
def extend_promise(item: Rectification, *, by: Posting, now: datetime, due_on: date, reason: str) -> Rectification:
    """Put it off, before its day has passed and at most twice; nobody decides, the lead and the organizer hear of it."""
    hold(item)
    refuse_if(rules.why_not_extend_promise(by.as_of(timezone.localdate(now)), item))
    if due_on <= item.due_on:
        raise BadInput({"due_on": _("Name a day after %(day)s.") % {"day": item.due_on.isoformat()}})
    must_lie_ahead(due_on, now)
    changes = {"due_on": due_on, "soon_on": soon_on(due_on, now), "extension_count": item.extension_count + 1}
    body = {"due_on": due_on.isoformat(), "reason": reason}
    step_of(item, "extend", by=by, now=now, body=body, changes=changes)
    circulars.tell_of_promise(item, "extend", by=by, now=now)
    return item
