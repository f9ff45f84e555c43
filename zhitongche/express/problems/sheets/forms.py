"""What the pages of sheets send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.files.fields import FilesField
from zhitongche.foundation.interchange.forms import EndingForm

from ..forms.fields import LONG, day, text

# With a sheet of many rows come many files.
MAX_FILES = 30
LISTS = (
    ("problems", _("List of problems")),
    ("rectification", _("Rectification list")),
    ("register", _("Register of closings")),
)


class ReturnForm(forms.Form):
    sheet = forms.FileField(
        label=_("The sheet, filled in"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv"}),
    )
    photos = FilesField(label=_("Photos"), limit=MAX_FILES, help_text=_("Named in the sheet's last column."))
    evidence_files = FilesField(
        label=_("Documents"), limit=MAX_FILES, kind="document", help_text=_("Named in the sheet's last column.")
    )


class ExportForm(EndingForm):
    """A list to take out; what is left empty narrows nothing."""

    kind = forms.ChoiceField(label=_("Which list"), choices=LISTS)
    region = forms.CharField(label=_("Code of the place"), max_length=12, required=False)
    since = day(_("From"), required=False)
    until = day(_("Before"), required=False, help_text=_("For the register: as it stood at the end of this day."))

    field_order = ("kind",)


class FeedbackForm(EndingForm):
    """The sheet of a department's return: nothing about it is chosen."""

    kind = forms.ChoiceField(choices=(("feedback", _("Report by sheet")),))


class SeveralForm(forms.Form):
    """One word for several problems; which ones, their boxes say."""

    text = text(_("What has been done?"), LONG, rows=3)
