"""`projects/summary`: the library of a place in figures, for programs."""

from typing import Any

from django.http import HttpResponse
from ninja import Query, Router, Schema

from zhitongche.foundation.web.api import json_answer

from . import presenting
from .views import asked

router = Router(tags=["projects"])


class SummaryRow(Schema):
    """A place's projects by state and what they come to. Amounts are yuan; `gap` is investment less committed."""

    region: str
    label: str
    count: int
    states: dict[str, int]
    investment: str
    planned: str
    committed: str
    received: str
    spent: str
    gap: str


class LateReports(Schema):
    region: str
    label: str
    count: int


class ProjectSummary(SummaryRow):
    """The place, the places directly in it, which add up to it, and the townships whose monthly reports are overdue."""

    parts: list[SummaryRow]
    late_reports: list[LateReports]


class SummaryQuery(Schema):
    """`region` is the code of a place that the caller sees whole; left out: the caller's own."""

    region: str = ""


@router.get("/summary", response=ProjectSummary, url_name="project-summary")
def read_summary(request: Any, query: Query[SummaryQuery]) -> HttpResponse:
    """Projects by state and place, with their money, from figures that every act keeps."""
    return json_answer(presenting.resource(asked(request, query.region), request.today))
