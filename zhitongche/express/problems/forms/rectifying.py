"""What the rectification list asks for, and what it can be narrowed by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.files.fields import FilesField

from ..models import Rectification
from ..queries import PromiseFilters
from .fields import LONG, MAX_PHOTOS, text

# What each view of the list asks for: the state, and the light.
VIEWS: dict[str, tuple[str, str]] = {
    "open": (Rectification.State.OPEN, ""),
    "done": (Rectification.State.DONE, ""),
    "all": ("all", ""),
    **{light.value: (Rectification.State.OPEN, light.value) for light in (Light.RED, Light.YELLOW, Light.PAUSED)},
}


class FinishForm(forms.Form):
    text = text(_("What came of it"), LONG)
    photos = FilesField(label=_("Photos"), limit=MAX_PHOTOS)


class RectificationFilterForm(forms.Form):
    """What the list can be narrowed by; a value that cannot be used narrows nothing."""

    view = forms.ChoiceField(choices=[(one, one) for one in VIEWS], required=False)
    department = forms.CharField(max_length=20, required=False)

    @property
    def chosen_view(self) -> str:
        """The chip that is chosen; what is open, where none is named."""
        self.is_valid()
        view: str = getattr(self, "cleaned_data", {}).get("view") or "open"
        return view

    def filters(self) -> PromiseFilters:
        state, light = VIEWS[self.chosen_view]
        return PromiseFilters(state=state, light=light, department=self.cleaned_data.get("department", ""))
