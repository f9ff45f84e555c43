"""The fields and limits that the forms of projects share."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.express.sources.models import Kind
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.templatetags.page import day as said_day
from zhitongche.foundation.web.fields import WanField, day
from zhitongche.foundation.web.rows import RowsField

from .. import queries
from ..models import Project

F = TypeVar("F", bound=forms.BaseForm)
TITLE = 60
GOAL = 1000
BENEFIT = 500
NAME = 60
BATCH = 40
SPOT = 60
SOURCE = 100
MAX_LINES = 20
MAX_MILESTONES = 20
MAX_HOUSEHOLDS = 1_000_000
# The highest number that a milestone can have.
MOST_NUMBER = 32_767


CHOOSE_INDUSTRY = _("Choose an industry")


class IndustryField(forms.ChoiceField):
    """An industry's code, out of those that can be chosen now."""

    def __init__(self, *, blank: Any = CHOOSE_INDUSTRY, **kwargs: Any) -> None:
        self.blank = blank
        super().__init__(choices=self._found, **kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> "IndustryField":
        """Each form asks the database once, however often its choices are looked at while it is drawn."""
        copied: IndustryField = super().__deepcopy__(memo)
        copied.choices = cache(copied._found)
        return copied

    def _found(self) -> list[tuple[str, Any]]:
        return [("", self.blank), *((one.code, str(one)) for one in queries.industries())]


def funding_rows() -> RowsField:
    """Lines of money that a plan hopes for: from where, of which kind, how much."""
    return RowsField(
        {
            "source": forms.CharField(label=pgettext_lazy("money", "From where"), max_length=SOURCE),
            "kind": forms.ChoiceField(label=_("Kind"), choices=Kind.choices),
            "planned": WanField(label=_("Planned (10,000 yuan)")),
        },
        limit=MAX_LINES,
        label=_("Sources of money"),
        required=False,
    )


def milestone_rows() -> RowsField:
    """Weighted steps of the works; which one a row stands for is hidden, its place among them is told by a number."""
    return RowsField(
        {
            "milestone": forms.IntegerField(
                label=_("Number"), widget=forms.HiddenInput, required=False, max_value=MOST_NUMBER
            ),
            "name": forms.CharField(label=_("Milestone"), max_length=NAME),
            "weight": forms.DecimalField(
                label=_("Weight (of 100)"), min_value=Decimal("0.01"), max_value=Decimal(100), decimal_places=2
            ),
            "cost": WanField(label=_("Cost (10,000 yuan)"), required=False),
            "planned_on": day(_("Done by")),
            "place": forms.IntegerField(
                label=pgettext_lazy("milestone", "Comes as number"),
                min_value=1,
                max_value=MAX_MILESTONES,
                required=False,
            ),
        },
        limit=MAX_MILESTONES,
        line=_milestone_line,
        summed=("weight", _("Weights together:")),
        label=_("Milestones"),
        help_text=_("The weights add up to 100; progress is computed from them. To drop a milestone, empty its name."),
    )


def _milestone_line(row: Mapping[str, Any]) -> list[str]:
    """A milestone as one line: its name, its weight, its day; as typed, where it comes back with a fault."""
    planned_on = row.get("planned_on")
    shown = said_day(planned_on) if isinstance(planned_on, date) else str(planned_on or "")
    return [str(row.get("name") or "–"), f"{row.get('weight') or '–'}%", shown]


class DoneField(forms.TypedMultipleChoiceField):
    """Milestones that are done by now, cleaned to their places in the plan; `about` says of which project.

    The page sends their numbers: whoever moves one meanwhile does not make another one done.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, widget=forms.CheckboxSelectMultiple, required=False, **kwargs)
        self.places: dict[int, int] = {}

    def about(self, project: Project, postings: Iterable[Posting] = ()) -> None:
        rows = [one for one in queries.milestones_of(project) if one.done_on is None]
        self.choices = [(one.number, one.name) for one in rows]
        self.places = {one.number: one.position for one in rows}

    def clean(self, value: Any) -> list[int]:
        return [self.places[number] for number in super().clean(value)]


def about(form: F, project: Project, postings: Iterable[Posting]) -> F:
    """The form, each field that depends on it told which project it is about and who reads it."""
    for field in form.fields.values():
        if (tell := getattr(field, "about", None)) is not None:
            tell(project, postings)
    if (tell := getattr(form, "about", None)) is not None:
        tell(project, postings)
    return form
