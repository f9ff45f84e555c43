"""What the pages of the library send."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.web.fields import day, text
from zhitongche.foundation.web.rows import RowsField

CODE = 40
NAME = 60
NAME_EN = 80
WORDS = 300
MOST_DAYS = 365
MOST_MONTHS = 600
MOST_PAPERS = 20


def _papers() -> RowsField:
    return RowsField(
        {
            "code": forms.CharField(label=_("Code"), max_length=CODE),
            "name": forms.CharField(label=_("Paper"), max_length=NAME),
            "months": forms.IntegerField(
                label=_("Months it is valid"), min_value=1, max_value=MOST_MONTHS, required=False
            ),
        },
        limit=MOST_PAPERS,
        label=_("Papers it asks for"),
        required=False,
        help_text=_(
            "The same code in several items: the village gives that paper once. Without months it stays valid."
        ),
    )


class VersionForm(forms.Form):
    """One version of an item; the page says which departments and items the place has (`at`)."""

    name = forms.CharField(label=_("Name"), max_length=NAME)
    name_en = forms.CharField(label=_("English name"), max_length=NAME_EN, required=False)
    legal_basis = text(_("Legal basis"), WORDS, rows=2, help_text=_("Law and article."))
    limit_days = forms.IntegerField(
        label=_("Working days"),
        min_value=0,
        max_value=MOST_DAYS,
        help_text=_("From acceptance to the decision; 0 is decided on the spot."),
    )
    office = forms.CharField(label=_("Office"), max_length=NAME, help_text=_("By its usual name, such as 水利局."))
    department = forms.ChoiceField(
        label=_("Department"),
        choices=[("", _("The department of that name"))],
        required=False,
        help_text=_("Its liaison accepts and decides in the product."),
    )
    materials = _papers()
    predecessors = forms.MultipleChoiceField(
        label=_("Granted before it"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-many"}),
    )
    note = text(_("Note"), WORDS, required=False, rows=2)
    starts_on = day(_("Counts from"), required=False, help_text=_("Empty: from today."))

    def at(self, departments: Iterable[tuple[str, str]], items: Iterable[tuple[str, Any]]) -> None:
        """Offer the departments of the place, and the items that may come first."""
        choose = self.fields["department"]
        choose.choices = [*choose.choices, *departments]  # type: ignore[attr-defined]  # a field of choices
        self.fields["predecessors"].choices = list(items)  # type: ignore[attr-defined]  # as above


class NewItemForm(VersionForm):
    code = forms.CharField(
        label=_("Code"), max_length=CODE, help_text=_("Small letters, such as irrigation; it never changes.")
    )

    field_order = ("code",)


class DropForm(forms.Form):
    """Nothing but the word."""

    def at(self, departments: Iterable[tuple[str, str]], items: Iterable[tuple[str, Any]]) -> None:
        """Nothing to offer."""
