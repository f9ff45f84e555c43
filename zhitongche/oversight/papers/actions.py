"""Every verb of a paper as people meet it: the page's buttons and the API's list are drawn from this one table."""

from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from . import forms, operations, queries, rules, schemas

# The acts that have nothing to act on yet.
DRAFT = Action(
    pgettext_lazy("paper", "Write a paper"), forms.DraftForm, rules.why_not_draft, operations.draft, schemas.DraftBody
)
PLACE_TEMPLATE = Action(
    pgettext_lazy("paper", "Put a template in place"),
    forms.TemplateForm,
    rules.why_not_place_template,
    operations.place_template,
    schemas.TemplateBody,
)

ACTIONS: dict[str, Action] = {
    "issue": Action(
        pgettext_lazy("paper", "Sign and issue"),
        forms.IssueForm,
        rules.why_not_issue,
        operations.issue,
        schemas.IssueBody,
        queries.waiting_for_issue,
        is_primary=True,
    ),
    "return": Action(
        pgettext_lazy("paper", "Send back"),
        forms.ReasonForm,
        rules.why_not_return,
        operations.return_,
        schemas.ReasonBody,
    ),
    "recall": Action(
        pgettext_lazy("paper", "Sign the recall"),
        forms.OpinionForm,
        rules.why_not_recall,
        operations.recall,
        schemas.OpinionBody,
        queries.waiting_for_recall,
    ),
    "keep": Action(
        pgettext_lazy("paper", "Refuse the recall"),
        forms.OpinionForm,
        rules.why_not_keep,
        operations.keep,
        schemas.OpinionBody,
    ),
    "submit": Action(
        pgettext_lazy("paper", "Send for review"),
        forms.SubmitForm,
        rules.why_not_submit,
        operations.submit,
        schemas.SubmitBody,
        queries.waiting_for_submit,
        is_primary=True,
    ),
    "revise": Action(
        pgettext_lazy("paper", "Edit the text"),
        forms.ReviseForm,
        rules.why_not_revise,
        operations.revise,
        schemas.PaperReviseBody,
    ),
    "choose_cases": Action(
        pgettext_lazy("paper", "Choose typical cases"),
        forms.ChooseCasesForm,
        rules.why_not_choose_cases,
        operations.choose_cases,
        schemas.ChooseCasesBody,
    ),
    "draw_anew": Action(
        pgettext_lazy("paper", "Read the records anew"),
        forms.DrawAnewForm,
        rules.why_not_draw_anew,
        operations.draw_anew,
        schemas.DrawAnewBody,
    ),
    "take_back": Action(
        pgettext_lazy("paper", "Take back from review"),
        forms.TakeBackForm,
        rules.why_not_take_back,
        operations.take_back,
        schemas.TakeBackBody,
    ),
    "propose_recall": Action(
        pgettext_lazy("paper", "Propose a recall"),
        forms.ReasonForm,
        rules.why_not_propose_recall,
        operations.propose_recall,
        schemas.ReasonBody,
    ),
    "discard": Action(
        pgettext_lazy("paper", "Discard"),
        forms.ReasonForm,
        rules.why_not_discard,
        operations.discard,
        schemas.ReasonBody,
    ),
}
