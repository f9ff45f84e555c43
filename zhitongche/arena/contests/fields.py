"""The rules of a contest on a page: rows that people read, never the text programs send."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.arena.settlement.bundle import Method
from zhitongche.foundation.web.rows import RowsField

from . import rulebook

NAME = 40
CODE = 20
SOURCE = 40
LEVELS = 1000
MOST_TIES = 8
MOST_TIE = 40
MOST_PARTS = rulebook.MOST_COMPONENTS // 2
MOST_JUDGES = 99
# A line of levels: the points it begins at, then what they mean.
LEVEL = re.compile(r"\s*(?P<from>\d{1,6}(?:\.\d{1,2})?)\s*[:：,，、\s]\s*(?P<text>\S.*?)\s*")
METHODS: dict[str, Any] = {
    Method.TRIMMED_MEAN: _("Mean without the highest and the lowest (five judges or more)"),
    Method.MEAN: _("Mean of all judges"),
    Method.SEVERITY_ADJUSTED: _("Mean, harsh and mild judges evened out"),
}
SOURCES: dict[str, Any] = {
    "records": pgettext_lazy("given points", "From the records"),
    "villagers": pgettext_lazy("given points", "Villagers' representatives"),
    "organizer": pgettext_lazy("given points", "Checked by the organizer"),
}
MEDIAN = ("median", _("Median of the judges' totals"))


def _weight(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=Decimal("0.01"), max_value=1000, decimal_places=2)


class RulesForm(forms.Form):
    """What the rules are made of. It stands inside another form, under the name of its field."""

    quota = forms.DecimalField(
        label=_("Champions at most"),
        min_value=0,
        max_value=Decimal(rulebook.MOST_QUOTA),
        decimal_places=4,
        help_text=_("A share of the ranked entries, at most 0.20; what is left of it is never rounded up."),
    )
    method = forms.ChoiceField(label=_("How the judges' totals become one figure"), choices=list(METHODS.items()))
    min_judges = forms.IntegerField(
        label=_("Judges at least"),
        min_value=1,
        max_value=MOST_JUDGES,
        help_text=_("An entry with fewer totals is not ranked."),
    )
    criteria = RowsField(
        {
            "name": forms.CharField(label=_("What judges score"), max_length=NAME),
            "code": forms.CharField(widget=forms.HiddenInput, max_length=CODE, required=False),
            "weight": _weight(_("Weight")),
            "max": _weight(_("Points at most")),
            "levels": forms.CharField(
                label=_("Levels, one a line: 90 clearly better than before"),
                max_length=LEVELS,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            ),
        },
        label=_("Scored by judges"),
        limit=MOST_PARTS,
        summed=("weight", _("Weights together:")),
        help_text=_("To drop a row, empty its name."),
    )
    given = RowsField(
        {
            "name": forms.CharField(label=_("What is given"), max_length=NAME),
            "code": forms.CharField(widget=forms.HiddenInput, max_length=CODE, required=False),
            "weight": _weight(_("Weight")),
            "max": _weight(_("Points at most")),
            "source": forms.ChoiceField(label=_("Where from"), choices=list(SOURCES.items())),
        },
        label=_("Given, not scored"),
        limit=MOST_PARTS,
        required=False,
        summed=("weight", _("Weights together:")),
        help_text=_("Judges see it only after they have submitted; it enters exactly as it is."),
    )
    tie_breaks = RowsField(
        # No field of choices: of those, a row's first value would be taken for nothing said.
        {"by": forms.CharField(label=_("Decided by"), max_length=MOST_TIE, widget=forms.Select)},
        label=_("Where scores are equal, in this order"),
        limit=MOST_TIES,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ties = self.fields["tie_breaks"]
        if isinstance(ties, RowsField):
            choices = [("", "–"), *_ties(self["criteria"].value(), self["given"].value()), MEDIAN]
            ties.columns["by"].widget.choices = choices

    def clean(self) -> dict[str, Any]:
        """The contract's text, as far as each field is sound; what the settlement would refuse, told by its row."""
        said = super().clean() or {}
        if self.errors:
            return said
        told = {
            "quota": _plain(said["quota"]),
            "method": said["method"],
            "min_judges": said["min_judges"],
            "criteria": _parts(said["criteria"], "c"),
            "given": _parts(said["given"], "g"),
            "tie_breaks": [row["by"] for row in said["tie_breaks"] if row["by"]],
        }
        rules, names = rulebook.parted(told)
        faults = rulebook.faults(rules, names)
        if faults:
            raise ValidationError([located(place, str(sentence)) for place, sentence in faults.items()])
        return told


