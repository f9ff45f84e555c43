"""What the acts on a source of money ask for, and what the list of sources can be narrowed by."""

from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.express.sources.models import Kind
from zhitongche.express.sources.states import State
from zhitongche.foundation.people.fields import DepartmentField
from zhitongche.foundation.regions.fields import RegionField
from zhitongche.foundation.web.fields import WanField, day, text

from ..models import Industry

NAME = 100
CONDITIONS = 1000
BASIS = 200
MAX_INDUSTRIES = 30


class IndustriesField(forms.MultipleChoiceField):
    """Codes of the industries a source is for; none: for any."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.CheckboxSelectMultiple(attrs={"class": "choices-many"})
        super().__init__(choices=self._found, widget=widget, required=False, **kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> "IndustriesField":
        """Each form asks the database once, however often its choices are looked at while it is drawn."""
        copied: IndustriesField = super().__deepcopy__(memo)
        copied.choices = cache(copied._found)
        return copied

    def _found(self) -> list[tuple[str, Any]]:
        return [(one.code, str(one)) for one in Industry.objects.filter(is_active=True)]


class ReviseSourceForm(forms.Form):
    """What may be said anew of a source."""

    name = forms.CharField(label=_("Name of the source"), max_length=NAME)
    total = WanField(label=_("How much there is (10,000 yuan)"))
    apply_by = day(_("Apply by"), required=False)
    spend_by = day(_("To be spent by"), required=False)
    industries = IndustriesField(label=_("For these industries"), help_text=_("None chosen: for any."))
    least = WanField(label=_("At least for a project (10,000 yuan)"), required=False)
    most = WanField(label=_("At most for a project (10,000 yuan)"), required=False)
    most_percent = forms.IntegerField(
        label=_("At most of a project's investment (%)"), min_value=1, max_value=100, required=False
    )
    conditions = text(_("Conditions in words"), CONDITIONS, required=False, rows=3)
    basis = forms.CharField(
        label=_("Basis"), max_length=BASIS, required=False, help_text=_("The paper it rests on, by its number.")
    )


class OpenSourceForm(ReviseSourceForm):
    """Everything about a source; a liaison opens it for the own department."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    year = forms.IntegerField(label=_("Budget year"), min_value=2000, max_value=2100, required=False)
    region = RegionField(label=_("For the villages of"), required=False, help_text=_("Empty: your own place."))
    department = DepartmentField(
        label=_("Who gives it"), required=False, help_text=_("Empty: the organizer enters what is committed.")
    )
    field_order = ("name", "kind", "total", "year", "region", "department")


class SourceFilterForm(forms.Form):
    """What the list can be narrowed by; a value that cannot be used narrows nothing."""

    state = forms.ChoiceField(choices=[("all", ""), *State.choices], required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", pgettext_lazy("kind of money", "Any")), *Kind.choices], required=False
    )
    q = forms.CharField(label=_("Search"), max_length=60, required=False)

    @property
    def chosen_state(self) -> str:
        """The chip that is chosen; what is open, where none is named."""
        self.is_valid()
        return str(getattr(self, "cleaned_data", {}).get("state") or State.OPEN)

    def filters(self) -> dict[str, str]:
        state = "" if self.chosen_state == "all" else self.chosen_state
        return {"state": state, "kind": self.cleaned_data.get("kind", ""), "q": self.cleaned_data.get("q", "")}
