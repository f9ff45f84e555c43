"""What the pages of the expert pool send: shape, type and limits, nothing else."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.files.fields import PAPER, FilesField
from zhitongche.foundation.regions.fields import PlacesField, RegionField
from zhitongche.foundation.regions.queries import scope_of
from zhitongche.foundation.web.fields import SHORT, ReasonForm, day, text
from zhitongche.foundation.web.rows import RowsField

from . import queries
from .free import parse_weekdays
from .models import Expert
from .queries import Filters

__all__ = ["EntryForm", "FilterForm", "ReasonForm", "RestoreForm", "SkillField", "TakeOffForm"]

NAME = 60
UNIT = 100
PHONE = 20
WORDS = 200
MAX_FIELDS = 10
MAX_AREAS = 20
MAX_PERIODS = 10
# Papers sent with one change; more come with the next.
MAX_PROOFS = 6
ANY = ("", _("Any"))


class SkillField(forms.ChoiceField):
    """The code of one field or of a whole branch."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=self._found, **kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> "SkillField":
        """Each form asks the database once, however often its choices are looked at while it is drawn."""
        copied: SkillField = super().__deepcopy__(memo)
        copied.choices = cache(copied._found)
        return copied

    def _found(self) -> list[Any]:
        branches = (
            (str(one), [(one.pk, str(one)), *((low.pk, f"– {low}") for low in below)]) for one, below in _tree()
        )
        return [ANY, *branches]


class SkillsField(forms.MultipleChoiceField):
    """The codes of one to `limit` fields, in the tree's order."""

    default_error_messages = {"many": _("Choose at most %(limit)d fields.")}

    def __init__(self, *, limit: int = MAX_FIELDS, **kwargs: Any) -> None:
        self.limit = limit
        widget = forms.CheckboxSelectMultiple(attrs={"class": "choices-many"})
        super().__init__(choices=self._found, widget=widget, **kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> "SkillsField":
        copied: SkillsField = super().__deepcopy__(memo)
        copied.choices = cache(copied._found)
        return copied

    def _found(self) -> list[Any]:
        return [(str(branch), [(one.pk, str(one)) for one in below]) for branch, below in _tree()]

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > self.limit:
            raise ValidationError(self.error_messages["many"], code="many", params={"limit": self.limit})


class WeekdaysField(forms.CharField):
    """周末, 周一至周五, 六 日, Sat Sun: weekdays as people write them; empty is every day."""

    default_error_messages = {"weekdays": _("Write weekdays such as 周末, 周一至周五 or Sat, Sun.")}

    def clean(self, value: Any) -> list[int]:
        try:
            return list(parse_weekdays(super().clean(value)))
        except ValueError as fault:
            raise ValidationError(self.error_messages["weekdays"], code="weekdays") from fault

    def prepare_value(self, value: Any) -> Any:
        return " ".join(map(str, value)) if isinstance(value, list | tuple) else value


def free_rows() -> RowsField:
    """Lines of when an expert can come; none at all is any day."""
    return RowsField(
        {
            "weekdays": WeekdaysField(label=_("Weekdays"), required=False, max_length=40),
            "from_": day(_("From"), required=False),
            "until": day(_("Until, included"), required=False),
        },
        limit=MAX_PERIODS,
        label=_("Free days"),
        required=False,
        help_text=_(
            "Each line on its own: weekdays such as 周末, days, or both. Without a line: any day, by arrangement."
        ),
    )


class EntryForm(forms.Form):
    """Everything an entry says."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=NAME)
    gender = forms.ChoiceField(label=_("Gender"), choices=Expert.Gender.choices, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=UNIT, required=False)
    post = forms.CharField(label=_("Post or title"), max_length=UNIT, required=False)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=PHONE,
        required=False,
        help_text=_("Shown to organizers and to the village that is visited, to nobody else."),
    )
    fields_ = SkillsField(label=_("Fields"))
    industries = forms.CharField(label=_("Industries"), max_length=WORDS, required=False)
    proof = text(_("What shows it"), SHORT, required=False, help_text=_("Title, certificate, works done."), rows=2)
    proof_files = FilesField(
        label=_("Papers or photos that show it"),
        limit=MAX_PROOFS,
        kind=PAPER,
        help_text=_("Shown to organizers and to the expert, to nobody else. What is there already stays."),
    )
    region = RegionField(label=_("Home place"))
    service_areas = PlacesField(
        limit=MAX_AREAS,
        label=_("Serves also"),
        required=False,
        help_text=_(
            "Counties, townships or villages by name or code, parted by commas. The home place is served anyway."
        ),
    )
    free_days = free_rows()
    was_first_secretary = forms.BooleanField(label=_("Was a first secretary"), required=False)
    served_as = forms.CharField(label=_("Where and when"), max_length=WORDS, required=False)


# Called so by the contract; as an attribute of the class it would hide what Django keeps there.
EntryForm.base_fields = {
    "fields" if name == "fields_" else name: field for name, field in EntryForm.base_fields.items()
}


class TakeOffForm(forms.Form):
    """Which paper, and why it is wrong."""

    file = forms.UUIDField(label=_("File"), widget=forms.HiddenInput)
    reason = text(_("Reason"), SHORT, rows=2)


class RestoreForm(forms.Form):
    """Nothing more is asked."""


class FilterForm(forms.Form):
    """A value that cannot be used narrows nothing."""

    skill = SkillField(label=_("Field"), required=False)
    free_on = day(_("Free on"), required=False)
    state = forms.ChoiceField(
        label=_("In the pool"),
        choices=[("", _("In the pool")), ("retired", _("Left the pool")), ("any", _("Any"))],
        required=False,
    )
    region = forms.CharField(label=_("Code of the place"), max_length=12, required=False)
    q = forms.CharField(label=_("Words or number"), max_length=100, required=False)

    def clean_region(self) -> str:
        """The place's scope; what can be no code narrows nothing."""
        return scope_of(self.cleaned_data["region"]) or ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is chosen: then the filters stand open."""
        return any(self.cleaned_data.get(name) for name in self.fields)

    def filters(self) -> Filters:
        self.is_valid()
        given = {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
        return Filters(**given)


def _tree() -> Sequence[Any]:
    return queries.tree()
