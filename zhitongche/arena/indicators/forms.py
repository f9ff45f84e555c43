"""What the pages of indicator libraries send: shape, type and limits, nothing else."""

from collections.abc import Iterable
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.fields import RegionField
from zhitongche.foundation.web.fields import SHORT, ReasonForm, choose_from, text

from . import queries
from .models import Aspect, Filling
from .states import State

__all__ = ["DrawUpForm", "DropItemForm", "FilterForm", "IssueForm", "ItemForm", "ReasonForm", "offer_bases"]

NAME = 60
NAME_EN = 100
CODE = 10
RULE = 1000
MOST_BASES = 50


class DrawUpForm(forms.Form):
    """The next version, with the items of another."""

    name = forms.CharField(
        label=pgettext_lazy("indicators", "Name"), max_length=NAME, help_text=_("With the year or the version in it.")
    )
    based_on = forms.ChoiceField(label=_("Begin with the items of"), required=False)
    region = RegionField(
        label=pgettext_lazy("indicators", "Place"), required=False, help_text=_("Your own, unless you name another.")
    )


class ItemForm(forms.Form):
    """One item, wholly anew."""

    code = forms.CharField(
        label=pgettext_lazy("indicators", "Code"),
        max_length=CODE,
        help_text=_("LD-01: an item of this code is replaced, a new code is added."),
    )
    aspect = forms.ChoiceField(label=_("Aspect"), choices=Aspect.choices)
    name = forms.CharField(label=_("Name in Chinese"), max_length=NAME)
    name_en = forms.CharField(label=_("Name in English"), max_length=NAME_EN, required=False)
    max_points = forms.DecimalField(
        label=_("Points at most"), min_value=Decimal("0.5"), max_value=100, decimal_places=1, max_digits=5
    )
    filling = forms.ChoiceField(label=_("Filled"), choices=Filling.choices, initial=Filling.PEOPLE)
    evidence = text(_("What shows it"), SHORT, required=False, rows=3)
    scoring_rule = text(_("How points are given"), RULE, required=False, rows=4)


class DropItemForm(forms.Form):
    """Which item goes."""

    code = forms.CharField(label=pgettext_lazy("indicators", "Code"), max_length=CODE)


class IssueForm(forms.Form):
    """Nothing more is asked."""


class FilterForm(forms.Form):
    """A value that cannot be used narrows nothing."""

    state = forms.ChoiceField(label=_("State"), choices=[("", _("Any")), *State.choices], required=False)

    def word(self) -> str:
        return str(self.cleaned_data["state"]) if self.is_valid() else ""


def offer_bases(form: forms.BaseForm, postings: Iterable[Posting]) -> None:
    """The libraries whose items a new one can begin with, the newest first."""
    known = queries.page_of(tuple(postings), limit=MOST_BASES).items
    bases = [(one.number, one.name) for one in known]
    choose_from(form, "based_on", [*bases, ("", _("None: begin empty"))])
