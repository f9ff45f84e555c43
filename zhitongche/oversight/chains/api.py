"""`projects/{number}/chain`: why a project is stuck, for programs."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema

from zhitongche.express.problems.schemas import ProblemRow
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.web.api import json_answer

from . import presenting, queries
from .views import find

router = Router(tags=["projects"])


class KnotOut(Schema):
    """One thing that holds the project up; `days` are calendar days since `since`."""

    kind: str
    what: str
    holder: str
    since: date | None
    days: int | None
    late: bool


class ChainApproval(Schema):
    """An approval as the chain sees it; days are working days of the statutory limit."""

    name: str
    code: str
    state: str
    holder: str
    since: date
    used_days: int
    limit_days: int
    blocking: bool


class HoldingDepartment(Schema):
    name: str
    holds: list[str]


class ChainOut(Schema):
    """`stuck_on` is the knot to be undone first, null where nothing holds the project up."""

    number: str
    sentence: str
    stuck_on: KnotOut | None
    knots: list[KnotOut]
    approvals: list[ChainApproval]
    gap: str
    uncovered_on: date | None
    uncovered: str
    problems: list[ProblemRow]
    departments: list[HoldingDepartment]


@router.get("/{number}/chain", response=ChainOut, url_name="project-chain")
def read_chain(request: Any, number: str) -> HttpResponse:
    """From the project over its approvals and its money to its problems: what holds it up, and who has it since when."""
    found, days = find(request, number), workdays()
    parts = queries.parts_of(found, request.postings, request.today, days)
    return json_answer(presenting.resource(parts, request.today, days))
