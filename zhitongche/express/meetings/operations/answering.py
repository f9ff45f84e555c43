"""In the room: who is there, which item is heard, what each department answers, read back and signed for."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from zhitongche.express.problems.operations.holding import hold
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Department, Posting
from zhitongche.foundation.statements import Plus

from .. import queries, rooms, rules
from ..models import Answer, Invitation, Meeting, MeetingItem
from .steps import check_answer, faster, item_named, refuse_if, step


@operation
def record_attendance(
    meeting: Meeting, *, by: Posting, now: datetime, attendance: Sequence[Mapping[str, str]]
) -> Meeting:
    """Who came, by list: rows of `{department | village, presence, came?}`; what is not named stays as it was."""
    refuse_if(rules.why_not_record_attendance(by, meeting))
    known = {_code(one): one for one in queries.invitations_to(meeting)}
    rows = []
    for row in attendance:
        code = row.get("department") or row.get("village") or ""
        if code not in known:
            raise BadInput({"attendance": _("“%(code)s” was not invited.") % {"code": code}})
        if row["presence"] not in ("", *Invitation.Presence.values):
            raise BadInput({"attendance": _("Choose present, absent or excused.")})
        rows.append((known[code], row["presence"], row.get("came", "")))
    body = {"attendance": [{"of": _code(one), "presence": presence, "came": came} for one, presence, came in rows]}
    step(meeting, "record_attendance", by=by, now=now, body=body)
    for invitation, presence, came in rows:
        Invitation.objects.filter(pk=invitation.pk).update(presence=presence, came=came)
    return meeting


@operation
def call_up(meeting: Meeting, *, by: Posting, now: datetime, problem: str, room: int | None = None) -> Meeting:
    """The item's room turns to it and its screens follow; with `room` it is heard there. Other rooms go on."""
    refuse_if(rules.why_not_call_up(by, meeting))
    item = item_named(meeting, problem)
    place = item.room if room is None else room
    if place not in rooms.places(meeting):
        raise BadInput({"room": _("There is no such room.")})
    body = {"problem": problem, **({"room": place} if rooms.are_several(meeting) else {})}
    step(meeting, "call_up", by=by, now=now, body=body, changes={"current": item, "current_since": now})
    MeetingItem.objects.filter(pk=item.pk).update(room=place, called_at=now)
    return meeting


@operation
def answer(
    meeting: Meeting,
    *,
    by: Posting,
    now: datetime,
    problem: str,
    department: str,
    kind: str,
    text: str,
    due_on: date | None = None,
    speaker: str = "",
    seen: int | None = None,
) -> Meeting:
    """Set down what a department answers; set down again it is amended, and the history keeps what stood before.

    `seen` is the version of the item's answers the clerk was looking at: raises NotNow where another clerk was faster,
    and where the problem is over by now.
    """
    hold(meeting)
    refuse_if(rules.why_not_answer(by, meeting))
    item = item_named(meeting, problem)
    who = queries.department_of(meeting, department)
    if who is None:
        raise BadInput({"department": _("There is no department “%(code)s” to answer.") % {"code": department}})
    if item.problem.state not in queries.HEARABLE:
        told = {"state": item.problem.get_state_display()}
        raise faster(meeting, _("This problem is over by now: its state is “%(state)s”.") % told)
    check_answer(meeting, kind, due_on, now)
    before = item.answers.filter(department=who).values("kind", "text", "due_on", "speaker").first()
    is_first = not item.answers.exists()
    body = {
        "problem": problem,
        "department": who.code,
        "kind": kind,
        "text": text,
        "speaker": speaker,
        "due_on": due_on.isoformat() if due_on else None,
        "before": {**before, "due_on": str(before["due_on"] or "")} if before else None,
    }
    step(meeting, "answer", by=by, now=now, body=body, changes={"answered_count": Plus(int(is_first))})
    _take(meeting, item, seen)
    if not item.parties.filter(department=who).exists():
        item.parties.create(department=who, position=item.parties.count() + 1)
    Answer.objects.update_or_create(
        item=item,
        department=who,
        defaults={
            "kind": kind,
            "text": text,
            "due_on": due_on,
            "speaker": speaker,
            "recorded_by": by,
            "recorded_at": now,
            "signed_at": None,
            "signed_by": None,
        },
    )
    return meeting


@operation
def read_back(meeting: Meeting, *, by: Posting, now: datetime, problem: str) -> Meeting:
    """小结: the host has read the answers back and nobody objected."""
    hold(meeting)
    refuse_if(rules.why_not_read_back(by, meeting))
    item = item_named(meeting, problem)
    if not item.answers.exists():
        raise BadInput({"problem": _("Nothing was answered to “%(number)s” yet.") % {"number": problem}})
    step(meeting, "read_back", by=by, now=now, body={"problem": problem})
    MeetingItem.objects.filter(pk=item.pk).update(read_back_at=now)
    return meeting


@operation
def sign(meeting: Meeting, *, by: Posting, now: datetime, problem: str) -> Meeting:
    """The department signs for what it answered."""
    refuse_if(rules.why_not_sign(by, meeting))
    mine = [one for one in queries.unsigned(by.department_id, meeting) if one.item.problem.number == problem]
    if not mine:
        raise BadInput({"problem": _("No answer to “%(number)s” waits to be signed for.") % {"number": problem}})
    department: Department | None = by.department
    body = {"problem": problem, "department": department.code if department else ""}
    step(meeting, "sign", by=by, now=now, body=body)
    kept = Answer.objects.filter(pk=mine[0].pk, recorded_at=mine[0].recorded_at, signed_at=None)
    if not kept.update(signed_at=now, signed_by=by):
        raise faster(meeting, _("The answer has changed since you opened it. Look at it again."))
    return meeting


def _take(meeting: Meeting, item: MeetingItem, seen: int | None) -> None:
    """Draw the next version of the item's answers. Raises NotNow where it is not the one that was seen."""
    rows = MeetingItem.objects.filter(pk=item.pk)
    if seen is not None:
        rows = rows.filter(answer_version=seen)
    if rows.update(answer_version=F("answer_version") + 1, read_back_at=None, typed={}):
        return
    last = item.answers.select_related("recorded_by__person", "department").order_by("-recorded_at").first()
    told: dict[str, Any] = {"name": last.recorded_by.person.name if last else "", "text": last.text if last else ""}
    raise faster(
        meeting, _("%(name)s was faster and set down: “%(text)s”. Yours is kept here: look, then send again.") % told
    )


def _code(invitation: Invitation) -> str:
    return invitation.department.code if invitation.department else str(invitation.village_id)
