"""The types and limits that the bodies share."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints

from ..forms import LONG, MAX_AMOUNT, MAX_PHOTOS, SHORT


def _exact(value: Any) -> Any:
    """Decimals travel as strings; a binary fraction has already lost its cents."""
    if isinstance(value, float):
        raise ValueError(_('Send amounts as text, such as "38.00".'))
    return value


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
