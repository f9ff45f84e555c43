"""What can be done with a saved view, as people meet it: pages and API draw from this table and run the same operations."""

from django.utils.translation import pgettext_lazy

from ..flow import Action
from . import forms, operations, rules, schemas

SAVE = Action(
    pgettext_lazy("saved view", "Save this view"),
    forms.ViewForm,
    rules.why_not_save,
    operations.save_view,
    schemas.ViewBody,
    is_primary=True,
)
ACTIONS: dict[str, Action] = {
    "rename": Action(
        pgettext_lazy("saved view", "Rename"),
        forms.NameForm,
        rules.why_not_rename,
        operations.rename_view,
        schemas.NameBody,
        is_primary=True,
    ),
    "delete": Action(
        pgettext_lazy("saved view", "Delete"),
        forms.NothingForm,
        rules.why_not_delete,
        operations.delete_view,
        schemas.Body,
    ),
}
