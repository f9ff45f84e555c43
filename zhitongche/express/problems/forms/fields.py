"""The fields and limits that the forms of problems share."""

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.web.fields import (
    LONG,
    MAX_AMOUNT,
    MAX_EVIDENCE,
    MAX_PHOTOS,
    SHORT,
    ReasonForm,
    WanField,
    day,
    text,
)

from .. import queries
from ..models import Problem

__all__ = [
    "LONG",
    "MAX_AMOUNT",
    "MAX_DEPARTMENTS",
    "MAX_EVIDENCE",
    "MAX_PHOTOS",
    "SHORT",
    "CategoryField",
    "DepartmentField",
    "DepartmentsField",
    "ReasonForm",
    "WanField",
    "about",
    "day",
    "offer_categories",
    "text",
]

F = TypeVar("F", bound=forms.BaseForm)

# Departments that may be asked at once, and those a form offers.
MAX_DEPARTMENTS = 10
MOST_OFFERED = 100


class CategoryField(forms.ChoiceField):
    """A category's code, out of those that can be chosen now."""

    def __init__(self, *, blank: Any, **kwargs: Any) -> None:
        self.blank = blank
        self.place: str | None = None
        super().__init__(choices=self._found, **kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> "CategoryField":
        """Each form asks the database once, however often its choices are looked at while it is drawn."""
        copied: CategoryField = super().__deepcopy__(memo)
        copied.choices = cache(copied._found)
        return copied

    def _found(self) -> list[tuple[str, Any]]:
        found = queries.categories() if self.place is None else queries.categories_at(self.place)
        return [("", self.blank), *((one.code, str(one)) for one in found)]

    def at(self, postings: Iterable[Posting]) -> None:
        """Offer what the reader's place offers; to a reader of several places all there is."""
        scopes = {posting.scope[:6] for posting in postings}
        self.place = next(iter(scopes)) if len(scopes) == 1 else None

    def about(self, problem: Problem, postings: Iterable[Posting] = ()) -> None:
        self.place = problem.county_code


def offer_categories(form: forms.BaseForm, postings: Iterable[Posting]) -> None:
    """Let the form's categories be those that the reader's place offers."""
    field = form.fields["category"]
    if isinstance(field, CategoryField):
        field.at(postings)


CHOOSE_DEPARTMENT = _("Choose a department")


class DepartmentField(forms.ChoiceField):
    """The code of one department that may be named about a problem, by place; `about` says which problem."""

    def __init__(self, *, blank: Any = CHOOSE_DEPARTMENT, **kwargs: Any) -> None:
        self.blank = blank
        super().__init__(choices=[("", blank)], **kwargs)

    def about(self, problem: Problem, postings: Iterable[Posting] = ()) -> None:
        self.choices = [("", self.blank), *_departments(problem)]


class DepartmentsField(forms.MultipleChoiceField):
    """The codes of one to `limit` departments that may be named about a problem; `about` says which problem."""

    default_error_messages = {"many": _("Choose at most %(limit)d departments.")}

    def __init__(self, *, limit: int = MAX_DEPARTMENTS, **kwargs: Any) -> None:
        self.limit = limit
        super().__init__(widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-many"}), **kwargs)

    def about(self, problem: Problem, postings: Iterable[Posting] = ()) -> None:
        self.choices = [choice for _place, group in _departments(problem) for choice in group]

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > self.limit:
            raise forms.ValidationError(self.error_messages["many"], code="many", params={"limit": self.limit})


def _departments(problem: Problem) -> list[tuple[str, list[tuple[str, str]]]]:
    """The departments that may be named, under the names of their places, the nearest place first; one statement."""
    found = queries.departments_near(problem)[:MOST_OFFERED]
    return [
        (place, [(one.code, one.name) for one in group])
        for place, group in groupby(found, key=lambda one: one.region.short_name)
    ]


def about(form: F, problem: Problem, postings: Iterable[Posting]) -> F:
    """The form, each field that depends on it told which problem it is about and who reads it."""
    for field in form.fields.values():
        if (tell := getattr(field, "about", None)) is not None:
            tell(problem, postings)
    if (tell := getattr(form, "about", None)) is not None:
        tell(problem)
    return form
