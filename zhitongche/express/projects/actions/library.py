"""Planning, and the library's own verbs."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from .. import forms, operations, queries, rules, schemas

PLAN = Action(_("Plan a project"), forms.PlanForm, rules.why_not_plan, operations.plan, schemas.PlanBody)

ACTIONS: dict[str, Action] = {
    "submit": Action(
        pgettext_lazy("project", "Submit"),
        forms.SubmitForm,
        rules.why_not_submit,
        operations.submit,
        schemas.SubmitBody,
        queries.waiting_for_submit,
        is_primary=True,
    ),
    "admit": Action(
        pgettext_lazy("project", "Admit"),
        forms.AdmitForm,
        rules.why_not_admit,
        operations.admit,
        schemas.AdmitBody,
        queries.waiting_for_admit,
        is_primary=True,
    ),
    "return": Action(
        pgettext_lazy("project", "Return"),
        forms.ReasonForm,
        rules.why_not_return,
        operations.return_,
        schemas.ReasonBody,
    ),
    "revise": Action(
        pgettext_lazy("project", "Say it anew"),
        forms.DescriptionForm,
        rules.why_not_revise,
        operations.revise,
        schemas.DescriptionBody,
    ),
    "adjust": Action(
        pgettext_lazy("project", "Correct"),
        forms.AdjustForm,
        rules.why_not_adjust,
        operations.adjust,
        schemas.AdjustBody,
    ),
    "relocate": Action(
        pgettext_lazy("project", "Move to another village"),
        forms.RelocateForm,
        rules.why_not_relocate,
        operations.relocate,
        schemas.RelocateBody,
    ),
    "hand_over": Action(
        pgettext_lazy("project", "Hand over"),
        forms.HandOverForm,
        rules.why_not_hand_over,
        operations.hand_over,
        schemas.HandOverBody,
        queries.waiting_for_hand_over,
        is_primary=True,
    ),
    "suspend": Action(
        pgettext_lazy("project", "Suspend"),
        forms.ReasonForm,
        rules.why_not_suspend,
        operations.suspend,
        schemas.ReasonBody,
    ),
    "resume": Action(
        pgettext_lazy("project", "Resume"),
        forms.ReasonForm,
        rules.why_not_resume,
        operations.resume,
        schemas.ReasonBody,
    ),
    "instruct": Action(
        _("Leave an instruction"),
        forms.InstructForm,
        rules.why_not_instruct,
        operations.instruct,
        schemas.ProjectInstructBody,
    ),
    "answer_instruction": Action(
        _("Answer the instruction"),
        forms.AnswerForm,
        rules.why_not_answer_instruction,
        operations.answer_instruction,
        schemas.ProjectAnswerBody,
        queries.waiting_for_answer_instruction,
        is_primary=True,
    ),
}
