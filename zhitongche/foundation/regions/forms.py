"""What a page sends for each act on a place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..web.forms import DateInput
from .fields import RegionField
from .models import Region

NAME = 100


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, help_text=help_text, widget=DateInput())


class RenameForm(forms.Form):
    name = forms.CharField(label=_("New official name"), max_length=NAME)
    on = _day(_("From"), _("The first day of the new name."))


class CloseForm(forms.Form):
    on = _day(_("From"), _("The first day on which the place no longer is."))


class MergeForm(forms.Form):
    into = RegionField(label=_("Merged into"))
    on = _day(_("From"), _("The first day on which only the other place is."))

    def clean_into(self) -> Region:
        return Region.objects.get(pk=self.cleaned_data["into"])


class OpenForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=NAME, help_text=_("Such as a development zone or a forest farm.")
    )
    since = _day(_("From"))
    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        required=False,
        help_text=_("Left empty, the highest free code inside is taken."),
    )
