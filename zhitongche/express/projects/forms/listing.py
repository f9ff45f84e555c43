"""What the library's list can be narrowed by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.regions.queries import scope_of
from zhitongche.foundation.web.fields import day

from ..models import Project
from ..queries import Filters
from ..states import State
from .fields import BATCH, IndustryField

ANY = ("", _("Any"))


class FilterForm(forms.Form):
    """A value that cannot be used narrows nothing."""

    state = forms.ChoiceField(choices=[ANY, *State.choices], required=False, widget=forms.HiddenInput)
    industry = IndustryField(label=_("Industry"), blank=_("Any"), required=False)
    light = forms.ChoiceField(label=_("Light"), choices=[ANY, *Light.choices], required=False)
    level = forms.ChoiceField(label=_("In whose library"), choices=[ANY, *Project.Tier.choices], required=False)
    submission = forms.ChoiceField(
        label=_("Waits for admission"),
        choices=[ANY, *(one for one in Project.Submission.choices if one[0] != "none")],
        required=False,
    )
    gap = forms.ChoiceField(label=_("Next milestone not covered"), choices=[ANY, ("yes", _("Yes"))], required=False)
    report = forms.ChoiceField(label=_("Monthly report"), choices=[ANY, ("late", _("Overdue"))], required=False)
    batch = forms.CharField(label=_("Batch"), max_length=BATCH, required=False)
    region = forms.CharField(label=_("Code of the place"), max_length=12, required=False)
    q = forms.CharField(label=_("Words or number"), max_length=100, required=False)
    since = day(_("Planned from"), required=False)
    until = day(_("Planned before"), required=False)

    def clean_region(self) -> str:
        """The place's scope; what can be no code narrows nothing."""
        return scope_of(self.cleaned_data["region"]) or ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the state is chosen: then the filters stand open."""
        return any(self.cleaned_data.get(name) for name in self.fields if name != "state")

    def filters(self) -> Filters:
        self.is_valid()
        given = {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
        return Filters(**given)
