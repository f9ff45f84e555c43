"""What the page of the list out sends."""

from typing import Any

from zhitongche.foundation.interchange.forms import EndingForm

from ..forms.listing import FilterForm


class ExportForm(EndingForm, FilterForm):
    """The filters of the list, and as which kind of file; what is left empty narrows nothing."""

    field_order = ("ending",)

    def narrowed_by(self) -> dict[str, Any]:
        """The filters alone; of a form that holds."""
        return {name: value for name, value in self.cleaned_data.items() if name != "ending" and value}
