"""What the pages of dispatches send: shape, type and limits, nothing else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.files.fields import FilesField
from zhitongche.foundation.regions.queries import scope_of
from zhitongche.foundation.web.fields import LONG, MAX_PHOTOS, SHORT, ReasonForm, day, text

from .models import Dispatch
from .queries import Filters
from .states import State

__all__ = [
    "AcceptForm",
    "DispatchForm",
    "FilterForm",
    "RateForm",
    "ReasonForm",
    "ReplaceForm",
    "SuggestForm",
    "VisitForm",
]

NUMBER = 40
TASK = 1000
ANY = ("", _("Any"))


class DispatchForm(forms.Form):
    """Whom, about what, to do what, when; what the page knows already is not asked again."""

    expert = forms.CharField(label=_("Number of the expert"), max_length=NUMBER)
    problem = forms.CharField(label=_("Number of the problem"), max_length=NUMBER, required=False)
    project = forms.CharField(label=_("or number of the project"), max_length=NUMBER, required=False)
    task = text(_("Task"), TASK, help_text=_("What the expert is to look at, and what the village expects."))
    from_ = day(_("From"))
    until = day(_("Until, included"))

    def hide(self, *names: str) -> None:
        """Send these along without asking for them."""
        for name in names:
            self.fields[name].widget = forms.HiddenInput()


class AcceptForm(forms.Form):
    """Nothing more is asked."""


class VisitForm(forms.Form):
    """Short enough for a phone: what was found, on which day; advice and photos where there are any."""

    visited_on = day(_("Day of the visit"))
    advice = text(_("Advice to the village"), LONG, required=False, rows=3)
    photos = FilesField(label=_("Photos"), limit=MAX_PHOTOS)
    text = text(_("What did you find and do?"), LONG)
    field_order = ["text", "visited_on", "advice", "photos"]


class RateForm(forms.Form):
    rating = forms.ChoiceField(
        label=_("Did the visit help?"), choices=Dispatch.Rating.choices, widget=forms.RadioSelect
    )
    comment = text(_("Comment"), SHORT, required=False, rows=3)


class ReplaceForm(forms.Form):
    """The same task for another expert; the same days unless others are named."""

    expert = forms.CharField(label=_("Number of the expert"), max_length=NUMBER)
    from_ = day(_("From"), required=False)
    until = day(_("Until, included"), required=False)


class SuggestForm(forms.Form):
    """For which days experts are looked for."""

    problem = forms.CharField(max_length=NUMBER, required=False, widget=forms.HiddenInput)
    project = forms.CharField(max_length=NUMBER, required=False, widget=forms.HiddenInput)
    replaces = forms.CharField(max_length=NUMBER, required=False, widget=forms.HiddenInput)
    from_ = day(_("From"), required=False)
    until = day(_("Until, included"), required=False)


class FilterForm(forms.Form):
    """A value that cannot be used narrows nothing."""

    state = forms.ChoiceField(choices=[ANY, *State.choices], required=False, widget=forms.HiddenInput)
    expert = forms.CharField(label=_("Number of the expert"), max_length=NUMBER, required=False)
    problem = forms.CharField(label=_("Number of the problem"), max_length=NUMBER, required=False)
    project = forms.CharField(label=_("or number of the project"), max_length=NUMBER, required=False)
    region = forms.CharField(label=_("Code of the place"), max_length=12, required=False)
    q = forms.CharField(label=_("Words or number"), max_length=100, required=False)

    def clean_region(self) -> str:
        """The place's scope; what can be no code narrows nothing."""
        return scope_of(self.cleaned_data["region"]) or ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the state is chosen: then the filters stand open."""
        return any(self.cleaned_data.get(name) for name in self.fields if name != "state")

    def filters(self) -> Filters:
        self.is_valid()
        given: dict[str, Any] = {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
        return Filters(**given)
