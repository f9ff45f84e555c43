"""What the API of dispatches takes and gives: the twin of `forms`."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from zhitongche.express.experts.schemas import ExpertRow
from zhitongche.foundation.web.schemas import (
    AttachedFile,
    Body,
    EventList,
    Long,
    MaybeShort,
    OneOf,
    Photos,
    Place,
    ReasonBody,
)

from .forms import LONG, NUMBER, TASK

__all__ = [
    "AcceptBody",
    "DispatchBody",
    "DispatchList",
    "DispatchOut",
    "EventList",
    "OneOf",
    "Place",
    "RateBody",
    "ReasonBody",
    "ReplaceBody",
    "SuggestedList",
    "VisitBody",
]

Number = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NUMBER)]
MaybeNumber = Annotated[str, StringConstraints(strip_whitespace=True, max_length=NUMBER)]
Task = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TASK)]
MaybeLong = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONG)]


class DispatchBody(Body):
    """Numbers of the expert and of one problem or one project; `from` and `until` are both included."""

    expert: Number
    task: Task
    from_: date = Field(alias="from")
    until: date
    problem: MaybeNumber = ""
    project: MaybeNumber = ""


class AcceptBody(Body):
    """Nothing more is asked."""


class VisitBody(Body):
    text: Long
    visited_on: date
    advice: MaybeLong = ""
    photos: Photos = []


class RateBody(Body):
    rating: Literal["good", "fair", "poor"]
    comment: MaybeShort = ""


class ReplaceBody(Body):
    """The same task for another expert; the same days unless others are named."""

    expert: Number
    from_: date | None = Field(None, alias="from")
    until: date | None = None


class DispatchRow(Schema):
    """One row of a list; `from` and `until` are both included."""

    number: str
    state: str
    region: str
    place: str
    title: str
    expert: str
    expert_name: str
    from_: date = Field(alias="from")
    until: date
    due_on: date | None
    light: str
    rating: str | None
    created_at: datetime


class DispatchOut(DispatchRow):
    """The whole resource; problem and project are null for who does not see them, the phone for whom it is not."""

    problem: str | None
    project: str | None
    task: str
    expert_phone: str | None
    visited_on: date | None
    report: str
    advice: str
    comment: str
    replaced_by: str | None
    files: list[AttachedFile]


class DispatchList(Schema):
    items: list[DispatchRow]
    next: str | None


class Suggested(Schema):
    """An expert, the reasons in the caller's language, and those of the days asked for on which they cannot come."""

    expert: ExpertRow
    reasons: list[str]
    away: list[date]


class SuggestedList(Schema):
    items: list[Suggested]
