"""Closing and reopening."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from .. import forms, operations, queries, rules, schemas

ACTIONS: dict[str, Action] = {
    "submit_closure": Action(
        _("Ask for closing"),
        forms.ClosureForm,
        rules.why_not_submit_closure,
        operations.submit_closure,
        schemas.ClosureBody,
    ),
    "confirm": Action(
        _("Confirm"),
        forms.ConfirmForm,
        rules.why_not_confirm,
        operations.confirm,
        schemas.ConfirmBody,
        queries.waiting_for_confirm,
        is_primary=True,
    ),
    "verify": Action(
        _("Verify and close"),
        forms.VerifyForm,
        rules.why_not_verify,
        operations.verify,
        schemas.VerifyBody,
        queries.waiting_for_verify,
        is_primary=True,
    ),
    "refuse": Action(
        _("Refuse the closing"), forms.ReasonForm, rules.why_not_refuse, operations.refuse, schemas.ReasonBody
    ),
    "reopen": Action(
        pgettext_lazy("problem", "Reopen"),
        forms.ReasonForm,
        rules.why_not_reopen,
        operations.reopen,
        schemas.ReasonBody,
    ),
}
