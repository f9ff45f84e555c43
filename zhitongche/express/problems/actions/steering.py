"""Setting aside, raising to the other level, and instructions."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from .. import forms, operations, queries, rules, schemas

ACTIONS: dict[str, Action] = {
    "answer_instruction": Action(
        _("Answer the instruction"),
        forms.AnswerForm,
        rules.why_not_answer_instruction,
        operations.answer_instruction,
        schemas.AnswerBody,
        queries.waiting_for_answer_instruction,
        is_primary=True,
    ),
    "revive": Action(
        pgettext_lazy("problem", "Take up again"),
        forms.ReasonForm,
        rules.why_not_revive,
        operations.revive,
        schemas.ReasonBody,
        queries.waiting_for_revive,
        is_primary=True,
    ),
    "shelve": Action(
        pgettext_lazy("problem", "Shelve"),
        forms.ShelveForm,
        rules.why_not_shelve,
        operations.shelve,
        schemas.ShelveBody,
    ),
    "escalate": Action(
        pgettext_lazy("problem", "Raise to the city"),
        forms.ReasonForm,
        rules.why_not_escalate,
        operations.escalate,
        schemas.ReasonBody,
    ),
    "send_back": Action(
        pgettext_lazy("problem", "Send back to the county"),
        forms.ReasonForm,
        rules.why_not_send_back,
        operations.send_back,
        schemas.ReasonBody,
    ),
    "instruct": Action(
        pgettext_lazy("problem", "Instruct"),
        forms.InstructForm,
        rules.why_not_instruct,
        operations.instruct,
        schemas.InstructBody,
    ),
}
