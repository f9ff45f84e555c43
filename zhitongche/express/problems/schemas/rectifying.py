"""The contract's `rectifications`: what their acts send, and the whole resource."""

from datetime import date, datetime

from ninja import Schema

from .fields import Body, Long, Photos
from .resources import AttachedFile, DepartmentName


class FinishBody(Body):
    text: Long
    photos: Photos = []


class RectificationOut(Schema):
    """The whole resource. `meeting` is the number of the meeting it was promised at, else null."""

    number: str
    label: str
    state: str
    region: str
    created_at: datetime
    problem: str
    meeting: str | None
    department: DepartmentName
    promise: str
    origin: str
    due_on: date
    light: str
    extensions: int
    finished_at: datetime | None
    result: str
    dropped: bool
    photos: list[AttachedFile]


class RectificationRow(Schema):
    """One row of a list: the resource without its photos and its result."""

    number: str
    label: str
    state: str
    region: str
    created_at: datetime
    problem: str
    meeting: str | None
    department: DepartmentName
    promise: str
    origin: str
    due_on: date
    light: str
    extensions: int
    finished_at: datetime | None
    dropped: bool


class RectificationList(Schema):
    items: list[RectificationRow]
    next: str | None
