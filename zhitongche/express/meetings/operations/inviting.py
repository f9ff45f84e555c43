"""Who is invited and signs for it, and what each department means to answer before the meeting begins."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting

from .. import circulars, queries, rules
from ..models import DraftReply, Invitation, ItemDepartment, Meeting, MeetingItem
from .steps import check_answer, faster, item_named, refuse_if, step

# Working days before the meeting by which draft replies are due.
DRAFTS_BEFORE = 2


@operation
def invite(meeting: Meeting, *, by: Posting, now: datetime, draft_due_on: date | None = None) -> Meeting:
    """Send every department and village of the agenda its own invitation. Raises NotYourDuty, NotNow, BadInput."""
    refuse_if(rules.why_not_invite(by, meeting))
    today = timezone.localdate(now)
    due_on = draft_due_on or drafts_due_on(meeting.starts_on, today)
    if not today <= due_on <= meeting.starts_on:
        raise BadInput({"draft_due_on": _("Name a day from today until the meeting.")})
    if silent := MeetingItem.objects.filter(meeting=meeting, parties=None).select_related("problem").first():
        told = {"number": silent.problem.number}
        raise BadInput({"__all__": _("Nobody is to answer “%(number)s” yet: name a department.") % told})
    body = {"draft_due_on": due_on.isoformat()}
    step(meeting, "invite", by=by, now=now, body=body, changes={"draft_due_on": due_on})
    invite_missing(meeting, by=by, now=now)
    return meeting


def invite_missing(meeting: Meeting, *, by: Posting, now: datetime) -> None:
    """Invite the departments and villages of the agenda that have no invitation yet."""
    items = MeetingItem.objects.filter(meeting=meeting)
    departments = set(ItemDepartment.objects.filter(item__meeting=meeting).values_list("department", flat=True))
    villages = set(items.values_list("village", flat=True))
    known = Invitation.objects.filter(meeting=meeting)
    departments -= set(known.values_list("department", flat=True))
    villages -= set(known.values_list("village", flat=True))
    Invitation.objects.bulk_create(
        [Invitation(meeting=meeting, department_id=one, sent_at=now) for one in sorted(departments)]
        + [Invitation(meeting=meeting, village_id=one, sent_at=now) for one in sorted(villages)]
    )
    circulars.tell_invited(meeting, departments=departments, villages=villages, by=by, now=now)


@operation
def acknowledge(meeting: Meeting, *, by: Posting, now: datetime, attendees: str = "", note: str = "") -> Meeting:
    """签收: we have read it, and this is who will come. Once; the second is told that it was done."""
    refuse_if(rules.why_not_acknowledge(by, meeting))
    invitation = queries.invitation_of(by, meeting)
    if invitation is None:
        raise RuntimeError("the rule has let somebody sign who was not invited")
    whose = {"department": by.department.code} if by.department else {"village": by.scope}
    step(meeting, "acknowledge", by=by, now=now, body={**whose, "attendees": attendees, "note": note})
    signed = Invitation.objects.filter(pk=invitation.pk, acknowledged_at=None)
    if not signed.update(acknowledged_at=now, acknowledged_by=by, attendees=attendees, note=note):
        raise faster(meeting, _("It has been signed for already."))
    return meeting


@operation
def draft_reply(
    meeting: Meeting, *, by: Posting, now: datetime, problem: str, kind: str, text: str, due_on: date | None = None
) -> Meeting:
    """拟答复: what the department means to answer; filed again it waits for its leader again."""
    refuse_if(rules.why_not_draft_reply(by, meeting))
    item = _own_item(meeting, by, problem)
    check_answer(meeting, kind, due_on, now)
    department = by.department
    if department is None:
        raise RuntimeError("the rule has let somebody draft without a department")
    told = {"problem": problem, "department": department.code, "kind": kind, "text": text}
    step(meeting, "draft_reply", by=by, now=now, body={**told, "due_on": due_on.isoformat() if due_on else None})
    # Where nobody is in post who could approve it, it stands as filed.
    approved = None if queries.has_leader(department.pk, timezone.localdate(now)) else now
    DraftReply.objects.update_or_create(
        item=item,
        department=department,
        defaults={
            "kind": kind,
            "text": text,
            "due_on": due_on,
            "filed_by": by,
            "filed_at": now,
            "approved_at": approved,
            "approved_by": None,
            "returned": "",
        },
    )
    return meeting


@operation
def approve_reply(meeting: Meeting, *, by: Posting, now: datetime, problem: str) -> Meeting:
    """The department's leader stands by it."""
    refuse_if(rules.why_not_approve_reply(by, meeting))
    draft = _waiting_draft(meeting, by, problem)
    step(meeting, "approve_reply", by=by, now=now, body={"problem": problem, "department": draft.department.code})
    waiting = DraftReply.objects.filter(pk=draft.pk, filed_at=draft.filed_at, approved_at=None, returned="")
    if not waiting.update(approved_at=now, approved_by=by):
        raise faster(meeting, _("The draft has changed since you opened it. Look at it again."))
    return meeting


@operation
def return_reply(meeting: Meeting, *, by: Posting, now: datetime, problem: str, reason: str) -> Meeting:
    """The department's leader wants it otherwise, and says how."""
    refuse_if(rules.why_not_return_reply(by, meeting))
    draft = _waiting_draft(meeting, by, problem)
    body = {"problem": problem, "department": draft.department.code, "reason": reason}
    step(meeting, "return_reply", by=by, now=now, body=body)
    waiting = DraftReply.objects.filter(pk=draft.pk, filed_at=draft.filed_at, approved_at=None, returned="")
    if not waiting.update(returned=reason):
        raise faster(meeting, _("The draft has changed since you opened it. Look at it again."))
    return meeting


def drafts_due_on(starts_on: date, today: date) -> date:
    """Two working days before the meeting, but not before today."""
    days, day, left = workdays(), starts_on, DRAFTS_BEFORE
    while left and day > today:
        day -= timedelta(days=1)
        left -= days.is_workday(day)
    return max(day, today)


def _own_item(meeting: Meeting, by: Posting, problem: str) -> MeetingItem:
    item = item_named(meeting, problem)
    if not item.parties.filter(department=by.department_id).exists():
        raise BadInput({"problem": _("“%(number)s” is not for your department.") % {"number": problem}})
    return item


def _waiting_draft(meeting: Meeting, by: Posting, problem: str) -> DraftReply:
    item = item_named(meeting, problem)
    found: Iterable[DraftReply] = item.drafts.filter(
        department=by.department_id, approved_at=None, returned=""
    ).select_related("department")
    for draft in found:
        return draft
    raise BadInput({"problem": _("No draft reply to “%(number)s” waits for you.") % {"number": problem}})
