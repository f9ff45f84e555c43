"""What the pages of sheets send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.files.fields import FilesField
from zhitongche.foundation.interchange.forms import EndingForm
from zhitongche.foundation.interchange.reading import Sheet

from ..forms.fields import LONG, day, text
from .columns import PROBLEMS

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


class ColumnsForm(forms.Form):
    """What each column of a sheet means, one choice a column that has a heading."""

    def __init__(self, sheet: Sheet, data: Any = None) -> None:
        super().__init__(data)
        known = {column: word for word, column in sheet.columns.items()}
        choices = [("", pgettext_lazy("column", "Not taken")), *((one.word, one.heading) for one in PROBLEMS)]
        for column, heading in enumerate(sheet.headings, start=1):
            if heading:
                self.fields[f"column_{column}"] = forms.ChoiceField(
                    label=heading, choices=choices, required=False, initial=known.get(column, "")
                )

    def clean(self) -> dict[str, Any]:
        chosen = [word for word in super().clean().values() if word] if self.cleaned_data else []  # type: ignore[union-attr]
        if len(set(chosen)) < len(chosen):
            raise forms.ValidationError(_("Two columns cannot mean the same."))
        return self.cleaned_data

    def columns(self) -> dict[str, int]:
        """The number of each word's column."""
        return {word: int(name.removeprefix("column_")) for name, word in self.cleaned_data.items() if word}


class SeveralForm(forms.Form):
    """One word for several problems; which ones, their boxes say."""

    text = text(_("What has been done?"), LONG, rows=3)
