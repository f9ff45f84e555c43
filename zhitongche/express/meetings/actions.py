"""Every verb of a meeting as people meet it: the page's buttons and the API's list are drawn from this one table."""

from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from . import forms, operations, queries, rules, schemas

PLAN = Action(
    pgettext_lazy("meeting", "Plan a meeting"), forms.PlanForm, rules.why_not_plan, operations.plan, schemas.PlanBody
)

ACTIONS: dict[str, Action] = {
    "acknowledge": Action(
        pgettext_lazy("meeting", "Sign for the invitation"),
        forms.AcknowledgeForm,
        rules.why_not_acknowledge,
        operations.acknowledge,
        schemas.AcknowledgeBody,
        queries.waiting_for_acknowledge,
        is_primary=True,
    ),
    "draft_reply": Action(
        pgettext_lazy("meeting", "File a draft reply"),
        forms.DraftReplyForm,
        rules.why_not_draft_reply,
        operations.draft_reply,
        schemas.DraftReplyBody,
        queries.waiting_for_draft_reply,
        is_primary=True,
    ),
    "approve_reply": Action(
        pgettext_lazy("meeting", "Approve the draft reply"),
        forms.ItemForm,
        rules.why_not_approve_reply,
        operations.approve_reply,
        schemas.ItemBody,
        queries.waiting_for_approve_reply,
        is_primary=True,
    ),
    "return_reply": Action(
        pgettext_lazy("meeting", "Send the draft reply back"),
        forms.ReturnReplyForm,
        rules.why_not_return_reply,
        operations.return_reply,
        schemas.ReturnReplyBody,
    ),
    "sign": Action(
        pgettext_lazy("meeting", "Sign for the answer"),
        forms.ItemForm,
        rules.why_not_sign,
        operations.sign,
        schemas.ItemBody,
        queries.waiting_for_sign,
        is_primary=True,
    ),
    "add_item": Action(
        pgettext_lazy("meeting", "Put on the agenda"),
        forms.AddItemForm,
        rules.why_not_add_item,
        operations.add_item,
        schemas.AddItemBody,
    ),
    "amend_item": Action(
        pgettext_lazy("meeting", "Change who answers"),
        forms.AmendItemForm,
        rules.why_not_amend_item,
        operations.amend_item,
        schemas.AmendItemBody,
    ),
    "remove_item": Action(
        pgettext_lazy("meeting", "Take off the agenda"),
        forms.ItemForm,
        rules.why_not_remove_item,
        operations.remove_item,
        schemas.ItemBody,
    ),
    "arrange": Action(
        pgettext_lazy("meeting", "Set in order"),
        forms.ArrangeForm,
        rules.why_not_arrange,
        operations.arrange,
        schemas.ArrangeBody,
    ),
    "make_timetable": Action(
        pgettext_lazy("meeting", "Make the timetable"),
        forms.MakeTimetableForm,
        rules.why_not_make_timetable,
        operations.make_timetable,
        schemas.MakeTimetableBody,
    ),
    "move_item": Action(
        pgettext_lazy("meeting", "Move on the agenda"),
        forms.MoveItemForm,
        rules.why_not_move_item,
        operations.move_item,
        schemas.MoveItemBody,
    ),
    "ask_timetable": Action(
        pgettext_lazy("meeting", "Look for the shortest timetable"),
        forms.AskTimetableForm,
        rules.why_not_ask_timetable,
        operations.ask_timetable,
        schemas.AskTimetableBody,
    ),
    "stop_timetable": Action(
        pgettext_lazy("meeting", "Stop here"),
        forms.StopTimetableForm,
        rules.why_not_stop_timetable,
        operations.stop_timetable,
        schemas.StopTimetableBody,
    ),
    "invite": Action(
        pgettext_lazy("meeting", "Send the invitations"),
        forms.InviteForm,
        rules.why_not_invite,
        operations.invite,
        schemas.InviteBody,
        queries.waiting_for_invite,
        is_primary=True,
    ),
    "revise": Action(
        pgettext_lazy("meeting", "Change day or place"),
        forms.ReviseForm,
        rules.why_not_revise,
        operations.revise,
        schemas.ReviseBody,
    ),
    "open": Action(
        pgettext_lazy("meeting", "Open the meeting"),
        forms.OpenForm,
        rules.why_not_open,
        operations.open_,
        schemas.OpenBody,
        queries.waiting_for_open,
        is_primary=True,
    ),
    "record_attendance": Action(
        pgettext_lazy("meeting", "Take attendance"),
        forms.AttendanceForm,
        rules.why_not_record_attendance,
        operations.record_attendance,
        schemas.AttendanceBody,
    ),
    "call_up": Action(
        pgettext_lazy("meeting", "Call up"),
        forms.CallUpForm,
        rules.why_not_call_up,
        operations.call_up,
        schemas.CallUpBody,
    ),
    "show_clock": Action(
        pgettext_lazy("meeting", "Show or hide the clock"),
        forms.ShowClockForm,
        rules.why_not_show_clock,
        operations.show_clock,
        schemas.ShowClockBody,
    ),
    "answer": Action(
        pgettext_lazy("meeting", "Set down an answer"),
        forms.AnswerForm,
        rules.why_not_answer,
        operations.answer,
        schemas.AnswerBody,
    ),
    "read_back": Action(
        pgettext_lazy("meeting", "Read back"),
        forms.ItemForm,
        rules.why_not_read_back,
        operations.read_back,
        schemas.ItemBody,
    ),
    "close": Action(
        pgettext_lazy("meeting", "Close the meeting"),
        forms.CloseForm,
        rules.why_not_close,
        operations.close,
        schemas.CloseBody,
        queries.waiting_for_close,
        is_primary=True,
    ),
    "call_off": Action(
        pgettext_lazy("meeting", "Call it off"),
        forms.ReasonForm,
        rules.why_not_call_off,
        operations.call_off,
        schemas.ReasonBody,
    ),
}
