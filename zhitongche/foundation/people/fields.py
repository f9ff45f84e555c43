"""Fields that find a person or a department by a few typed characters: never a list of everybody, twenty at most."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..web.forms import Option, PickerField, SearchPicker
from . import queries
from .models import Department, Person, Posting

MOST_FOUND = 20


def person_options(words: str, postings: Iterable[Posting]) -> tuple[Option, ...]:
    """Persons within reach whose name or phone begins so."""
    if not words.strip():
        return ()
    found = queries.persons_matching(words, queries.persons_visible_to(*postings))
    return tuple(_person(one) for one in found[:MOST_FOUND])


def department_options(words: str, postings: Iterable[Posting]) -> tuple[Option, ...]:
    """Departments within reach that are not closed, by a piece of the name or the beginning of the code."""
    if not words.strip():
        return ()
    found = queries.departments_matching(words, queries.departments_visible_to(*postings)).filter(until=None)
    return tuple(_department(one) for one in found[:MOST_FOUND])


class KeptPicker(SearchPicker):
    """Shows the thing a form begins with, and lets it be taken away where none is needed."""

    field: "ReachField"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        chosen = value[0] if isinstance(value, tuple) else value
        kept = self.field.shown(str(chosen)) if chosen and not self.options else None
        if kept is not None:
            self.options = (kept,) if self.is_required else (kept, Option("", _("None")))
        return super().get_context(name, value, attrs)


class ReachField(PickerField):
    """Cleans to what names the thing chosen, empty where nothing is; `narrow` says how far the reader sees."""

    def __init__(self, *, source: str, **kwargs: Any) -> None:
        super().__init__(source=source, **kwargs)
        self.widget = KeptPicker(source)
        self.widget.is_required = self.required
        self.postings: tuple[Posting, ...] = ()

    def narrow(self, postings: Iterable[Posting]) -> None:
        self.postings = tuple(postings)
        self.widget.field = self
        self.find = self.found
        self.get = lambda value: value if self.shown(value) else None

    def clean(self, value: tuple[str, str] | None) -> str:
        return super().clean(value) or ""

    def found(self, words: str) -> tuple[Option, ...]:
        raise NotImplementedError

    def shown(self, value: str) -> Option | None:
        """The thing a value names, if the reader may choose it."""
        raise NotImplementedError


class PersonField(ReachField):
    """Somebody within the reader's reach, by name or phone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="people:pick_person", **kwargs)

    def found(self, words: str) -> tuple[Option, ...]:
        return person_options(words, self.postings)

    def shown(self, value: str) -> Option | None:
        row = _first(queries.persons_visible_to(*self.postings), pk=value) if queries.is_key(value) else None
        return _person(row) if row else None


class DepartmentField(ReachField):
    """A department within the reader's reach, by name or code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="people:pick_department", **kwargs)

    def found(self, words: str) -> tuple[Option, ...]:
        return department_options(words, self.postings)

    def shown(self, value: str) -> Option | None:
        row = _first(queries.departments_visible_to(*self.postings), code=value)
        return _department(row) if row else None


def narrow(form: forms.BaseForm, postings: Iterable[Posting]) -> None:
    """Tell every search field of a form how far its reader sees."""
    for field in form.fields.values():
        if isinstance(field, ReachField):
            field.narrow(postings)


def _first(rows: QuerySet[Any], **named: Any) -> Any:
    return rows.filter(**named).first()


def _person(person: Person) -> Option:
    return Option(str(person.pk), person.name, " · ".join(part for part in (person.unit, person.post) if part))


def _department(department: Department) -> Option:
    return Option(department.code, department.name, f"{department.region.short_name} · {department.code}")
