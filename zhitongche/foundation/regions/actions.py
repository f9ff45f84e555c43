"""What can be done with a place; the pages draw their buttons from this table."""

from django.utils.translation import pgettext_lazy

from ..flow import Action
from . import forms, operations, rules

ACTIONS = {
    "rename": Action(
        pgettext_lazy("place", "Rename"), forms.RenameForm, rules.why_not_rename, operations.rename_region
    ),
    "merge": Action(pgettext_lazy("place", "Merge"), forms.MergeForm, rules.why_not_merge, operations.merge_regions),
    "close": Action(pgettext_lazy("place", "Close"), forms.CloseForm, rules.why_not_close, operations.close_region),
    "open": Action(
        pgettext_lazy("place", "Add an area inside"),
        forms.OpenForm,
        rules.why_not_open_custom,
        operations.open_custom_area,
        is_primary=True,
    ),
}
