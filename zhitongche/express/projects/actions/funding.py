"""The money."""

from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from .. import forms, operations, queries, rules, schemas

ACTIONS: dict[str, Action] = {
    "update_funding": Action(
        pgettext_lazy("project", "Enter money"),
        forms.UpdateFundingForm,
        rules.why_not_update_funding,
        operations.update_funding,
        schemas.UpdateFundingBody,
        queries.waiting_for_update_funding,
    ),
    "add_funding": Action(
        pgettext_lazy("project", "Name a source of money"),
        forms.AddFundingForm,
        rules.why_not_add_funding,
        operations.add_funding,
        schemas.AddFundingBody,
    ),
    "confirm_overlap": Action(
        pgettext_lazy("project", "The same works"),
        forms.RulingForm,
        rules.why_not_confirm_overlap,
        operations.confirm_overlap,
        schemas.RulingBody,
        queries.waiting_for_ruling,
    ),
    "dismiss_overlap": Action(
        pgettext_lazy("project", "Different works"),
        forms.RulingForm,
        rules.why_not_dismiss_overlap,
        operations.dismiss_overlap,
        schemas.RulingBody,
    ),
}
