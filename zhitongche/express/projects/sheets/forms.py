"""What the page of the list out sends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..forms.listing import FilterForm

ENDINGS = ((".xlsx", _("Excel (.xlsx)")), (".csv", _("Text (.csv)")))


class ExportForm(FilterForm):
    """The filters of the list, and as which kind of file; what is left empty narrows nothing."""

    ending = forms.ChoiceField(label=_("As"), choices=ENDINGS)

    field_order = ("ending",)

    def narrowed_by(self) -> dict[str, Any]:
        """The filters alone; of a form that holds."""
        return {name: value for name, value in self.cleaned_data.items() if name != "ending" and value}
