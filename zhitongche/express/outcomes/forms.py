"""What a page sends for each verb: shape, type and limits, nothing else. `schemas.py` holds the API's twin of each."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.files.fields import FilesField
from zhitongche.foundation.regions.fields import RegionField
from zhitongche.foundation.regions.queries import scope_of
from zhitongche.foundation.web.fields import MAX_PHOTOS, SHORT, WanField, text

from .figures import MOST_AREA, MOST_PEOPLE
from .kinds import MEASURES, NAMES, Kind
from .periods import FIRST_YEAR, LAST_YEAR, offered, parse
from .queries import Filters

F = TypeVar("F", bound=forms.Form)
LONGEST_SOURCE = 200
QUARTERS = ("q1", "q2", "q3", "q4")
# What each view of the list asks for.
VIEWS: Mapping[str, str] = {
    "standing": "standing",
    "recorded": "recorded",
    "checked": "checked",
    "withdrawn": "withdrawn",
    "all": "",
}


class OneFileField(FilesField):
    """At most one file: its id, or nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(limit=1, **kwargs)

    def clean(self, value: Any) -> UUID | None:  # type: ignore[override]  # one, where its parent has several
        return next(iter(super().clean(value)), None)


class PeriodField(forms.ChoiceField):
    """A quarter or a year: the page offers the near ones, any that can be read is taken."""

    def valid_value(self, value: Any) -> bool:
        try:
            parse(str(value))
        except ValueError:
            return False
        return True


def _amount() -> WanField:
    return WanField(label=_("Amount (10,000 yuan)"), required=False)


def _people() -> forms.IntegerField:
    return forms.IntegerField(
        label=pgettext_lazy("outcome figure", "How many people"), required=False, min_value=0, max_value=MOST_PEOPLE
    )


def _area() -> forms.DecimalField:
    return forms.DecimalField(
        label=_("Area (mu)"), required=False, min_value=Decimal(0), max_value=MOST_AREA, decimal_places=2
    )


def _file() -> OneFileField:
    return OneFileField(
        label=_("Proof"), kind="document", help_text=_("The signed list or the bank's slip: PDF, Word or Excel.")
    )


def _photos() -> FilesField:
    return FilesField(label=_("Photos"), limit=MAX_PHOTOS, help_text=_("A photo of the paper will do."))


class RecordForm(forms.Form):
    """One screen on a phone: the period, the figure, where it comes from; the rest may be left out."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, widget=forms.HiddenInput)
    village = RegionField(label=_("Village"), level="village", required=False)
    period = PeriodField(label=_("Period"))
    amount = _amount()
    people = _people()
    area = _area()
    source = forms.CharField(
        label=_("Where the figure comes from"),
        max_length=LONGEST_SOURCE,
        help_text=_("The cooperative's accounts, the signed list, the bank's slip."),
    )
    file = _file()
    photos = _photos()
    project = forms.CharField(
        label=_("Number of the project"),
        max_length=40,
        required=False,
        help_text=_("Only where all of it came of one project."),
    )


class CheckForm(forms.Form):
    opinion = text(_("What you looked at"), SHORT, required=False, rows=3)


class CorrectForm(forms.Form):
    """All figures anew; what is empty is “no data” from then on."""

    amount = _amount()
    people = _people()
    area = _area()
    source = forms.CharField(label=_("Where the figure comes from"), max_length=LONGEST_SOURCE, required=False)
    reason = text(_("Why it is corrected"), SHORT, rows=3)
    file = _file()
    photos = _photos()


class TargetForm(forms.Form):
    """A quarter that is left empty has no target."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, widget=forms.HiddenInput)
    region = RegionField(label=_("Village or county"), required=False)
    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    q1 = forms.DecimalField(label=_("1st quarter"), required=False, min_value=Decimal(0), decimal_places=2)
    q2 = forms.DecimalField(label=_("2nd quarter"), required=False, min_value=Decimal(0), decimal_places=2)
    q3 = forms.DecimalField(label=_("3rd quarter"), required=False, min_value=Decimal(0), decimal_places=2)
    q4 = forms.DecimalField(label=_("4th quarter"), required=False, min_value=Decimal(0), decimal_places=2)


class FilterForm(forms.Form):
    """What the list can be narrowed by; a value that cannot be used narrows nothing."""

    view = forms.ChoiceField(choices=[(one, one) for one in VIEWS], required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Any")), *Kind.choices], required=False)
    period = forms.CharField(label=_("Period, such as 2026Q1"), max_length=12, required=False)
    region = forms.CharField(label=_("Code of the place"), max_length=12, required=False)
    q = forms.CharField(label=_("Words or number"), max_length=100, required=False)

    def clean_region(self) -> str:
        """The place's scope; what can be no code narrows nothing."""
        return scope_of(self.cleaned_data["region"]) or ""

    def clean_period(self) -> str:
        try:
            return str(parse(self.cleaned_data["period"])) if self.cleaned_data["period"] else ""
        except ValueError:
            return ""

    @property
    def chosen_view(self) -> str:
        """The chip that is chosen; what counts, where none is named."""
        self.is_valid()
        return getattr(self, "cleaned_data", {}).get("view") or "standing"

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the view is chosen: then the filters stand open."""
        self.is_valid()
        return any(getattr(self, "cleaned_data", {}).get(name) for name in self.fields if name != "view")

    def filters(self) -> Filters:
        state = VIEWS[self.chosen_view]
        given = {name: value for name, value in self.cleaned_data.items() if value and name != "view"}
        return Filters(state=state, **given)


def for_kind(form: F, kind: str) -> F:
    """The form with no other figures than the kind says, the one that has to be said marked as such."""
    measure = MEASURES.get(kind)
    if measure is None:
        return form
    for name in NAMES:
        if name in form.fields and name not in measure.names:
            del form.fields[name]
    if measure.main in form.fields:
        form.fields[measure.main].required = True
        form.fields[measure.main].widget.is_required = True
    if isinstance(form, TargetForm) and measure.main == "amount":
        for name in QUARTERS:
            old = form.fields[name]
            form.fields[name] = WanField(label=_in_wan(old.label), required=False)
    return form


def _in_wan(label: Any) -> str:
    return _("%(quarter)s (10,000 yuan)") % {"quarter": label}


def offer_periods(form: F, today: date) -> F:
    """The quarters and years that a page offers; older ones come by sheet."""
    field = form.fields["period"]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker: it is declared so above
    field.choices = [(str(one), one.words) for one in offered(today)]
    return form
