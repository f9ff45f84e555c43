"""What the pages of sheets send, whichever room's list it is."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .reading import Sheet
from .writing import Column

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


class ColumnsForm(forms.Form):
    """What each column of a sheet means, one choice of these columns for each that has a heading."""

    def __init__(self, sheet: Sheet, columns: Iterable[Column], data: Any = None) -> None:
        super().__init__(data)
        known = {column: word for word, column in sheet.columns.items()}
        choices = [("", pgettext_lazy("column", "Not taken")), *((one.word, one.heading) for one in columns)]
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
