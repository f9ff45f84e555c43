"""What the pages of sheets send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.web.fields import day

ENDINGS = ((".xlsx", _("Excel (.xlsx)")), (".csv", _("Text (.csv)")))


class SheetForm(forms.Form):
    sheet = forms.FileField(
        label=_("Sheet"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv"}),
        help_text=_("Excel (.xlsx) or .csv, at most 20,000 rows. You see what it would do before anything is done."),
    )


class ExportForm(forms.Form):
    """A list to take out; what is left empty narrows nothing."""

    ending = forms.ChoiceField(label=_("As"), choices=ENDINGS)
    region = forms.CharField(label=_("Code of the place"), max_length=12, required=False)
    since = day(_("Entered from"), required=False)
    until = day(_("Entered before"), required=False)
