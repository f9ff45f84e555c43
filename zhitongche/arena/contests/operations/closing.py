"""Entries are closed, by a person or by the clock; who was too late may ask, and is answered once."""

from datetime import datetime, timedelta

from django.db import IntegrityError
from django.utils.translation import gettext as _

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.flow import operation
from zhitongche.foundation.histories import hold, refuse_if, step
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.statements import insert, update

from .. import queries, rules
from ..models import Contest, ContestEvent, LateRequest
from ..states import State
from .telling import leave_to_judging, tell, tell_members

# How long somebody has who may enter late, unless another moment is named.
LATE_FOR = timedelta(days=1)
# At a time, when the clock closes them.
BATCH = 200


@operation
def close_entries(contest: Contest, *, by: Posting, now: datetime, reason: str = "") -> Contest:
    """Close entries; from this moment all of them are shown to all members. Raises NotYourDuty, NotNow."""
    hold(contest)
    refuse_if(rules.why_not_close_entries(by, contest))
    _close(contest, by=by, now=now, reason=reason)
    return contest


def close_due(*, now: datetime) -> int:
    """Close the entries of every contest whose time has passed; returns how many. Two workers close none twice."""
    keys = list(queries.clock_struck(now).values_list("pk", flat=True)[:BATCH])
    return sum(_close_by_clock(key, now) for key in keys)


@operation
def _close_by_clock(key: int, now: datetime) -> bool:
    contest = hold(queries.for_page(Contest.objects.filter(pk=key)).get())
    if contest.state != State.OPEN or contest.entries_close_at > now:
        # Another worker was here, or the dates were changed.
        return False
    _close(contest, by=None, now=now)
    return True


def _close(contest: Contest, *, by: Posting | None, now: datetime, reason: str = "") -> None:
    """How many take part is told; whose they are stands in their own rows."""
    counts = queries.entry_counts(contest)
    body = {"submitted": counts["submitted"], "reason": reason}
    step(contest, ContestEvent, "close_entries", by=by, now=now, body=body, submitted=counts["submitted"])
    tell_members("close_entries", contest, by=by, now=now)
    leave_to_judging(contest, "closed", now)


@operation
def ask_late(contest: Contest, *, by: Posting, now: datetime, reason: str) -> Contest:
    """Ask to enter all the same, once; it is recorded. Raises NotYourDuty, NotNow."""
    hold(contest)
    refuse_if(rules.why_not_ask_late(by, contest))
    request = LateRequest(contest=contest, person=by.person, posting=by, reason=reason, asked_at=now)
    try:
        with audit.unit():
            insert(request)
    except IntegrityError as error:
        raise NotNow(_("You have asked before: it is decided once."), state=contest.state) from error
    body = {"request": request.pk}
    step(contest, ContestEvent, "ask_late", by=by, now=now, body=body, request=request.pk)
    return contest


@operation
def decide_late(
    contest: Contest,
    *,
    by: Posting,
    now: datetime,
    request: int,
    granted: bool,
    reason: str,
    until: datetime | None = None,
) -> Contest:
    """Grant or refuse somebody's request, with the reason; they have a day unless another moment is named.

    Raises NotYourDuty, NotNow, BadInput.
    """
    hold(contest)
    refuse_if(rules.why_not_decide_late(by, contest))
    asked = queries.late_asked(contest).filter(pk=request).first()
    if asked is None:
        raise BadInput({"request": _("There is no request of this number that waits.")})
    last = min(until or now + LATE_FOR, contest.scores_close_at)
    if granted and last <= now:
        raise BadInput({"until": _("This moment has passed.")})
    state = LateRequest.State.GRANTED if granted else LateRequest.State.REFUSED
    decided = {"state": state.value, "decided_by": by, "decided_at": now, "decision": reason}
    waiting = {"pk": asked.pk, "state": LateRequest.State.ASKED.value}
    if update(LateRequest, waiting, {**decided, "until": last if granted else None}) is None:
        raise NotNow(_("Someone else was faster: please look again at where it stands."), state=contest.state)
    body = {"request": asked.pk, "granted": granted, "reason": reason}
    step(contest, ContestEvent, "decide_late", by=by, now=now, body=body, request=asked.pk, granted=granted)
    tell("decide_late", contest, [asked.person_id], by=by, now=now)
    return contest
