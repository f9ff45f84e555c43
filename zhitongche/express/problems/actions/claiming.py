"""Who is to lead, and who helps."""

from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from .. import forms, operations, queries, rules, schemas

ACTIONS: dict[str, Action] = {
    "acknowledge": Action(
        pgettext_lazy("problem", "Sign for it"),
        forms.AcknowledgeForm,
        rules.why_not_acknowledge,
        operations.acknowledge,
        schemas.NothingBody,
        queries.waiting_for_acknowledge,
        is_primary=True,
    ),
    "decline": Action(
        pgettext_lazy("problem", "Decline the suggestion"),
        forms.DeclineForm,
        rules.why_not_decline,
        operations.decline,
        schemas.DeclineBody,
        queries.waiting_for_decline,
    ),
    "assign": Action(
        pgettext_lazy("problem", "Assign"),
        forms.AssignForm,
        rules.why_not_assign,
        operations.assign,
        schemas.AssignBody,
        queries.waiting_for_ruling,
        is_primary=True,
    ),
    "suggest": Action(
        pgettext_lazy("problem", "Suggest a department"),
        forms.SuggestForm,
        rules.why_not_suggest,
        operations.suggest,
        schemas.SuggestBody,
    ),
    "support": Action(
        pgettext_lazy("problem", "Offer support"),
        forms.SupportForm,
        rules.why_not_support,
        operations.support,
        schemas.SupportBody,
    ),
}
