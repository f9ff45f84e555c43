"""What the API of indicator libraries takes and gives: the twin of `forms`."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Schema
from pydantic import BeforeValidator, Field, StringConstraints

from zhitongche.foundation.web.schemas import Body, EventList, MaybeShort, OneOf, ReasonBody, exact

from .forms import CODE, NAME, NAME_EN, RULE

__all__ = [
    "DrawUpBody",
    "DropItemBody",
    "EventList",
    "IndicatorList",
    "IndicatorsOut",
    "IssueBody",
    "ItemBody",
    "OneOf",
    "ReasonBody",
]

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME)]
Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=CODE)]
Points = Annotated[Decimal, BeforeValidator(exact), Field(ge=Decimal("0.5"), le=100, max_digits=5, decimal_places=1)]


class DrawUpBody(Body):
    """`based_on`: the number of the library whose items it begins with."""

    name: Name
    based_on: str = ""
    region: str = ""


class ItemBody(Body):
    """An item of this code is replaced, a new code is added. Points are text: "2.5"."""

    code: Code
    aspect: Literal["leadership", "power", "oversight", "governance", "people"]
    name: Name
    max_points: Points
    name_en: Annotated[str, StringConstraints(strip_whitespace=True, max_length=NAME_EN)] = ""
    filling: Literal["records", "partly", "people"] = "people"
    evidence: MaybeShort = ""
    scoring_rule: Annotated[str, StringConstraints(strip_whitespace=True, max_length=RULE)] = ""


class DropItemBody(Body):
    code: Code


class IssueBody(Body):
    """Nothing more is asked."""


class IndicatorOut(Schema):
    """One item; `filling` says whether its figures come from the records."""

    code: str
    aspect: str
    name: str
    name_en: str
    max_points: str
    filling: str
    evidence: str
    scoring_rule: str


class IndicatorRow(Schema):
    """One library; without a region it is the product's own."""

    number: str
    state: str
    name: str
    region: str | None
    place: str
    based_on: str | None
    item_count: int
    digest: str | None
    created_at: datetime


class IndicatorsOut(IndicatorRow):
    """The whole resource, with its items by aspect and code."""

    points: str
    items: list[IndicatorOut]


class IndicatorList(Schema):
    items: list[IndicatorRow]
    next: str | None
