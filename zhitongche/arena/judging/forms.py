"""What the pages of judging send: shape, type and limits, nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.foundation.regions.queries import full_names
from zhitongche.foundation.web.fields import SHORT, KeysField, choose_from, text

from . import marks, queries
from .models import Recusal

MOST_JUDGES, MOST_ALTERNATES, MOST_ENTRIES = 9, 5, 200
COMPONENT, SOURCE, REASON, STATEMENT, BECAUSE, CARD = 20, 200, 200, 2000, 1000, 20
SEEN = "seen"


def number(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int)


class EmpanelForm(forms.Form):
    """The whole panel anew; who is left out leaves it."""

    judges = KeysField(
        label=pgettext_lazy("judging", "Judges"),
        limit=MOST_JUDGES,
        help_text=_("Five to nine; an odd number is better."),
    )
    alternates = KeysField(
        label=_("Alternates"),
        limit=MOST_ALTERNATES,
        required=False,
        help_text=_("They fill in where a judge leaves or is recused, in the order of their names."),
    )


class UnseatForm(forms.Form):
    judge = number(pgettext_lazy("judging", "Judge"))
    reason = text(_("Reason"), SHORT, rows=2)


class DeclareForm(forms.Form):
    """Whom a judge may not judge; none is an answer too."""

    entries = KeysField(
        label=_("Entries I may not judge"),
        limit=MOST_ENTRIES,
        required=False,
        help_text=_("Kin, friends, somebody you worked with, a village you served: tick them. None: leave all empty."),
    )
    reason = text(_("Why"), SHORT, required=False, rows=2)


class RecuseForm(forms.Form):
    judge = number(pgettext_lazy("judging", "Judge"))
    entry = number(pgettext_lazy("contest", "Entry"))
    reason = text(_("Reason"), SHORT, rows=2)


class DecideRecusalForm(forms.Form):
    recusal = number(pgettext_lazy("judging", "Recusal"))
    confirmed = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[
            ("true", pgettext_lazy("recusal", "Confirm: the judge does not score it")),
            ("false", pgettext_lazy("recusal", "Dismiss: the judge may score it")),
        ],
        coerce=lambda value: value == "true",
        widget=forms.RadioSelect,
    )
    reason = text(_("Reason"), SHORT, required=False, rows=2, help_text=_("Needed where it is dismissed."))


class DrawOrderForm(forms.Form):
    """A lot needs nothing but the act."""


class AssignJudgesForm(forms.Form):
    judges_per_entry = forms.IntegerField(
        label=_("Judges for each entry"),
        min_value=1,
        max_value=MOST_JUDGES,
        required=False,
        help_text=_("Left empty, everybody judges all, and alternates fill in for those who are recused."),
    )


class GivePointsForm(forms.Form):
    entry = number(pgettext_lazy("contest", "Entry"))
    component = forms.ChoiceField(label=_("What is given"))
    points = forms.DecimalField(label=_("Points"), min_value=0, max_digits=7, decimal_places=2)
    source = forms.CharField(
        label=_("From what"), max_length=SOURCE, required=False, help_text=_("A sentence the entrant can check.")
    )


class ExcludeForm(forms.Form):
    entry = number(pgettext_lazy("contest", "Entry"))
    excluded = forms.ChoiceField(
        label=_("Not ranked because"),
        choices=[*Entry.Excluded.choices, ("none", pgettext_lazy("entry", "It counts again"))],
    )
    reason = text(_("Reason"), SHORT, rows=2)


class AdjustForm(forms.Form):
    entry = number(pgettext_lazy("contest", "Entry"))
    adjustment = forms.DecimalField(
        label=_("Points added or deducted"),
        min_value=-100,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text=_("With a minus they are deducted; 0 takes the adjustment back."),
    )
    reason = text(_("Reason"), SHORT, rows=2)


class CloseScoresForm(forms.Form):
    anyway = forms.BooleanField(label=_("Close although sheets are missing"), required=False)


class SubmitForm(forms.Form):
    """Handing in needs nothing but the act."""


class CardForm(forms.Form):
    """The code of a one-time card."""

    code = forms.CharField(
        label=_("Code of the card"),
        max_length=CARD,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class CallUpForm(forms.Form):
    entry = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class PointsForm(forms.Form):
    """Points on each criterion of the rules in force, half a point a step; a blank is left empty."""

    def __init__(
        self, criteria: Sequence[Mapping[str, Any]], names: Mapping[str, Any], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [str(one["code"]) for one in criteria]
        for one in criteria:
            attrs = {
                "inputmode": "decimal",
                "step": "0.5",
                "min": "0",
                "max": one["max"],
                "data-points": "",
                "class": "points",
            }
            self.fields[_field(one["code"])] = forms.CharField(
                label=marks.name_of(one["code"], names),
                required=False,
                max_length=8,
                widget=forms.NumberInput(attrs=attrs),
            )

    def points(self) -> dict[str, str]:
        """What was typed, by criterion."""
        return {code: self.cleaned_data.get(_field(code), "") for code in self.codes}

    @staticmethod
    def beginning(points: Mapping[str, str]) -> dict[str, str]:
        """Points as the form begins with them."""
        return {_field(code): value for code, value in points.items()}


class SheetForm(PointsForm):
    """One sheet: points, a comment, the version that is on the screen, and why it is changed after it was handed in."""

    def __init__(self, *args: Any, has_reason: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"] = text(_("Comment"), SHORT, required=False, rows=2)
        if has_reason:
            self.fields["reason"] = forms.CharField(label=_("Why you change it"), max_length=REASON)
        self.fields[SEEN] = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def sheet(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "points": self.points(),
            "comment": told.get("comment", ""),
            "reason": told.get("reason", ""),
            "seen": told.get(SEEN),
        }


class CalibrateForm(PointsForm):
    """The made-up entry and what the organizers would give it."""

    statement = text(_("What the made-up entry says"), STATEMENT, rows=8)
    because = text(_("Why these points"), BECAUSE, required=False, rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["statement", *(_field(code) for code in self.codes), "because"])


def _field(code: str) -> str:
    return f"points-{code}"


def offer(form: forms.BaseForm, contest: Contest, today: date) -> None:
    """Give a form of an act the judges, entries, recusals and components it may choose from."""
    if "judges" in form.fields:
        pool = [(one.pk, f"{one.person.name} · {one.region}") for one in queries.candidates(contest, today)]
        choose_from(form, "judges", pool)
        choose_from(form, "alternates", pool)
    if "judge" in form.fields:
        sitting = queries.seats_of(contest).filter(left_at=None)
        choose_from(form, "judge", [(one.serial, one.person.name) for one in sitting])
    if "entry" in form.fields:
        choose_from(form, "entry", _entries(contests.judged_of(contest)))
    if "entries" in form.fields:
        choose_from(form, "entries", _entries(queries.entries_to_judge(contest)))
    if "recusal" in form.fields:
        found = [one for one in queries.recusals_of(contest) if one.state == Recusal.State.PROPOSED]
        choose_from(form, "recusal", [(one.pk, _recusal(one)) for one in found])
    if "component" in form.fields:
        rules = contests.rules_of(contest)
        given = rules.rules["given"] if rules else []
        choose_from(
            form, "component", [(one["code"], marks.name_of(one["code"], rules.names)) for one in given if rules]
        )


def initial(contest: Contest, today: date, asked: Mapping[str, str]) -> dict[str, Any]:
    """What the forms of acts begin with: the panel as it stands, and what an address names."""
    seats = queries.seats_of(contest).filter(left_at=None)
    pool = {one.person_id: one.pk for one in queries.candidates(contest, today)}
    keys = [(pool[one.person_id], one.is_alternate) for one in seats if one.person_id in pool]
    return {
        "judges": [key for key, is_alternate in keys if not is_alternate],
        "alternates": [key for key, is_alternate in keys if is_alternate],
        "judges_per_entry": contest.judges_per_entry,
        **{name: asked[name] for name in ("judge", "entry", "recusal", "component", "confirmed") if asked.get(name)},
    }


def _entries(found: Iterable[Entry]) -> list[tuple[int, str]]:
    rows = list(found)
    named = full_names(one.region_id for one in rows)
    return [(one.serial, f"{one.person.name} · {named.get(one.region_id, one.region_id)}") for one in rows]


def _recusal(one: Recusal) -> str:
    return f"{one.seat.person.name} – {one.entry.person.name} · {one.get_ground_display()}"
