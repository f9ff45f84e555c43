"""What a program sends: JSON read strictly, checked by a pydantic schema, its faults told in the reader's language."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, TypeVar

import pydantic
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ..errors import BadInput, Sentence

Shape = TypeVar("Shape", bound=pydantic.BaseModel)

SENTENCES: dict[str, Sentence] = {
    "missing": _("This is required."),
    "extra_forbidden": _("This field is not known here."),
    "string_type": _("This must be text."),
    "string_pattern_mismatch": _("This text does not have the form asked for."),
    "int_type": _("This must be a whole number."),
    "int_parsing": _("This must be a whole number."),
    "int_from_float": _("This must be a whole number."),
    "bool_type": _("This must be true or false."),
    "bool_parsing": _("This must be true or false."),
    "list_type": _("This must be a list."),
    "dict_type": _("This must be an object."),
    "model_type": _("This must be an object."),
    "date_type": _("This must be a date such as 2026-05-20."),
    "date_parsing": _("This must be a date such as 2026-05-20."),
    "date_from_datetime_parsing": _("This must be a date such as 2026-05-20."),
    "date_from_datetime_inexact": _("This must be a date such as 2026-05-20."),
    "datetime_parsing": _("This must be a time such as 2026-05-20T09:30:00+08:00."),
    "datetime_from_date_parsing": _("This must be a time such as 2026-05-20T09:30:00+08:00."),
    "decimal_type": _("This must be a number."),
    "decimal_parsing": _("This must be a number."),
    "decimal_max_digits": _("This number is too long."),
    "decimal_whole_digits": _("This number is too large."),
    "decimal_max_places": _("This number has too many decimal places."),
    "finite_number": _("This must be a number."),
    "uuid_type": _("This is not an id."),
    "uuid_parsing": _("This is not an id."),
}
# Sentences that quote the limit; `%(limit)s` comes from pydantic's context by the name beside it.
LIMITS: dict[str, tuple[str, Any]] = {
    "string_too_long": (
        "max_length",
        ngettext_lazy("At most %(limit)s character.", "At most %(limit)s characters.", "limit"),
    ),
    "string_too_short": (
        "min_length",
        ngettext_lazy("At least %(limit)s character.", "At least %(limit)s characters.", "limit"),
    ),
    "too_long": ("max_length", ngettext_lazy("At most %(limit)s entry.", "At most %(limit)s entries.", "limit")),
    "too_short": ("min_length", ngettext_lazy("At least %(limit)s entry.", "At least %(limit)s entries.", "limit")),
    "greater_than_equal": ("ge", _("This must not be below %(limit)s.")),
    "less_than_equal": ("le", _("This must not be above %(limit)s.")),
    "greater_than": ("gt", _("This must be above %(limit)s.")),
    "less_than": ("lt", _("This must be below %(limit)s.")),
}
CHOICES = frozenset({"enum", "literal_error"})


def read(request: HttpRequest, shape: type[Shape] | None) -> dict[str, Any]:
    """The body as `shape` validates it: {field: value}, defaults included; what is nested are plain objects, too.

    An empty body is an empty object. Raises BadInput with each field's fault (`amounts.0.planned` for nested ones).
    """
    data = _object(request)
    if shape is None:
        return {}
    try:
        return shape.model_validate(data).model_dump()
    except pydantic.ValidationError as error:
        raise BadInput(named(error.errors(include_url=False))) from error


def named(errors: Iterable[Mapping[str, Any]]) -> dict[str, Sentence]:
    """Each faulty field's path and its first fault, from pydantic's list of errors."""
    found: dict[str, Sentence] = {}
    for error in errors:
        found.setdefault(".".join(str(step) for step in error["loc"]), worded(error))
    return found


def worded(error: Mapping[str, Any]) -> Sentence:
    """One of pydantic's errors as a sentence; those raised by our own validators bring theirs."""
    kind, context = error["type"], error.get("ctx") or {}
    if kind == "value_error":
        return str(context.get("error", "")) or _("This cannot be used.")
    if kind in CHOICES:
        return _("This is none of the values allowed: %(values)s.") % {
            "values": context.get("expected", "").replace(" or ", ", ")
        }
    if kind in LIMITS:
        name, sentence = LIMITS[kind]
        return sentence % {"limit": context[name]}
    return SENTENCES.get(kind, _("This cannot be used."))


def _object(request: HttpRequest) -> dict[str, Any]:
    raw = request.body
    try:
        data = json.loads(raw, parse_constant=_no_constant) if raw.strip() else {}
        text = json.dumps(data, ensure_ascii=False)
        # Lone surrogates and NUL are text to JSON, but not to a database.
        text.encode()
    except (ValueError, RecursionError) as error:
        raise BadInput({"": _("The body is not JSON.")}) from error
    if not isinstance(data, dict):
        raise BadInput({"": _("The body must be a JSON object.")})
    if "\\u0000" in text:
        raise BadInput({"": _("The body holds characters that no text may hold.")})
    return data


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)
