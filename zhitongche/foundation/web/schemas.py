"""The types, limits and answers that the API of every room shares, and how a schema is shown to programs."""

from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import core_schema

from ..regions.queries import scope_of
from .fields import LONG, MAX_AMOUNT, MAX_PHOTOS, SHORT


def inlined(shape: Any) -> dict[str, Any]:
    """The JSON schema of a pydantic model in one piece, so that it can stand anywhere: no reference is left in it."""
    return _drawn(shape)


@cache
def _drawn(shape: Any) -> dict[str, Any]:
    schema: dict[str, Any] = shape.model_json_schema()
    return _without_references(schema, schema.pop("$defs", {}))


def _without_references(node: Any, named: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_without_references(part, named) for part in node]
    if not isinstance(node, dict):
        return node
    if reference := node.get("$ref"):
        rest = {key: value for key, value in node.items() if key != "$ref"}
        return _without_references(named[reference.rsplit("/", 1)[-1]] | rest, named)
    return {key: _without_references(value, named) for key, value in node.items()}


def exact(value: Any) -> Any:
    """Decimals travel as strings; a binary fraction has already lost its cents."""
    if isinstance(value, float):
        raise ValueError(_('Send amounts as text, such as "38.00".'))
    return value


def _scope(code: str) -> str:
    """The code of a place to look inside, zeros behind it dropped; nothing stays nothing."""
    if not code:
        return ""
    if (scope := scope_of(code)) is None:
        raise ValueError(_("This can be no code of a place: 2, 4, 6, 9 or 12 digits."))
    return scope


class OneOf:
    """A filter's word: one of these, or nothing."""

    def __init__(self, *words: str) -> None:
        self.words = ["", *words]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.literal_schema(self.words)


Place = Annotated[str, AfterValidator(_scope)]
Long = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONG)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=SHORT)]
MaybeShort = Annotated[str, StringConstraints(strip_whitespace=True, max_length=SHORT)]
Amount = Annotated[Decimal, BeforeValidator(exact), Field(ge=0, le=MAX_AMOUNT, decimal_places=2)]
Photos = Annotated[list[UUID], Field(max_length=MAX_PHOTOS)]


class Body(Schema):
    """A body whose unknown keys are faults, so that no word is lost by a slip of the pen."""

    model_config = ConfigDict(extra="forbid")


class ReasonBody(Body):
    reason: Short


class DepartmentName(Schema):
    code: str
    name: str


class AttachedFile(Schema):
    id: UUID
    kind: str
    name: str
    address: str


class Actor(Schema):
    name: str
    role: str
    department: str | None


class EventOut(Schema):
    sequence: int
    action: str
    by: Actor | None
    at: datetime
    before: str | None
    after: str


class EventList(Schema):
    items: list[EventOut]
