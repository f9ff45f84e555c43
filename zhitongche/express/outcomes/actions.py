"""What may be done: pages draw their buttons from these tables, the API answers by them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action
from zhitongche.foundation.web.fields import ReasonForm
from zhitongche.foundation.web.schemas import ReasonBody

from . import forms, operations, queries, rules, schemas

# The acts that have nothing to act on yet.
RECORD = Action(
    _("Record a figure"),
    forms.RecordForm,
    rules.why_not_record,
    operations.record,
    schemas.RecordBody,
    is_primary=True,
)
SET_TARGET = Action(
    _("Set a target"),
    forms.TargetForm,
    rules.why_not_set_target,
    operations.set_target,
    schemas.TargetBody,
    is_primary=True,
)

ACTIONS: dict[str, Action] = {
    "check": Action(
        pgettext_lazy("outcome figure", "Check"),
        forms.CheckForm,
        rules.why_not_check,
        operations.check,
        schemas.CheckBody,
        queries.waiting_for_check,
        is_primary=True,
    ),
    "correct": Action(
        pgettext_lazy("outcome figure", "Correct"),
        forms.CorrectForm,
        rules.why_not_correct,
        operations.correct,
        schemas.CorrectBody,
    ),
    "withdraw": Action(
        pgettext_lazy("outcome figure", "Withdraw"),
        ReasonForm,
        rules.why_not_withdraw,
        operations.withdraw,
        ReasonBody,
    ),
}
