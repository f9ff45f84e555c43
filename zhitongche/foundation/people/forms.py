"""What the register's pages send: shape, type and limits, nothing else. `schemas.py` holds the API's twin of each."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..permissions.roles import DUTIES
from ..regions.fields import RegionField
from ..web.forms import DateInput
from . import passwords
from .fields import DepartmentField, PersonField

NAME = 60
PHONE = 40
SHORT = 40
LONG = 100
REASON = 200
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=DateInput(),
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
    )


class NothingForm(forms.Form):
    """For an act that needs nothing but the press of its button."""


class PersonForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=NAME)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=PHONE,
        required=False,
        help_text=_("People may sign in with it."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    unit = forms.CharField(label=_("Unit"), max_length=LONG, required=False)
    post = forms.CharField(label=_("Post in the unit"), max_length=LONG, required=False)
    region = RegionField(
        label=_("Place whose administrators keep this person"),
        required=False,
        help_text=_("Usually the county; empty only for the whole installation."),
    )


class AccountForm(forms.Form):
    """The first password is drawn when the form is read, and told on the next page."""

    username = forms.CharField(
        label=_("User name"),
        max_length=NAME,
        help_text=_("Letters and digits; the person's own phone may be it too."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def clean(self) -> dict[str, Any]:
        return {**(super().clean() or {}), "password": passwords.draw()}


class PasswordResetForm(forms.Form):
    """As above: drawn here, told once."""

    def clean(self) -> dict[str, Any]:
        return {**(super().clean() or {}), "password": passwords.draw()}


class DepartmentForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("department", "Name"), max_length=LONG)
    short_name = forms.CharField(
        label=_("Short name"), max_length=SHORT, required=False, help_text=_("As people say it, such as 供电.")
    )
    parent = DepartmentField(label=_("Parent department"), required=False)
    functions = forms.CharField(
        label=_("Functions"),
        required=False,
        help_text=_("Codes of the categories of problems it answers for, with commas or blanks between them."),
    )
    leader = PersonField(label=_("Head of the department"), required=False, help_text=_("Name or phone."))

    def clean_functions(self) -> list[str]:
        return self.cleaned_data["functions"].replace(",", " ").replace("，", " ").split()


class NewDepartmentForm(DepartmentForm):
    region = RegionField(label=_("Place"))
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        required=False,
        help_text=_("Left empty, the next free one of the place is taken."),
    )
    field_order = ["region", "code", "name"]


class CloseForm(forms.Form):
    until = _day(_("Closed from"), help_text=_("The first day on which it no longer exists."))


class PostingForm(forms.Form):
    person = PersonField(label=_("Person"), help_text=_("Name or phone."))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("Choose a role")), *((role.value, role.label) for role in DUTIES)],
    )
    region = RegionField(
        label=_("Place"),
        required=False,
        help_text=_("For every role but a department's: the village, township, county or city."),
    )
    department = DepartmentField(
        label=_("Department"), required=False, help_text=_("For a department's liaison and leader: name or code.")
    )
    starts_on = _day(pgettext_lazy("posting", "From"))
    ends_on = _day(
        pgettext_lazy("posting", "Until"), required=False, help_text=_("The first day on which it no longer counts.")
    )


class EndForm(forms.Form):
    ends_on = _day(_("Ends on"), help_text=_("The first day on which it no longer counts."))
    reason = forms.CharField(label=_("Reason"), max_length=REASON, widget=forms.Textarea(attrs={"rows": 2}))
