"""What the acts on approvals send, and what a project's list of approvals answers."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from zhitongche.express.approvals.schemas import Code
from zhitongche.foundation.web.schemas import Body, DepartmentName, MaybeShort

from ..forms.approving import MOST_HANDED

# A row's number, as far as both databases count.
Key = Annotated[int, Field(ge=1, lt=2**63)]


class AddApprovalBody(Body):
    """`item`: one code of the library, or several. `department`: who decides, where it is not the library's."""

    item: Code | Annotated[list[Code], Field(min_length=1, max_length=50)]
    department: str = ""
    predecessors: list[Code] = []


class HandedBody(Body):
    """One paper: a new `file`, or a `material` that the village gave before."""

    code: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
    file: UUID | None = None
    material: Key | None = None
    issued_on: date | None = None
    valid_until: date | None = None


class UpdateApprovalBody(Body):
    """`on`: the day it happened at the window; today where none is given."""

    approval: Code
    step: Literal["submit", "accept", "ask_supplement", "supply", "grant", "refuse", "resubmit", "not_need"]
    on: date | None = None
    note: MaybeShort = ""
    materials: Annotated[list[HandedBody], Field(max_length=MOST_HANDED)] = []


class PathOut(Schema):
    """Where an open approval lies: `slack` in working days; `if_today` is when it would be granted if it began today."""

    earliest_start: date
    earliest_finish: date
    latest_start: date
    if_today: date
    slack: int
    critical: bool


class HandedOut(Schema):
    material: int
    code: str
    name: str
    issued_on: date
    valid_until: date | None


class ApprovalOut(Schema):
    """One approval of a project. `waits_for`: codes that must be granted first and are not yet."""

    code: str
    label: str
    legal_basis: str
    state: str
    holder: str
    held_since: date
    office: str
    department: DepartmentName | None
    limit_days: int
    days_used: int
    due_on: date | None
    light: str
    submitted_on: date | None
    accepted_on: date | None
    decided_on: date | None
    predecessors: list[str]
    waits_for: list[str]
    materials: list[HandedOut]
    path: PathOut | None


class ApprovalsOut(Schema):
    """`earliest_finish`: the last can be granted, if what waits for the village is handed in today; null: none is open."""

    items: list[ApprovalOut]
    earliest_finish: date | None
    critical: list[str]
    blocking: str | None


class OfficeOut(Schema):
    """`code`: the department's, else the office's name. `accepted` of the count have a limit that runs, `late` are beyond it."""

    code: str
    name: str
    is_department: bool
    count: int
    accepted: int
    late: int
    submitted: int
    due_on: date | None


class HeldApprovalOut(Schema):
    """An approval that an office holds; days are working days of the statutory limit."""

    project: str
    title: str
    village: str
    code: str
    label: str
    state: str
    office: str
    department: DepartmentName | None
    held_since: date
    submitted_on: date | None
    due_on: date | None
    days_used: int
    limit_days: int
    light: str


class OfficesOut(Schema):
    """The sums are those of `offices`; `items` is a page of what they hold."""

    count: int
    accepted: int
    late: int
    submitted: int
    offices: list[OfficeOut]
    items: list[HeldApprovalOut]
    next: str | None
