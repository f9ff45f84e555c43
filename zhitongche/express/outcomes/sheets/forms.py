"""What the pages of sheets send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.interchange.forms import EndingForm
from zhitongche.foundation.web.fields import day


class ExportForm(EndingForm):
    """A list to take out; what is left empty narrows nothing."""

    region = forms.CharField(label=_("Code of the place"), max_length=12, required=False)
    since = day(_("Recorded from"), required=False)
    until = day(_("Recorded before"), required=False)
