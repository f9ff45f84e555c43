"""The fields and limits that the forms of every room share."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..money import MOST, WAN
from .forms import DateInput
from .rows import RowsField

LONG = 2000
SHORT = 500
MAX_PHOTOS = 3
MAX_EVIDENCE = 5
MAX_AMOUNT = MOST


class WanField(forms.DecimalField):
    """An amount that people write in ten thousands of yuan (万元) and the product keeps in yuan."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=Decimal(0), max_value=MAX_AMOUNT / WAN, decimal_places=6, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        amount = super().clean(value)
        return None if amount is None else (amount * WAN).quantize(Decimal("0.01"))

    def prepare_value(self, value: Any) -> Any:
        return f"{(value / WAN).normalize():f}" if isinstance(value, Decimal) else value


class MomentField(forms.DateTimeField):
    """A day and an hour, as browsers send them."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    input_formats = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M")


class SecondField(MomentField):
    """A moment at which something is locked: to the second."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S")


class KeysField(forms.TypedMultipleChoiceField):
    """At most `limit` whole numbers that name things, as boxes."""

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        self.limit = limit
        super().__init__(coerce=int, widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-many"}), **kwargs)


def text(label: Any, length: int, *, required: bool = True, help_text: Any = "", rows: int = 4) -> forms.CharField:
    """A text of several lines; its limit is checked in the browser, counted on the page, and checked again here."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=length, required=required, help_text=help_text, widget=widget)


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, help_text=help_text, widget=DateInput())


def choose_from(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]], *, column: str = "") -> None:
    """Say what a field may be chosen from, or a column of its rows, where that is known only when the form is asked for."""
    field = form.fields[name]
    if isinstance(field, RowsField):
        field = field.columns[column]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is no field with choices")
    field.choices = list(choices)


class ReasonForm(forms.Form):
    """For every act that needs nothing but a reason."""

    reason = text(_("Reason"), SHORT, rows=3)
