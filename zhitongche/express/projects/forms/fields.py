"""The fields and limits that the forms of projects share."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.express.sources.models import Kind
from zhitongche.foundation.people.models import Posting
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
    """Weighted steps of the works."""
    return RowsField(
        {
            "name": forms.CharField(label=_("Milestone"), max_length=NAME),
            "weight": forms.DecimalField(
                label=_("Weight (of 100)"), min_value=Decimal("0.01"), max_value=Decimal(100), decimal_places=2
            ),
            "cost": WanField(label=_("Cost (10,000 yuan)"), required=False),
            "planned_on": day(_("Done by")),
        },
        limit=MAX_MILESTONES,
        label=_("Milestones"),
        help_text=_("The weights add up to 100; progress is computed from them."),
    )


class DoneField(forms.TypedMultipleChoiceField):
    """Positions of milestones that are done by now; `about` says of which project."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, widget=forms.CheckboxSelectMultiple, required=False, **kwargs)

    def about(self, project: Project, postings: Iterable[Posting] = ()) -> None:
        rows = project.milestones.filter(done_on=None).order_by("position").values_list("position", "name")
        self.choices = list(rows)


def about(form: F, project: Project, postings: Iterable[Posting]) -> F:
    """The form, each field that depends on it told which project it is about and who reads it."""
    for field in form.fields.values():
        if (tell := getattr(field, "about", None)) is not None:
            tell(project, postings)
    if (tell := getattr(form, "about", None)) is not None:
        tell(project, postings)
    return form
