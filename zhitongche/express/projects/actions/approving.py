"""The papers of a project: which approvals it needs, and their steps."""

from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from ..forms import approving as forms
from ..operations import approving as operations
from ..queries import approving as queries
from ..rules import approving as rules
from ..schemas import approving as schemas

ACTIONS: dict[str, Action] = {
    "add_approval": Action(
        pgettext_lazy("project", "Add approvals"),
        forms.AddApprovalForm,
        rules.why_not_add_approval,
        operations.add_approval,
        schemas.AddApprovalBody,
    ),
    "update_approval": Action(
        pgettext_lazy("project", "Move an approval on"),
        forms.UpdateApprovalForm,
        rules.why_not_update_approval,
        operations.update_approval,
        schemas.UpdateApprovalBody,
        queries.waiting_for_update_approval,
    ),
}
