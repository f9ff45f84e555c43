"""What a page sends about a saved view: the twin of `schemas.py`."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import SavedView

NAME, QUERY = 30, 500


class ViewForm(forms.Form):
    """A name for the narrowing that the address brought along."""

    name = forms.CharField(label=_("Name"), max_length=NAME)
    kind = forms.ChoiceField(choices=SavedView.Kind.choices, widget=forms.HiddenInput)
    query = forms.CharField(max_length=QUERY, required=False, widget=forms.HiddenInput)


class NameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=NAME)


class NothingForm(forms.Form):
    """An act that asks for nothing."""
