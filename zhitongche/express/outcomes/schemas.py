"""What the API takes and gives: the twin of `forms.py`, and the whole resource as the contract names it."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import StringConstraints

from zhitongche.foundation.web.schemas import Amount, AttachedFile, Body, MaybeShort, Photos, Short

from .figures import MOST_AREA, MOST_PEOPLE

LONGEST_SOURCE = 200
KindWord = Literal["collective_income", "villager_income", "dividend", "area", "jobs"]
People = Annotated[int, Field(ge=0, le=MOST_PEOPLE, strict=True)]
Area = Annotated[Amount, Field(le=MOST_AREA)]
Source = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_SOURCE)]
MaybeSource = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_SOURCE)]


class _One:
    """Says of an id what lists of ids say of themselves: how many there may be."""

    max_length = 1


File = Annotated[UUID | None, _One()]
Number = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]


class RecordBody(Body):
    """`period` is `2026Q1` or `2026`; amounts are yuan, areas mu, both as text; null is “no data”."""

    kind: KindWord
    period: str
    source: Source
    village: str = ""
    project: Number = ""
    amount: Amount | None = None
    people: People | None = None
    area: Area | None = None
    file: File = None
    photos: Photos = []


class CheckBody(Body):
    opinion: MaybeShort = ""


class CorrectBody(Body):
    """All figures anew: one that is left out is “no data” from then on."""

    reason: Short
    amount: Amount | None = None
    people: People | None = None
    area: Area | None = None
    source: MaybeSource = ""
    file: File = None
    photos: Photos = []


class TargetBody(Body):
    """In the unit the kind is about: yuan, people or mu; a quarter left out has no target."""

    kind: KindWord
    year: int
    region: str = ""
    q1: Amount | None = None
    q2: Amount | None = None
    q3: Amount | None = None
    q4: Amount | None = None


class OutcomeRow(Schema):
    """One row of a list. `unit` is that of the figure the kind is about: yuan, people or mu."""

    number: str
    label: str
    state: str
    region: str
    place: str
    title: str
    kind: str
    period: str
    amount: str | None
    people: int | None
    area: str | None
    unit: str
    source: str
    project: str | None
    checked_by: str | None
    created_at: datetime


class OutcomeOut(OutcomeRow):
    """The whole resource."""

    recorded_by: str
    checked_at: datetime | None
    files: list[AttachedFile]


class OutcomeList(Schema):
    items: list[OutcomeRow]
    next: str | None


class OutcomeTargetOut(Schema):
    """`quarters` are four, null where there is no target; `former` what stood before, oldest first."""

    region: str
    kind: str
    year: int
    quarters: list[str | None]
    former: list[list[str | None]]


class OutcomeTargetList(Schema):
    items: list[OutcomeTargetOut]


class OutcomeQuarterOut(Schema):
    """What there is of a quarter; `value` is null where there is no data."""

    period: str
    value: Decimal | None
    people: int | None
    count: int
    checked: int
    target: Decimal | None
    percent: Decimal | None


class OutcomeTotalOut(Schema):
    """One kind's year at a place: its quarters, what they come to, and what was recorded for the year as a whole."""

    region: str
    place: str
    kind: str
    unit: str
    quarters: list[OutcomeQuarterOut]
    so_far: Decimal | None
    whole: Decimal | None


class OutcomeTotalList(Schema):
    year: int
    own: list[OutcomeTotalOut]
    below: list[OutcomeTotalOut]
