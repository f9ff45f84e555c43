"""What the organizer does with the library; pages and API draw from this one table, whose things are items."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from . import forms, operations, rules, schemas

ADD = Action(_("Add an item"), forms.NewItemForm, rules.why_not_keep, operations.add_item, schemas.NewItemBody)
LIBRARY: dict[str, Action] = {
    "revise": Action(
        _("Make a new version"),
        forms.VersionForm,
        rules.why_not_keep,
        operations.revise_item,
        schemas.VersionBody,
        is_primary=True,
    ),
    "drop": Action(
        pgettext_lazy("approval", "Drop our version"),
        forms.DropForm,
        rules.why_not_drop,
        operations.drop_item,
        schemas.DropBody,
    ),
}
