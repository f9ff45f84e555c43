"""What the settings of gates ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..gates import GATES, NAMES


class GateKeyForm(forms.Form):
    """Which gate; the page that draws the form has said it already."""

    gate = forms.ChoiceField(
        label=pgettext_lazy("project", "Gate"), choices=list(NAMES.items()), widget=forms.HiddenInput
    )

    @property
    def about(self) -> str:
        """The gate that was named, or none where there is no such gate."""
        said = str(self["gate"].value() or "")
        return said if said in GATES else ""


class GateForm(GateKeyForm):
    """What is not asked for at one gate: only what that gate asks for can be chosen."""

    waived = forms.MultipleChoiceField(
        label=_("Not asked for here"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is not ticked is asked for, whatever the place above has set."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["waived"]
        field.choices = [(one.code, one.label) for one in GATES.get(self.about, ())]
