"""A field of several rows in a form: each row the same few inputs; works without script, empty rows are left out."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Empty rows offered below those that are filled in.
SPARE = 3


class RowsInput(forms.Widget):
    """Draws the rows; what comes back is a list of dicts of texts, one a row."""

    template_name = "foundation/form/rows.html"
    use_fieldset = True

    def __init__(self, columns: Mapping[str, forms.Field], limit: int) -> None:
        super().__init__()
        self.columns, self.limit = columns, limit

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
        # A choice that stands on its first value is no word of the sender's.
        return [row for row in rows if any(row[column] for column in self.columns if not self._is_choice(column))]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{column}" in data for column in self.columns)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        given = list(value or ())
        rows = [*given, *({} for _spare in range(min(SPARE, max(0, self.limit - len(given)))))]
        context["widget"]["rows"] = [
            [self._cell(name, column, row.get(column), number) for column in self.columns]
            for number, row in enumerate(rows, start=1)
        ]
        return context

    def _cell(self, name: str, column: str, value: Any, number: int) -> dict[str, Any]:
        field = self.columns[column]
        identity = f"id_{name}_{number}_{column}"
        shown = field.prepare_value(value)
        drawn = field.widget.render(f"{name}-{column}", shown, {"id": identity})
        return {"label": field.label, "id": identity, "input": drawn, "name": column}

    def _is_choice(self, column: str) -> bool:
        return isinstance(self.columns[column], forms.ChoiceField)


class RowsField(forms.Field):
    """Up to `limit` rows of `columns`, cleaned to dicts; each fault names its row and column."""

    default_error_messages = {
        "row": _("Row %(row)d, %(column)s: %(fault)s"),
        "many": _("At most %(limit)d rows."),
    }

    def __init__(self, columns: Mapping[str, forms.Field], *, limit: int, **kwargs: Any) -> None:
        self.columns, self.limit = dict(columns), limit
        for field in self.columns.values():
            # The whole is required or not; a row that is filled in has its own rules, checked below.
            field.widget.is_required = False
        super().__init__(widget=RowsInput(self.columns, limit), **kwargs)

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
        cleaned, faults = [], []
        for number, row in enumerate(rows, start=1):
            found = {}
            for column, field in self.columns.items():
                try:
                    found[column] = field.clean(row.get(column))
                except ValidationError as fault:
                    told = {"row": number, "column": field.label, "fault": " ".join(map(str, fault.messages))}
                    faults.append(ValidationError(self.error_messages["row"] % told, code="row"))
            cleaned.append(found)
        if faults:
            raise ValidationError(faults)
        return cleaned
