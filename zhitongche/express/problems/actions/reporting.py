"""Collecting: from the first word to the pool."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from .. import forms, operations, queries, rules, schemas

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
}
