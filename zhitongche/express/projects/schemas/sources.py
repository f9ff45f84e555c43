"""What the API takes and gives about sources of money. Amounts are yuan as text."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field, StringConstraints

from zhitongche.foundation.web.schemas import Amount, Body, DepartmentName, Short

from ..forms.sources import BASIS, CONDITIONS, MAX_INDUSTRIES, NAME
from .fields import MoneyKind

SourceName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME)]
Conditions = Annotated[str, StringConstraints(strip_whitespace=True, max_length=CONDITIONS)]
Basis = Annotated[str, StringConstraints(strip_whitespace=True, max_length=BASIS)]
Industries = Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=MAX_INDUSTRIES)]
Percent = Annotated[int, Field(ge=1, le=100)]
Year = Annotated[int, Field(ge=2000, le=2100)]


class ReviseSourceBody(Body):
    """All of a source that may be said anew; what is left out is nothing."""

    name: SourceName
    total: Amount
    apply_by: date | None = None
    spend_by: date | None = None
    industries: Industries = []
    least: Amount | None = None
    most: Amount | None = None
    most_percent: Percent | None = None
    conditions: Conditions = ""
    basis: Basis = ""


class OpenSourceBody(ReviseSourceBody):
    """`region` is the place whose villages it is for, the caller's own where none is named; `department` gives it."""

    kind: MoneyKind
    year: Year | None = None
    region: str = ""
    department: str = ""


class SourceReasonBody(Body):
    reason: Short


class SourceOut(Schema):
    """The whole resource; `left` is what is not committed to any project."""

    number: str
    state: str
    region: str
    place: str
    department: DepartmentName | None
    name: str
    kind: str
    year: int
    created_at: datetime
    total: str
    committed: str
    received: str
    left: str
    industries: list[str]
    least: str | None
    most: str | None
    most_percent: int | None
    conditions: str
    basis: str
    apply_by: date | None
    spend_by: date | None


class SourceList(Schema):
    items: list[SourceOut]
    next: str | None


class MatchOut(Schema):
    """A source beside a project's gap: `amount` is what it could give; `reason` says why, or which condition fails."""

    source: SourceOut
    fits: bool
    amount: str
    reason: str


class MatchList(Schema):
    """Those that fit first, the nearest deadline first."""

    gap: str
    items: list[MatchOut]
