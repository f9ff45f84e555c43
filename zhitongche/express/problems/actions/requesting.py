"""What the lead asks, what the organizer decides, what a department's leader approves."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from .. import forms, operations, queries, rules, schemas

ACTIONS: dict[str, Action] = {
    "approve": Action(
        pgettext_lazy("problem", "Approve"),
        forms.ApproveForm,
        rules.why_not_approve,
        operations.approve,
        schemas.ApproveBody,
        queries.waiting_for_approve,
        is_primary=True,
    ),
    "disapprove": Action(
        pgettext_lazy("problem", "Do not approve"),
        forms.DisapproveForm,
        rules.why_not_disapprove,
        operations.disapprove,
        schemas.DisapproveBody,
    ),
    "decide": Action(
        pgettext_lazy("problem", "Decide the request"),
        forms.DecideForm,
        rules.why_not_decide,
        operations.decide,
        schemas.DecideBody,
        queries.waiting_for_decide,
        is_primary=True,
    ),
    "extend": Action(
        _("Ask for a later date"), forms.ExtendForm, rules.why_not_extend, operations.extend, schemas.ExtendBody
    ),
    "pause": Action(
        _("Ask to pause the clock"), forms.PauseForm, rules.why_not_pause, operations.pause, schemas.PauseBody
    ),
    "resume": Action(
        _("Let the clock run again"), forms.ResumeForm, rules.why_not_resume, operations.resume, schemas.NothingBody
    ),
    "transfer": Action(
        _("Ask for another lead"),
        forms.TransferForm,
        rules.why_not_transfer,
        operations.transfer,
        schemas.TransferBody,
    ),
    "hand_back": Action(
        _("Ask to hand it back"), forms.ReasonForm, rules.why_not_hand_back, operations.hand_back, schemas.ReasonBody
    ),
}
