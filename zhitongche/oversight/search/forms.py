"""What is searched for, and among what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .kinds import BY_CODE

LONGEST = 100


class SearchForm(forms.Form):
    """Words and a kind; words that are too long are cut, a kind that is none is all of them: nothing is refused."""

    q = forms.CharField(label=_("Words or number"), max_length=LONGEST, required=False)
    kind = forms.ChoiceField(choices=[(code, code) for code in BY_CODE], required=False, widget=forms.HiddenInput)

    @property
    def asked(self) -> str:
        """What was typed, cut where it is too long."""
        return " ".join(self.data.get("q", "").split())[:LONGEST]

    @property
    def chosen(self) -> str:
        """The kind that is looked through; empty for all."""
        kind = str(self.data.get("kind", ""))
        return kind if kind in BY_CODE else ""
