"""What the API takes and gives: the twin of `forms.py`, and the whole resource as the contract names it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints

from .forms import LONG, MAX_AMOUNT, MAX_EVIDENCE, MAX_PHOTOS, SHORT


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


class ReportBody(Body):
    category: str
    description: Long
    village: str = ""
    title: Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)] = ""
    request: MaybeShort = ""
    urgency: Urgency = "normal"
    amount: Amount | None = None
    photos: Photos = []
    source: Literal["", "report", "visit", "call", "meeting"] = ""
    reported_by: Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)] = ""


class AcceptBody(Body):
    category: str = ""
    urgency: Literal["", "normal", "urgent"] = ""


class ReasonBody(Body):
    reason: Short


class ClaimBody(Body):
    measures: Long
    due_on: date


class ProgressBody(Body):
    text: Long
    photos: Photos = []


class ClosureBody(Body):
    evidence: Long
    outcome: Literal["solved", "partly", "long_term", "not_possible", "elsewhere"] = "solved"
    photos: Photos = []
    evidence_files: Annotated[list[UUID], Field(max_length=MAX_EVIDENCE)] = []


class ConfirmBody(Body):
    satisfaction: Literal["satisfied", "fairly", "dissatisfied"]
    comment: MaybeShort = ""


class VerifyBody(Body):
    opinion: Short
    review_on: date | None = None


class DepartmentOut(Schema):
    code: str
    name: str


class RequestOut(Schema):
    id: int
    verb: str
    by: str
    reason: str
    decided: str | None


class FileOut(Schema):
    id: UUID
    kind: str
    name: str
    address: str


class ProblemOut(Schema):
    """The whole resource. `amount` is yuan as a string; `light` is green, yellow, red, paused or none."""

    number: str
    label: str
    state: str
    region: str
    place: str
    level: str
    category: str
    title: str
    description: str
    request: str
    urgency: str
    amount: str | None
    source: str
    reported_by: str
    created_at: datetime
    lead: DepartmentOut | None
    supporters: list[DepartmentOut]
    due_on: date | None
    light: str
    outcome: str | None
    review_on: date | None
    satisfaction: str | None
    requests: list[RequestOut]
    photos: list[FileOut]


class ProblemRow(Schema):
    """One row of a list: the resource without its long texts."""

    number: str
    label: str
    state: str
    region: str
    place: str
    category: str
    title: str
    urgency: str
    created_at: datetime
    lead: DepartmentOut | None
    due_on: date | None
    light: str
    outcome: str | None


class ProblemList(Schema):
    items: list[ProblemRow]
    next: str | None


class ActorOut(Schema):
    name: str
    role: str
    department: str | None


class EventOut(Schema):
    sequence: int
    action: str
    by: ActorOut | None
    at: datetime
    before: str | None
    after: str


class EventList(Schema):
    items: list[EventOut]


class CategoryOut(Schema):
    code: str
    label: str


class CategoryList(Schema):
    items: list[CategoryOut]
