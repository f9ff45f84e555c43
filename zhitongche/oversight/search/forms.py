"""What is searched for."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 100


class SearchForm(forms.Form):
    """One field; words that are too long are cut, nothing is refused."""

    q = forms.CharField(label=_("Words or number"), max_length=LONGEST, required=False)

    @property
    def asked(self) -> str:
        """What was typed, cut where it is too long."""
        return " ".join(self.data.get("q", "").split())[:LONGEST]
