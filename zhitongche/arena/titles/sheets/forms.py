"""What the page sends that takes results out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.interchange.forms import EndingForm
from zhitongche.foundation.web.fields import day


class ExportForm(EndingForm):
    """A list to take out; what is left empty narrows nothing."""

    number = forms.CharField(label=_("Number of a contest"), max_length=40, required=False)
    region = forms.CharField(label=_("Code of the place"), max_length=12, required=False)
    since = day(_("Settled from"), required=False)
    until = day(_("Settled before"), required=False)
