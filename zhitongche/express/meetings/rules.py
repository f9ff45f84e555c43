"""Who may do what with a meeting, and when: None, or the refusal with its sentence."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role

from . import queries
from .models import Meeting


def why_not_plan(posting: Posting, _nothing: object = None) -> Refused | None:
    """The organizer of a county or city; what the own place does not hold is refused with the body."""
    if posting.may(Permission.MEETING_HOLD):
        return None
    return NotYourDuty(_("Only the organizer of a county or city holds meetings."))


def why_not_revise(posting: Posting, meeting: Meeting) -> Refused | None:
    return _organizers(posting, meeting, "revise")


def why_not_add_item(posting: Posting, meeting: Meeting) -> Refused | None:
    return _organizers(posting, meeting, "add_item")


def why_not_amend_item(posting: Posting, meeting: Meeting) -> Refused | None:
    return _organizers(posting, meeting, "amend_item") or _no_items(meeting)


def why_not_remove_item(posting: Posting, meeting: Meeting) -> Refused | None:
    return _organizers(posting, meeting, "remove_item") or _no_items(meeting)


def why_not_arrange(posting: Posting, meeting: Meeting) -> Refused | None:
    return _organizers(posting, meeting, "arrange") or _no_items(meeting)


def why_not_move_item(posting: Posting, meeting: Meeting) -> Refused | None:
    return _organizers(posting, meeting, "move_item") or _no_items(meeting)


def why_not_ask_timetable(posting: Posting, meeting: Meeting) -> Refused | None:
    """One search at a time."""
    if refusal := _organizers(posting, meeting, "ask_timetable") or _no_items(meeting):
        return refusal
    if queries.search_of(meeting, is_running=True):
        return NotNow(_("A timetable is being looked for already."), state=meeting.state)
    return None


def why_not_stop_timetable(posting: Posting, meeting: Meeting) -> Refused | None:
    if refusal := _organizers(posting, meeting, "stop_timetable"):
        return refusal
    if not queries.search_of(meeting, is_running=True):
        return NotNow(_("No timetable is being looked for."), state=meeting.state)
    return None


def why_not_make_timetable(posting: Posting, meeting: Meeting) -> Refused | None:
    return _organizers(posting, meeting, "make_timetable") or _no_items(meeting)


def why_not_invite(posting: Posting, meeting: Meeting) -> Refused | None:
    return _organizers(posting, meeting, "invite") or _no_items(meeting)


def why_not_open(posting: Posting, meeting: Meeting) -> Refused | None:
    return _organizers(posting, meeting, "open")


def why_not_record_attendance(posting: Posting, meeting: Meeting) -> Refused | None:
    return _organizers(posting, meeting, "record_attendance")


def why_not_call_up(posting: Posting, meeting: Meeting) -> Refused | None:
    return _organizers(posting, meeting, "call_up")


def why_not_show_clock(posting: Posting, meeting: Meeting) -> Refused | None:
    return _organizers(posting, meeting, "show_clock")


def why_not_answer(posting: Posting, meeting: Meeting) -> Refused | None:
    return _organizers(posting, meeting, "answer")


def why_not_read_back(posting: Posting, meeting: Meeting) -> Refused | None:
    return _organizers(posting, meeting, "read_back")


def why_not_close(posting: Posting, meeting: Meeting) -> Refused | None:
    return _organizers(posting, meeting, "close")


def why_not_call_off(posting: Posting, meeting: Meeting) -> Refused | None:
    return _organizers(posting, meeting, "call_off")


def why_not_acknowledge(posting: Posting, meeting: Meeting) -> Refused | None:
    """The liaison of a department invited, or the first secretary of a village; once."""
    is_liaison = posting.may(Permission.MEETING_ANSWER)
    if not (is_liaison or posting.role == Role.FIRST_SECRETARY):
        return NotYourDuty(_("Only who was invited signs for the invitation."))
    if refusal := flow.why_not_now(meeting, "acknowledge"):
        return refusal
    invitation = queries.invitation_of(posting, meeting)
    if invitation is None:
        return NotYourDuty(_("Only who was invited signs for the invitation."))
    if invitation.acknowledged_at is not None:
        return NotNow(_("It has been signed for already."), state=meeting.state)
    return None


def why_not_draft_reply(posting: Posting, meeting: Meeting) -> Refused | None:
    """The liaison of a department that an item is for."""
    if not posting.may(Permission.MEETING_ANSWER):
        return NotYourDuty(_("Only the liaison of a department invited does this."))
    return flow.why_not_now(meeting, "draft_reply") or _no_item_of(posting, meeting)


def why_not_approve_reply(posting: Posting, meeting: Meeting) -> Refused | None:
    return _the_departments_leader(posting, meeting, "approve_reply")


def why_not_return_reply(posting: Posting, meeting: Meeting) -> Refused | None:
    return _the_departments_leader(posting, meeting, "return_reply")


def why_not_sign(posting: Posting, meeting: Meeting) -> Refused | None:
    """The department that answered, once for each answer as it stands."""
    if not posting.may(Permission.MEETING_ANSWER):
        return NotYourDuty(_("Only the liaison of a department invited does this."))
    if refusal := flow.why_not_now(meeting, "sign") or _no_item_of(posting, meeting):
        return refusal
    if not queries.unsigned(posting.department_id, meeting):
        return NotNow(_("There is no answer of your department that waits to be signed for."), state=meeting.state)
    return None


def _organizers(posting: Posting, meeting: Meeting, verb: str) -> Refused | None:
    if not queries.organizes(posting, meeting):
        return NotYourDuty(_("Only the organizer of the place that holds the meeting does this."))
    return flow.why_not_now(meeting, verb)


def _the_departments_leader(posting: Posting, meeting: Meeting, verb: str) -> Refused | None:
    if not posting.may(Permission.MEETING_APPROVE):
        return NotYourDuty(_("Only the leader of a department invited does this."))
    if refusal := flow.why_not_now(meeting, verb) or _no_item_of(posting, meeting):
        return refusal
    if not queries.unapproved(posting.department_id, meeting):
        return NotNow(_("No draft reply of your department waits for your approval."), state=meeting.state)
    return None


def _no_item_of(posting: Posting, meeting: Meeting) -> Refused | None:
    if not queries.answers_items(posting.department_id, meeting):
        return NotYourDuty(_("No item of this meeting is for your department."))
    return None


def _no_items(meeting: Meeting) -> Refused | None:
    if not meeting.item_count:
        return NotNow(_("There is nothing on the agenda yet."), state=meeting.state)
    return None
