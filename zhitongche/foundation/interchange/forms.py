"""What the pages of sheets send, whichever room's list it is."""

from django import forms
from django.utils.translation import gettext_lazy as _

ENDINGS = (
    (".xlsx", _("Excel (.xlsx)")),
    (".csv", _("Text (.csv)")),
    (".docx", _("Word (.docx)")),
    (".pdf", _("PDF (.pdf)")),
)


class SheetForm(forms.Form):
    """A sheet to send in; nothing is done with it before its sender has seen what it would do."""

    sheet = forms.FileField(
        label=_("Sheet"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv"}),
        help_text=_("Excel (.xlsx) or .csv, at most 20,000 rows. You see what it would do before anything is done."),
    )


class EndingForm(forms.Form):
    """As which kind of file a list is taken out."""

    ending = forms.ChoiceField(label=_("As"), choices=ENDINGS)
