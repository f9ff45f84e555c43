"""What a list can be narrowed by."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.regions.queries import scope_of

from ..listing import View, narrowed
from ..models import Problem
from ..queries import Filters
from ..states import State
from .fields import CategoryField, day


class FilterForm(forms.Form):
    """What a list can be narrowed by; a value that cannot be used narrows nothing."""

    view = forms.ChoiceField(choices=View.choices, required=False, widget=forms.HiddenInput)
    category = CategoryField(label=_("Category"), blank=_("Any"), required=False)
    light = forms.ChoiceField(label=_("Light"), choices=[("", _("Any")), *Light.choices], required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("Any")), *State.choices], required=False)
    source = forms.ChoiceField(
        label=_("How it came"), choices=[("", _("Any")), *Problem.Source.choices], required=False
    )
    project = forms.CharField(label=_("Number of the project"), max_length=40, required=False)
    region = forms.CharField(label=_("Code of the place"), max_length=12, required=False)
    # The lead's code; only the figures of a department lead here by it.
    department = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    q = forms.CharField(label=_("Words or number"), max_length=100, required=False)
    since = day(_("Reported from"), required=False)
    until = day(_("Reported before"), required=False)

    def clean_region(self) -> str:
        """The place's scope; what can be no code narrows nothing."""
        return scope_of(self.cleaned_data["region"]) or ""

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


class PeriodForm(forms.Form):
    """The days a figure is of, both included; the year so far where nothing usable is given."""

    since = day(_("From"), required=False)
    until = day(_("Until"), required=False)

    def __init__(self, given: Mapping[str, Any], *, today: date) -> None:
        self.today = today
        super().__init__({"since": date(today.year, 1, 1), "until": today, **{k: v for k, v in given.items() if v}})

    @property
    def period(self) -> tuple[date, date]:
        """The first day and the last."""
        self.is_valid()
        found = getattr(self, "cleaned_data", {})
        since = found.get("since") or date(self.today.year, 1, 1)
        until = found.get("until") or self.today
        return (since, until) if since <= until < date.max else (date(self.today.year, 1, 1), self.today)
