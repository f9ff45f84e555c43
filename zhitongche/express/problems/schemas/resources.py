"""What the API answers: the whole resource as the contract names it."""

from datetime import date, datetime

from ninja import Schema

from zhitongche.foundation.web.schemas import AttachedFile, DepartmentName


class RequestOut(Schema):
    id: int
    verb: str
    by: str
    reason: str
    decided: str | None


class OpinionOut(Schema):
    """One department's word: null while it has not spoken; `silent` where the date passed without it."""

    department: DepartmentName
    opinion: str | None
    given_at: datetime | None
    silent: bool


class ConsultationOut(Schema):
    """The consultation under way, or the last one; `conclusion` is null until there is one."""

    question: str
    due_on: date
    opinions: list[OpinionOut]
    conclusion: str | None


class ProblemOut(Schema):
    """The whole resource. `amount` is yuan as a string; `light` is green, yellow, red, paused or none.

    `level` is county or city; `paused_until` is the day on which a paused clock runs again by itself, if one was named.
    """

    number: str
    label: str
    state: str
    region: str
    place: str
    level: str
    paused: bool
    paused_until: date | None
    category: str
    title: str
    description: str
    request: str
    urgency: str
    amount: str | None
    source: str
    reported_by: str
    created_at: datetime
    lead: DepartmentName | None
    supporters: list[DepartmentName]
    due_on: date | None
    light: str
    outcome: str | None
    review_on: date | None
    satisfaction: str | None
    requests: list[RequestOut]
    photos: list[AttachedFile]
    merged_into: str | None
    parent: str | None
    relapse_of: str | None
    project: str | None
    consultation: ConsultationOut | None


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
    lead: DepartmentName | None
    due_on: date | None
    light: str
    outcome: str | None


class ProblemList(Schema):
    items: list[ProblemRow]
    next: str | None


class PoolRow(ProblemRow):
    """One row of the pool; `why` says in words what makes it fit, and is empty where nothing does."""

    why: str


class PoolOut(Schema):
    items: list[PoolRow]
    has_more: bool


class CategoryOut(Schema):
    code: str
    label: str


class CategoryList(Schema):
    items: list[CategoryOut]
