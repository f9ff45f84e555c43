"""The sentences of a meeting's life: for its own page (STEPS), for the operation log (SENTENCES), for notices (NOTICES)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# verb: the sentence, and which of its words are quoted below it.
STEPS: dict[str, tuple[Any, str]] = {
    "plan": (pgettext_lazy("meeting", "planned it."), ""),
    "revise": (pgettext_lazy("meeting", "changed day, place or title."), ""),
    "add_item": (pgettext_lazy("meeting", "put on the agenda: %(problems)s."), ""),
    "amend_item": (pgettext_lazy("meeting", "changed who answers %(problem)s, or for how long."), ""),
    "remove_item": (pgettext_lazy("meeting", "took off the agenda: %(problem)s."), ""),
    "arrange": (pgettext_lazy("meeting", "set the agenda in order."), ""),
    "move_item": (pgettext_lazy("meeting", "moved on the agenda: %(problem)s."), ""),
    "make_timetable": (pgettext_lazy("meeting", "made the timetable."), ""),
    "ask_timetable": (pgettext_lazy("meeting", "asked for the shortest timetable."), ""),
    "stop_timetable": (pgettext_lazy("meeting", "stopped the search for a timetable."), ""),
    "invite": (pgettext_lazy("meeting", "sent the invitations."), ""),
    "acknowledge": (pgettext_lazy("meeting", "signed for the invitation."), "attendees"),
    "draft_reply": (pgettext_lazy("meeting", "filed a draft reply to %(problem)s."), ""),
    "approve_reply": (pgettext_lazy("meeting", "approved the draft reply to %(problem)s."), ""),
    "return_reply": (pgettext_lazy("meeting", "sent the draft reply to %(problem)s back."), ""),
    "open": (pgettext_lazy("meeting", "opened the meeting."), ""),
    "record_attendance": (pgettext_lazy("meeting", "took attendance."), ""),
    "call_up": (pgettext_lazy("meeting", "called up %(problem)s."), ""),
    "show_clock": (pgettext_lazy("meeting", "showed or hid the clock on the screen."), ""),
    "answer": (pgettext_lazy("meeting", "set down an answer to %(problem)s: %(kind)s."), "text"),
    "read_back": (pgettext_lazy("meeting", "read back what was answered to %(problem)s."), ""),
    "sign": (pgettext_lazy("meeting", "signed for the answer to %(problem)s."), ""),
    "close": (pgettext_lazy("meeting", "closed the meeting: %(answered)s of %(items)s items were answered."), ""),
    "call_off": (pgettext_lazy("meeting", "called the meeting off."), "reason"),
}

SENTENCES: dict[str, Any] = {
    "meeting.plan": _("planned a coordination meeting"),
    "meeting.revise": _("changed a meeting's day, place or title"),
    "meeting.add_item": _("put problems on a meeting's agenda"),
    "meeting.amend_item": _("changed an item of a meeting's agenda"),
    "meeting.remove_item": _("took an item off a meeting's agenda"),
    "meeting.arrange": _("set a meeting's agenda in order"),
    "meeting.move_item": _("moved an item on a meeting's agenda"),
    "meeting.make_timetable": _("made a meeting's timetable"),
    "meeting.ask_timetable": _("asked for a meeting's shortest timetable"),
    "meeting.stop_timetable": _("stopped the search for a meeting's timetable"),
    "meeting.invite": _("sent a meeting's invitations"),
    "meeting.acknowledge": _("signed for an invitation to a meeting"),
    "meeting.draft_reply": _("filed a draft reply for a meeting"),
    "meeting.approve_reply": _("approved a draft reply for a meeting"),
    "meeting.return_reply": _("sent a draft reply for a meeting back"),
    "meeting.open": _("opened a meeting"),
    "meeting.record_attendance": _("took attendance at a meeting"),
    "meeting.call_up": _("called up an item of a meeting"),
    "meeting.show_clock": _("showed or hid the clock on a meeting's screen"),
    "meeting.answer": _("set down an answer given at a meeting"),
    "meeting.read_back": _("read back what a meeting had heard"),
    "meeting.sign": _("signed for an answer given at a meeting"),
    "meeting.close": _("closed a meeting"),
    "meeting.call_off": _("called a meeting off"),
}

NOTICES: dict[str, Any] = {
    "meeting.revise": _("%(actor)s changed day, place or title of: %(title)s"),
    "meeting.call_off": _("%(actor)s called off: %(title)s"),
    "meeting.invite": _("%(actor)s invites you to: %(title)s"),
    "meeting.draft_reply": _("%(actor)s asks you to approve a draft reply for: %(title)s"),
    "meeting.return_reply": _("%(actor)s sent a draft reply back for: %(title)s"),
    "meeting.close": _("%(actor)s closed the meeting: %(title)s. Sign for what was answered."),
}
