"""A field of several rows in a form: each row the same few inputs; works without script, empty rows are left out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Empty rows offered below those that are filled in.
SPARE = 3
# What stands in the one line of a folded row: its name first.
Line = Callable[[Mapping[str, Any]], Sequence[str]]
# A column of figures, and what their sum is called.
Summed = tuple[str, str | Promise]


class RowsInput(forms.Widget):
    """Draws the rows; what comes back is a list of dicts of texts, one a row."""

    template_name = "foundation/form/rows.html"
    use_fieldset = True

    def __init__(
        self, columns: Mapping[str, forms.Field], limit: int, line: Line | None = None, summed: Summed | None = None
    ) -> None:
        super().__init__()
        self.columns, self.limit, self.line, self.summed = columns, limit, line, summed
        # The numbers of rows with a fault, which are not folded.
        self.faulty: frozenset[int] = frozenset()

    def id_for_label(self, id_: str | None) -> str:
        return ""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, str]]:
        if not hasattr(data, "getlist"):
            return list(data.get(name) or ())
        lists = {column: data.getlist(f"{name}-{column}") for column in self.columns}
        count = max((len(values) for values in lists.values()), default=0)
        rows = [
            {column: values[place].strip() if place < len(values) else "" for column, values in lists.items()}
            for place in range(min(count, self.limit + SPARE))
        ]
        return [row for row in rows if self._is_said(row)]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{column}" in data for column in self.columns)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        given = list(value or ())
        spare = min(SPARE, max(0, self.limit - len(given)))
        context["widget"] |= {
            "rows": [self._row(name, row, number) for number, row in enumerate(given, start=1)],
            "spare": [self._row(name, {}, number) for number in range(len(given) + 1, len(given) + spare + 1)],
            "are_folded": bool(self.line and given),
        }
        if self.summed:
            column, words = self.summed
            context["widget"]["sum"] = {
                "words": words,
                "of": f"{name}-{column}",
                "figure": _sum(row.get(column) for row in given),
            }
        return context

    def _row(self, name: str, row: Mapping[str, Any], number: int) -> dict[str, Any]:
        cells = [self._cell(name, column, row.get(column), number) for column in self.columns]
        return {
            "number": number,
            "cells": [cell for cell in cells if not cell["is_hidden"]],
            "hidden": [cell for cell in cells if cell["is_hidden"]],
            "line": self.line(row) if self.line and row else (),
            "is_open": number in self.faulty,
        }

    def _cell(self, name: str, column: str, value: Any, number: int) -> dict[str, Any]:
        field = self.columns[column]
        identity = f"id_{name}_{number}_{column}"
        shown = field.prepare_value(value)
        drawn = field.widget.render(f"{name}-{column}", shown, {"id": identity})
        is_hidden = field.widget.is_hidden
        return {"label": field.label, "id": identity, "input": drawn, "name": column, "is_hidden": is_hidden}

    def _is_said(self, row: Mapping[str, str]) -> bool:
        """Whether the sender has said something in the row; one that stands for a thing goes when its name is emptied."""
        hidden = [column for column, field in self.columns.items() if field.widget.is_hidden]
        # A choice that always stands on some value is no word of the sender's; one that may be left empty is.
        words = [one for one, field in self.columns.items() if _can_be_empty(field)]
        if any(row[column] for column in hidden):
            return bool(row[next(column for column in self.columns if column not in hidden)])
        return any(row[column] for column in words)


def _can_be_empty(field: forms.Field) -> bool:
    if not isinstance(field, forms.ChoiceField):
        return True
    return any(value == "" for value, _label in cast("Iterable[tuple[Any, Any]]", field.choices))


def _sum(values: Iterable[Any]) -> str:
    """What the figures typed so far come to; what is no figure counts as nought."""
    total = Decimal(0)
    for value in values:
        try:
            figure = Decimal(str(value or 0))
        except InvalidOperation:
            continue
        total += figure if figure.is_finite() else 0
    return f"{total.normalize():f}"


class RowsField(forms.Field):
    """Up to `limit` rows of `columns`, cleaned to dicts; each fault names its row and column.

    With `line` the rows that are there are folded to one line each. A hidden column says which thing a row stands for.
    The sum of the column that `summed` names is shown.
    """

    default_error_messages = {
        "row": _("Row %(row)d, %(column)s: %(fault)s"),
        "many": _("At most %(limit)d rows."),
    }

    def __init__(
        self,
        columns: Mapping[str, forms.Field],
        *,
        limit: int,
        line: Line | None = None,
        summed: Summed | None = None,
        **kwargs: Any,
    ) -> None:
        self.columns, self.limit = dict(columns), limit
        for field in self.columns.values():
            # The whole is required or not; a row that is filled in has its own rules, checked below.
            field.widget.is_required = False
        super().__init__(widget=RowsInput(self.columns, limit, line, summed), **kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> "RowsField":
        copied: RowsField = super().__deepcopy__(memo)
        copied.columns = {name: deepcopy(field, memo) for name, field in self.columns.items()}
        copied.widget.columns = copied.columns
        return copied

    def clean(self, value: Sequence[Mapping[str, Any]] | None) -> list[dict[str, Any]]:
        rows = list(value or ())
        if self.required and not rows:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(rows) > self.limit:
            raise ValidationError(self.error_messages["many"] % {"limit": self.limit}, code="many")
        cleaned, faults, faulty = [], [], set()
        for number, row in enumerate(rows, start=1):
            found = {}
            for column, field in self.columns.items():
                try:
                    found[column] = field.clean(row.get(column))
                except ValidationError as fault:
                    faulty.add(number)
                    told = {"row": number, "column": field.label, "fault": " ".join(map(str, fault.messages))}
                    faults.append(ValidationError(self.error_messages["row"] % told, code="row"))
            cleaned.append(found)
        self.widget.faulty = frozenset(faulty)
        if faults:
            raise ValidationError(faults)
        return cleaned
