"""The types and limits that the bodies share."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import core_schema

from zhitongche.foundation.regions.queries import scope_of

from ..forms import LONG, MAX_AMOUNT, MAX_PHOTOS, SHORT


def _exact(value: Any) -> Any:
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


Amount = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0, le=MAX_AMOUNT, decimal_places=2)]


Photos = Annotated[list[UUID], Field(max_length=MAX_PHOTOS)]


Urgency = Literal["normal", "urgent"]


class Body(Schema):
    """A body whose unknown keys are faults, so that no word is lost by a slip of the pen."""

    model_config = ConfigDict(extra="forbid")


class ReasonBody(Body):
    reason: Short