def located(place: str, sentence: str) -> str:
    """“Scored by judges, row 2: …” for `rules.criteria.1.weight`."""
    steps = place.split(".")
    part = {"criteria": _now("Scored by judges"), "given": _now("Given, not scored")}.get("".join(steps[1:2]))
    if part is None or not steps[2:3] or not steps[2].isdigit():
        return sentence
    return _now("%(part)s, row %(row)d: %(fault)s") % {"part": part, "row": int(steps[2]) + 1, "fault": sentence}


def _ties(
    criteria: Sequence[Mapping[str, Any]] | None, given: Sequence[Mapping[str, Any]] | None
) -> list[tuple[str, str | Promise]]:
    """What a tie can be decided by: every part that has a code by now."""
    found: list[tuple[str, str | Promise]] = []
    for kind, rows in (("given", given), ("criterion", criteria)):
        found += [
            (f"{kind}:{row['code']}", str(row.get("name") or row["code"])) for row in rows or () if row.get("code")
        ]
    return found


def _parts(rows: Sequence[Mapping[str, Any]], letter: str) -> list[dict[str, Any]]:
    """Rows as the contract's parts; a new one gets the first code that is free."""
    taken = {row["code"] for row in rows if row["code"]}
    parts = []
    for row in rows:
        code = row["code"] or next(f"{letter}{n}" for n in range(1, 99) if f"{letter}{n}" not in taken)
        taken.add(code)
        part = {"code": code, "weight": _plain(row["weight"]), "max": _plain(row["max"]), "name": row["name"]}
        if "source" in row:
            part["source"] = row["source"]
        if row.get("levels"):
            part["levels"] = _levels(row["levels"])
        parts.append(part)
    return parts


def _levels(text: str) -> list[dict[str, str]]:
    """One level a line. Raises ValidationError for a line that begins with no points."""
    levels = []
    for line in text.splitlines():
        if not line.strip():
            continue
        found = LEVEL.fullmatch(line)
        if found is None:
            raise ValidationError(
                _now("A level is written as “90 clearly better than before”, not “%(line)s”.") % {"line": line}
            )
        levels.append({"from": found["from"], "text": found["text"]})
    return levels


def _plain(value: Decimal) -> str:
    """0.2, 50: without noughts behind the point."""
    return f"{value.normalize():f}"


def rows_of(rules: Mapping[str, Any]) -> dict[str, Any]:
    """The contract's text as the form begins with it."""
    told = {**rules, "tie_breaks": [{"by": tie} for tie in rules["tie_breaks"]]}
    for part in rulebook.LISTS:
        told[part] = [
            {**row, "name": row.get("name") or row["code"], "levels": _lines(row.get("levels", ()))}
            for row in rules[part]
        ]
    return told


def _lines(levels: Sequence[Mapping[str, str]]) -> str:
    return "\n".join(f"{level['from']} {level['text']}" for level in levels)


class RulesInput(forms.Widget):
    """Draws the rules' own form inside another one; what comes back is everything that was sent."""

    template_name = "arena/contests/rules_input.html"

    def id_for_label(self, id_: str | None) -> str:
        return ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data if any(key.startswith(f"{name}-") for key in data) else None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return self.value_from_datadict(data, files, name) is None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        sent = hasattr(value, "getlist")
        inner = (
            RulesForm(value, prefix=name) if sent else RulesForm(initial=rows_of(value) if value else {}, prefix=name)
        )
        context["widget"]["form"] = inner
        return context


class RulesField(forms.Field):
    """The contract's `rules` with their names, cleaned to what the operations take; None where nothing was sent."""

    def __init__(self, *, name: str = "rules", **kwargs: Any) -> None:
        self.name = name
        super().__init__(widget=RulesInput, template_name="arena/contests/rules_field.html", **kwargs)

    def clean(self, value: Any) -> dict[str, Any] | None:
        if not value:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        form = RulesForm(value, prefix=self.name)
        if form.is_valid():
            return dict(form.cleaned_data)
        raise ValidationError([message for errors in form.errors.values() for message in errors])
