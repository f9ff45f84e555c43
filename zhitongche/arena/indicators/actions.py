"""Every verb of an indicator library as people meet it: the page's buttons and the API's list come from this table."""

from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from . import forms, operations, rules, schemas

DRAW_UP = Action(
    pgettext_lazy("indicators", "Draw up a library"),
    forms.DrawUpForm,
    rules.why_not_draw_up,
    operations.draw_up,
    schemas.DrawUpBody,
)

ACTIONS: dict[str, Action] = {
    "set_item": Action(
        pgettext_lazy("indicators", "Set an item"),
        forms.ItemForm,
        rules.why_not_set_item,
        operations.set_item,
        schemas.ItemBody,
    ),
    "drop_item": Action(
        pgettext_lazy("indicators", "Take an item out"),
        forms.DropItemForm,
        rules.why_not_drop_item,
        operations.drop_item,
        schemas.DropItemBody,
    ),
    "issue": Action(
        pgettext_lazy("indicators", "Put in force"),
        forms.IssueForm,
        rules.why_not_issue,
        operations.issue,
        schemas.IssueBody,
        is_primary=True,
    ),
    "retire": Action(
        pgettext_lazy("indicators", "Retire"),
        forms.ReasonForm,
        rules.why_not_retire,
        operations.retire,
        schemas.ReasonBody,
    ),
}
