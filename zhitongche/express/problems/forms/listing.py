"""What a list can be narrowed by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.calendar.lights import Light

from ..listing import View, narrowed
from ..queries import Filters
from .fields import CategoryField, day


class FilterForm(forms.Form):
    """What a list can be narrowed by; a value that cannot be used narrows nothing."""

    view = forms.ChoiceField(choices=View.choices, required=False, widget=forms.HiddenInput)
    category = CategoryField(label=_("Category"), blank=_("Any"), required=False)
    light = forms.ChoiceField(label=_("Light"), choices=[("", _("Any")), *Light.choices], required=False)
    region = forms.CharField(label=_("Code of the place"), max_length=12, required=False)
    q = forms.CharField(label=_("Words or number"), max_length=100, required=False)
    since = day(_("Reported from"), required=False)
    until = day(_("Reported before"), required=False)

    @property
    def chosen_view(self) -> str:
        """The chip that is chosen; what is open, where none is named."""
        return self.cleaned_data.get("view") or View.OPEN

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the view is chosen: then the filters stand open."""
        return any(self.cleaned_data.get(name) for name in self.fields if name != "view")

    def filters(self) -> Filters:
        self.is_valid()
        given = {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
        narrowing = narrowed(given.pop("view", View.OPEN))
        return Filters(**(narrowing | given))
