"""What a page sends for each verb: shape, type and limits, nothing else. `schemas.py` holds the API's twin of each."""

from decimal import Decimal
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.files.fields import FilesField
from zhitongche.foundation.regions.fields import RegionField
from zhitongche.foundation.web.forms import DateInput

from . import queries
from .listing import View, narrowed
from .models import Closure, Problem
from .queries import Filters

LONG = 2000
SHORT = 500
MAX_PHOTOS = 3
MAX_EVIDENCE = 5
MAX_AMOUNT = Decimal("999999999999.99")
PER_WAN = 10_000


class WanField(forms.DecimalField):
    """An amount that people write in ten thousands of yuan (万元) and the product keeps in yuan."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=Decimal(0), max_value=MAX_AMOUNT / PER_WAN, decimal_places=6, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        amount = super().clean(value)
        return None if amount is None else (amount * PER_WAN).quantize(Decimal("0.01"))

    def prepare_value(self, value: Any) -> Any:
        return f"{(value / PER_WAN).normalize():f}" if isinstance(value, Decimal) else value


def _text(label: Any, length: int, *, required: bool = True, help_text: Any = "", rows: int = 4) -> forms.CharField:
    """A text of several lines; its limit is checked in the browser, counted on the page, and checked again here."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=length, required=required, help_text=help_text, widget=widget)


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, help_text=help_text, widget=DateInput())


class CategoryField(forms.ChoiceField):
    """A category's code, out of those that can be chosen now."""

    def __init__(self, *, blank: Any, **kwargs: Any) -> None:
        self.blank = blank
        super().__init__(choices=self._found, **kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> "CategoryField":
        """Each form asks the database once, however often its choices are looked at while it is drawn."""
        copied: CategoryField = super().__deepcopy__(memo)
        copied.choices = cache(copied._found)
        return copied

    def _found(self) -> list[tuple[str, Any]]:
        return [("", self.blank), *((one.code, str(one)) for one in queries.categories())]


class ReportForm(forms.Form):
    """Six questions, answered in under a minute on a phone."""

    category = CategoryField(label=_("Category"), blank=_("Choose what it is about"))
    description = _text(
        _("What is the problem?"),
        LONG,
        help_text=_("Where, since when, how many households, acres or kilometres."),
        rows=5,
    )
    request = _text(_("What should be done?"), SHORT, required=False, rows=2)
    amount = WanField(label=_("Amount concerned (10,000 yuan)"), required=False)
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=Problem.Urgency.choices, initial=Problem.Urgency.NORMAL, widget=forms.RadioSelect
    )
    photos = FilesField(
        label=_("Photos"),
        limit=MAX_PHOTOS,
        help_text=_("At most three; the place they were taken at is removed. Nothing secret, please."),
    )


class ReportForAnotherForm(ReportForm):
    """The same questions, with the village and whoever raised it."""

    village = RegionField(label=_("Village"), level="village")
    reported_by = forms.CharField(label=_("Raised by"), max_length=60)
    source = forms.ChoiceField(
        label=_("How it reached you"),
        choices=[(one.value, one.label) for one in Problem.Source if one is not Problem.Source.IMPORT],
        initial=Problem.Source.VISIT,
    )
    field_order = ["village", "reported_by", "source"]


class FilterForm(forms.Form):
    """What a list can be narrowed by; a value that cannot be used narrows nothing."""

    view = forms.ChoiceField(choices=View.choices, required=False, widget=forms.HiddenInput)
    category = CategoryField(label=_("Category"), blank=_("Any"), required=False)
    light = forms.ChoiceField(label=_("Light"), choices=[("", _("Any")), *Light.choices], required=False)
    region = forms.CharField(label=_("Code of the place"), max_length=12, required=False)
    q = forms.CharField(label=_("Number"), max_length=40, required=False)
    since = _day(_("Reported from"), required=False)
    until = _day(_("Reported before"), required=False)

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


class AcceptForm(forms.Form):
    category = CategoryField(label=_("Category"), blank=_("As reported"), required=False)
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=[("", _("As reported")), *Problem.Urgency.choices], required=False
    )


class ReasonForm(forms.Form):
    """For every act that needs nothing but a reason."""

    reason = _text(_("Reason"), SHORT, rows=3)


class ClaimForm(forms.Form):
    measures = _text(_("Measures"), LONG, help_text=_("What will be done, by whom, in which steps."))
    due_on = _day(_("Done by"), help_text=_("The village and the organizer see this date."))


class ProgressForm(forms.Form):
    text = _text(_("What has been done?"), LONG)
    photos = FilesField(label=_("Photos"), limit=MAX_PHOTOS)


class ClosureForm(forms.Form):
    evidence = _text(_("Evidence"), LONG, help_text=_("What was done and how it can be checked in the village."))
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=Problem.Outcome.choices, initial=Problem.Outcome.SOLVED, required=False
    )
    photos = FilesField(label=_("Photos"), limit=MAX_PHOTOS)
    evidence_files = FilesField(label=_("Documents"), limit=MAX_EVIDENCE, kind="document")

    def clean_outcome(self) -> str:
        return self.cleaned_data["outcome"] or Problem.Outcome.SOLVED


class ConfirmForm(forms.Form):
    satisfaction = forms.ChoiceField(
        label=_("Is the village satisfied?"), choices=Closure.Satisfaction.choices, widget=forms.RadioSelect
    )
    comment = _text(_("Comment"), SHORT, required=False, rows=2)


class VerifyForm(forms.Form):
    opinion = _text(_("Opinion"), SHORT, rows=3)
    review_on = _day(
        _("Review on"), required=False, help_text=_("Needed where it is not solved: it is shelved until then.")
    )
