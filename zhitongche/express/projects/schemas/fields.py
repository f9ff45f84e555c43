"""The types and limits that the bodies share."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from zhitongche.foundation.web.fields import MAX_EVIDENCE
from zhitongche.foundation.web.schemas import Amount, Body

from ..forms.fields import BATCH, BENEFIT, GOAL, MAX_HOUSEHOLDS, MAX_LINES, MAX_MILESTONES, NAME, SOURCE, SPOT, TITLE

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TITLE)]
Goal = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=GOAL)]
MaybeGoal = Annotated[str, StringConstraints(strip_whitespace=True, max_length=GOAL)]
MaybeTitle = Annotated[str, StringConstraints(strip_whitespace=True, max_length=TITLE)]
Benefit = Annotated[str, StringConstraints(strip_whitespace=True, max_length=BENEFIT)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME)]
MaybeName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=NAME)]
Source = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=SOURCE)]
Batch = Annotated[str, StringConstraints(strip_whitespace=True, max_length=BATCH)]
Spot = Annotated[str, StringConstraints(strip_whitespace=True, max_length=SPOT)]
Households = Annotated[int, Field(ge=0, le=MAX_HOUSEHOLDS)]
Papers = Annotated[list[UUID], Field(max_length=MAX_EVIDENCE)]
Side = Literal["before", "during", "after"]
MoneyKind = Literal["fiscal", "department", "sending_unit", "village", "enterprise", "bank", "labour", "other"]
Weight = Annotated[Decimal, Field(gt=0, le=100, decimal_places=2)]


class MoneyLine(Body):
    """A source in words, its kind, and how much is hoped for, in yuan."""

    source: Source
    kind: MoneyKind
    planned: Amount


class MilestoneLine(Body):
    """A step of the works; weights add up to 100, `cost` is yuan.

    `milestone` is the number of the one it goes on with; without it, the one of the same name goes on, else it is new.
    """

    milestone: Annotated[int, Field(ge=1)] | None = None
    name: Name
    weight: Weight
    cost: Amount = Decimal(0)
    planned_on: date


MoneyLines = Annotated[list[MoneyLine], Field(max_length=MAX_LINES)]
MilestoneLines = Annotated[list[MilestoneLine], Field(max_length=MAX_MILESTONES)]
