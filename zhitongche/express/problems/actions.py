"""Every verb of a problem as people meet it: the page's buttons and the API's list are drawn from this one table."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from . import forms, operations, queries, rules, schemas

# The act that makes a problem; it has no thing to act on yet.
REPORT = Action(
    _("Report a problem"),
    forms.ReportForm,
    rules.why_not_report,
    operations.report,
    schemas.ReportBody,
    is_primary=True,
)

ACTIONS: dict[str, Action] = {
    "accept": Action(
        pgettext_lazy("problem", "Accept"),
        forms.AcceptForm,
        rules.why_not_accept,
        operations.accept,
        schemas.AcceptBody,
        queries.waiting_for_accept,
        is_primary=True,
    ),
    "return": Action(
        pgettext_lazy("problem", "Return for more"),
        forms.ReasonForm,
        rules.why_not_return,
        operations.return_,
        schemas.ReasonBody,
    ),
    "claim": Action(
        pgettext_lazy("problem", "Claim"),
        forms.ClaimForm,
        rules.why_not_claim,
        operations.claim,
        schemas.ClaimBody,
        queries.waiting_for_claim,
        is_primary=True,
    ),
    "report_progress": Action(
        _("Report progress"),
        forms.ProgressForm,
        rules.why_not_report_progress,
        operations.report_progress,
        schemas.ProgressBody,
        queries.waiting_for_progress,
        is_primary=True,
    ),
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
    "resubmit": Action(
        _("Send again"),
        forms.ReportForm,
        rules.why_not_resubmit,
        operations.resubmit,
        schemas.ReportBody,
        queries.waiting_for_resubmit,
        is_primary=True,
    ),
    "withdraw": Action(
        pgettext_lazy("problem", "Withdraw"),
        forms.ReasonForm,
        rules.why_not_withdraw,
        operations.withdraw,
        schemas.ReasonBody,
    ),
    "reopen": Action(
        pgettext_lazy("problem", "Reopen"),
        forms.ReasonForm,
        rules.why_not_reopen,
        operations.reopen,
        schemas.ReasonBody,
    ),
}
