"""The types and limits that the bodies share."""

from typing import Literal

from zhitongche.foundation.web.schemas import (
    Amount,
    Body,
    Long,
    MaybeShort,
    OneOf,
    Photos,
    Place,
    ReasonBody,
    Short,
)

__all__ = ["Amount", "Body", "Long", "MaybeShort", "OneOf", "Photos", "Place", "ReasonBody", "Short", "Urgency"]

Urgency = Literal["normal", "urgent"]
