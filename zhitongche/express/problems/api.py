"""The contract's `problems`: list, report, read, act; the same operations as the pages."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpResponse
from ninja import Field, Query, Router

from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.web import acts
from zhitongche.foundation.web.api import (
    ListQuery,
    act,
    add_acts,
    documented,
    json_answer,
    listed,
    offered,
)
from zhitongche.foundation.web.histories import told

from . import likeness, presenting, queries, ties
from .actions import ACTIONS, REPORT
from .boards import showing
from .models import Problem
from .schemas import (
    CategoryList,
    EventList,
    OneOf,
    Place,
    PoolOut,
    ProblemList,
    ProblemOut,
    ReportBody,
    SimilarOut,
    SimilarQuery,
)
from .states import State

router = Router(tags=["problems"])


class ProblemQuery(ListQuery):
    """The filters of the list; a filter that is not given lets everything pass."""

    state: Annotated[str, OneOf(*State.values)] = ""
    region: Place = ""
    department: str = ""
    category: str = ""
    light: Annotated[str, OneOf(*Light.values)] = ""
    source: Annotated[str, OneOf(*Problem.Source.values)] = Field("", description="how it came")
    project: str = Field("", description="the number of the project they hold up")
    q: str = ""
    since: date | None = Field(None, description="reported on this day or later")
    until: date | None = Field(None, description="reported before this day")


def find(request: Any, number: str) -> Problem:
    """The problem, if a posting of the caller's sees it. Raises Http404 else."""
    problem = queries.found(request.postings, number)
    if problem is None:
        raise Http404
    return problem


def present(request: Any, problem: Problem) -> dict[str, Any]:
    """The whole resource, read afresh: what the caller sees after the act."""
    fresh = queries.afresh(problem)
    told = presenting.resource(fresh, request.today, queries.files_of(fresh), queries.satisfaction_of(fresh))
    return {**told, **ties.resource(fresh)}


@router.get("", response=ProblemList, url_name="problems")
def list_problems(request: Any, query: Query[ProblemQuery]) -> HttpResponse:
    """Newest first; by due date where a light is asked for."""
    filters = queries.Filters(**query.dict(exclude={"limit", "cursor"}))
    page = queries.page_of(request.postings, filters, request.today, query.cursor, query.limit)
    shown = presenting.rows(page.items, request.today, with_county=True)
    answer = listed(page, lambda row: row)
    return json_answer({**answer, "items": [presenting.summary(row) for row in shown]})


@router.post("", response={201: ProblemOut}, openapi_extra=documented(ReportBody), url_name="report")
def report_problem(request: Any) -> HttpResponse:
    """Report a problem of one's village, or on behalf of another."""
    return act(request, REPORT, None, present, status=201)


@router.get("/categories", response=CategoryList, url_name="categories")
def list_categories(request: Any) -> HttpResponse:
    """What a problem can be about."""
    return json_answer({"items": [{"code": one.code, "label": str(one)} for one in queries.categories()]})


@router.get("/pool", response=PoolOut, url_name="pool")
def read_pool(request: Any) -> HttpResponse:
    """What waits to be claimed, what fits the caller's department best first, each with the reason in words."""
    liaison = showing.claims_for(request.postings)
    if liaison is None:
        raise Http404
    found, has_more = showing.fitting(liaison, request.today)
    items = [{**presenting.summary(row), "why": why} for row, why in found]
    return json_answer({"items": items, "has_more": has_more})


@router.get("/similar", response=SimilarOut, url_name="similar")
def find_similar(request: Any, query: Query[SimilarQuery]) -> HttpResponse:
    """What is like a report before it is sent: likely duplicates near, and solved cases with what worked; best first."""
    typed = {"description": query.text, "village": query.village, "category": query.category}
    told = likeness.told_by(request.postings, typed)
    alike = likeness.duplicates(told, request.postings, request.now)
    return json_answer(likeness.resource(alike, likeness.solved(told, request.postings)))


@router.get("/{number}", response=ProblemOut, url_name="problem")
def read_problem(request: Any, number: str) -> HttpResponse:
    return json_answer(present(request, find(request, number)))


@router.get("/{number}/actions", url_name="problem-actions")
def list_actions(request: Any, number: str) -> HttpResponse:
    """Every verb of the caller's duty, and what would refuse it now."""
    return json_answer(offered(acts.offers(ACTIONS, request.postings, find(request, number))))


@router.get("/{number}/events", response=EventList, url_name="problem-events")
def list_events(request: Any, number: str) -> HttpResponse:
    """Its history, oldest first."""
    return json_answer({"items": [told(event) for event in queries.history(find(request, number))]})


add_acts(router, ACTIONS, find, present)
