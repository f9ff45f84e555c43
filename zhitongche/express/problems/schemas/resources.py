"""What the API answers: the whole resource as the contract names it."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema


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
