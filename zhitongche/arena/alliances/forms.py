"""What the pages of alliances send: shape, type and limits, nothing else."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.fields import PlacesField, RegionField
from zhitongche.foundation.regions.queries import full_names
from zhitongche.foundation.web.fields import SHORT, KeysField, ReasonForm, choose_from, day, text

from . import queries
from .models import Alliance
from .states import State

__all__ = [
    "EnrolForm",
    "FilterForm",
    "FoundForm",
    "OnForm",
    "ReasonForm",
    "ReleaseForm",
    "ReviseForm",
    "TransferForm",
    "offer",
    "offer_chiefs",
]

NAME = 40
MAX_PLACES = 60
MAX_PEOPLE = 200
NUMBER = 40


def person() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=_("First secretary"), coerce=int)


def places() -> PlacesField:
    return PlacesField(
        label=_("Places"),
        limit=MAX_PLACES,
        required=False,
        help_text=_("Townships or villages by name or code, parted by commas. None named: the whole of its place."),
    )


class FoundForm(forms.Form):
    """A chief alliance, or one of its subs."""

    name = forms.CharField(label=pgettext_lazy("alliance", "Name"), max_length=NAME)
    parent = forms.ChoiceField(label=_("Chief alliance"), required=False)
    region = RegionField(
        label=pgettext_lazy("alliance", "Place"), required=False, help_text=_("Your own, unless you name another.")
    )
    places = places()


class ReviseForm(forms.Form):
    """Its name and places, wholly anew."""

    name = forms.CharField(label=pgettext_lazy("alliance", "Name"), max_length=NAME)
    places = places()


class EnrolForm(forms.Form):
    """Who is taken in, and from which day."""

    people = KeysField(label=_("First secretaries"), limit=MAX_PEOPLE)
    on = day(_("From"), required=False, help_text=_("Today, unless you name another day."))


class TransferForm(forms.Form):
    """Who moves where, and from which day."""

    person = person()
    to = forms.ChoiceField(label=_("To alliance"))
    on = day(_("From"), required=False, help_text=_("Today, unless you name another day."))
    reason = text(_("Reason"), SHORT, rows=2)


class ReleaseForm(forms.Form):
    """Who leaves, and from which day on."""

    person = person()
    on = day(_("First day outside"), required=False, help_text=_("Today, unless you name another day."))
    reason = text(_("Reason"), SHORT, rows=2)


class OnForm(forms.Form):
    """The day for which members are shown; a value that is no day is today."""

    on = day(_("On the day"), required=False)

    def day(self, today: date) -> date:
        return (self.cleaned_data.get("on") if self.is_valid() else None) or today


class FilterForm(forms.Form):
    """Active ones, or those dissolved; a value that cannot be used narrows nothing."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("Active ones")), (State.DISSOLVED, State.DISSOLVED.label), ("any", _("Any"))],
        required=False,
    )

    def word(self) -> str:
        return str(self.cleaned_data["state"]) if self.is_valid() else ""


def offer(form: forms.BaseForm, alliance: Alliance, today: date) -> None:
    """Give a form of an act the people and alliances it may choose from."""
    if "people" in form.fields:
        outside = queries.outside(alliance, today)[:MAX_PEOPLE]
        choose_from(form, "people", _people((one.person_id, one.person.name, one.region_id or "") for one in outside))
    if "person" in form.fields:
        members = queries.own_members(alliance, today)
        choose_from(form, "person", _people((one.person_id, one.person.name, one.region_id) for one in members))
    if "to" in form.fields:
        choose_from(form, "to", [(one.number, one.name) for one in queries.kept_beside(alliance)])


def offer_chiefs(form: forms.BaseForm, postings: Iterable[Posting]) -> None:
    """The chief alliances the reader keeps; none is a chief alliance of its own."""
    kept = {one.number: one.name for posting in postings for one in queries.chiefs(posting)}
    choose_from(form, "parent", [("", _("None: it is a chief alliance itself")), *kept.items()])


def _people(found: Iterable[tuple[int, str, str]]) -> list[tuple[int, str]]:
    rows = list(found)
    called = full_names(code for _key, _name, code in rows)
    return [(key, f"{name} · {called.get(code, code)}") for key, name, code in rows]
