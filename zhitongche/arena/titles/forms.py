"""What the pages of a result send: shape, type and limits, nothing else."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.arena.contests.models import Contest, ContestRules, Entry
from zhitongche.foundation.web.fields import LONG, SHORT, ReasonForm, text

from . import bundling, queries, wording
from .models import Title
from .sandbox import TIE_BREAKS

__all__ = [
    "AcceptForm",
    "AppealForm",
    "CodeForm",
    "CorrectForm",
    "DecideForm",
    "NothingForm",
    "ObjectForm",
    "OpinionForm",
    "ReasonForm",
    "RevokeForm",
    "SandboxForm",
    "VerifyForm",
    "offer",
    "sandbox",
]

TITLE_NUMBER = 40
CODE = 20
MOST_POINTS = Decimal("99999.99")
MOST_ADJUSTMENT = Decimal("999.99")
# What the server recomputes for who has no script.
VERIFY_BYTES = 512 * 1024
NOBODY = [("", "—")]
UPHELD = [
    ("true", pgettext_lazy("objection", "Uphold it")),
    ("false", pgettext_lazy("objection", "Dismiss it")),
]


def _serial(label: Any, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=32767, required=required)


class NothingForm(forms.Form):
    """For every act that needs nothing but to be done."""


class OpinionForm(forms.Form):
    """What the supervisor finds about a title that hangs on one judge."""

    opinion = text(pgettext_lazy("settlement", "Opinion"), SHORT)


class ObjectForm(forms.Form):
    """What somebody objects to, and why."""

    text = text(
        pgettext_lazy("objection", "What is wrong, and why"),
        LONG,
        help_text=_("It goes in under your name. Organizers, the supervisor and whoever decides read it; nobody else."),
    )


class AcceptForm(forms.Form):
    """Which objection is taken in."""

    objection = _serial(_("Number of the objection"))


class DecideForm(AcceptForm):
    """What is decided, and why."""

    upheld = forms.TypedChoiceField(
        label=_("Decision"), choices=UPHELD, coerce=lambda value: value == "true", widget=forms.RadioSelect
    )
    reply = text(_("Reply with reasons"), LONG)


class AppealForm(AcceptForm):
    """Why the reply does not hold."""

    text = text(pgettext_lazy("objection", "Why the reply does not hold"), LONG)


class CorrectForm(forms.Form):
    """What was wrong; nothing named is a recount."""

    reason = text(_("Reason"), SHORT, rows=3)
    entry = forms.TypedChoiceField(
        label=pgettext_lazy("contest", "Entry"), coerce=int, empty_value=None, required=False
    )
    judge = forms.TypedChoiceField(
        label=pgettext_lazy("contest", "Judge"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Only where a judge's points are put right."),
    )
    component = forms.ChoiceField(label=_("Points for"), required=False)
    points = forms.DecimalField(
        label=_("Points"), min_value=Decimal(0), max_value=MOST_POINTS, decimal_places=2, required=False
    )
    adjustment = forms.DecimalField(
        label=_("Bonus or deduction"),
        min_value=-MOST_ADJUSTMENT,
        max_value=MOST_ADJUSTMENT,
        decimal_places=2,
        required=False,
    )
    excluded = forms.ChoiceField(
        label=_("Not ranked"),
        choices=[*NOBODY, ("none", pgettext_lazy("entry", "Ranked again")), *Entry.Excluded.choices],
        required=False,
    )


class RevokeForm(forms.Form):
    """Which title is taken back, and why."""

    title = forms.ChoiceField(label=pgettext_lazy("title", "Title"))
    reason = text(_("Reason"), SHORT, rows=3)


class VerifyForm(forms.Form):
    """A bundle for the server to recompute, where the browser has no script."""

    bundle = forms.FileField(
        label=_("Bundle (a JSON file)"),
        validators=[FileExtensionValidator(["json", "txt"])],
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.txt", "data-verify": "verify-answers"}),
    )

    def clean_bundle(self) -> bytes:
        upload = self.cleaned_data["bundle"]
        if upload.size > VERIFY_BYTES:
            raise forms.ValidationError(_("The file is larger than what is checked here: use “ztc settlement verify”."))
        content: bytes = upload.read()
        return content


class CodeForm(forms.Form):
    """Which certificate is checked."""

    code = forms.CharField(label=_("Check code"), max_length=TITLE_NUMBER)


# Most contests name three; who leaves all empty keeps the contest's own.
TIES = (_("Ties decided by"), _("Ties decided next by"), _("Ties decided last by"))


class SandboxForm(forms.Form):
    """Other rules for a contest that is settled; a weight for each of its components joins when it is known."""

    contest = forms.ChoiceField(label=pgettext_lazy("contest", "Contest"))
    quota = forms.DecimalField(
        label=_("Quota"), min_value=Decimal(0), max_value=Decimal(1), decimal_places=4, required=False
    )
    base = forms.ChoiceField(
        label=_("Quota of"),
        choices=[("ranked", _("the ranked entries")), ("all", _("all entries that were judged"))],
        required=False,
    )
    method = forms.ChoiceField(label=_("Method"), required=False)


def sandbox(data: Any, settled: Iterable[Contest], rules: ContestRules | None) -> SandboxForm:
    """The sandbox's form: which contests it knows, and of the one that was chosen what decides ties, and its weights."""
    form = SandboxForm(data or None)
    fields: dict[str, Any] = form.fields
    fields["contest"].choices = [(one.number, f"{one.title} · {one.month:%Y-%m}") for one in settled]
    fields["method"].choices = [("", "—"), *((str(method), label) for method, label in wording.METHODS.items())]
    if rules is None:
        return form
    names = queries.component_names(rules)
    breaks = [(rule, wording.tie_break(rule, names)) for rule in _tie_breaks(rules)]
    for name, label in zip(TIE_BREAKS, TIES, strict=True):
        fields[name] = forms.ChoiceField(label=label, choices=[("", "—"), *breaks], required=False)
    for code, name in names.items():
        fields[f"weight_{code}"] = forms.DecimalField(
            label=_("Weight of %(name)s") % {"name": name}, min_value=Decimal("0.01"), max_value=MOST_POINTS,
            decimal_places=2, required=False,
        )  # fmt: skip
    return form


def _tie_breaks(rules: ContestRules) -> list[str]:
    """All that can tell equal scores apart in a contest, as its rules write them."""
    kinds = (("criterion", "criteria"), ("given", "given"))
    return [*(f"{kind}:{one['code']}" for kind, part in kinds for one in rules.rules[part]), "median"]


def offer(form: forms.BaseForm, contest: Contest) -> None:
    """Give a form of an act what it may choose from, for who may do that act."""
    choices: dict[str, list[tuple[Any, Any]]] = {}
    if isinstance(form, CorrectForm):
        rules = queries.rules_in_force(contest)
        entries, seats = bundling.entries_of(contest), bundling.seats_of(contest)
        choices["entry"] = NOBODY + [(one.serial, f"{one.region.short_name} {one.person.name}") for one in entries]
        choices["judge"] = NOBODY + [(one.serial, one.person.name) for one in seats]
        choices["component"] = NOBODY + list(queries.component_names(rules).items())
    if isinstance(form, RevokeForm):
        held = [one for one in queries.titles(contest) if one.state == Title.State.IN_FORCE]
        choices["title"] = [(one.number, f"{one.person.name} · {one.number}") for one in held]
    for name, offered in choices.items():
        field: Any = form.fields[name]
        field.choices = offered
