"""The contract's `projects`: list, plan, read, act; the same operations as the pages."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import Http404, HttpResponse
from ninja import Field, Query, Router

from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.web import acts
from zhitongche.foundation.web.api import ListQuery, act, add_acts, documented, json_answer, listed, offered
from zhitongche.foundation.web.histories import told

from . import presenting, queries
from .actions import ACTIONS, PLAN
from .models import Project
from .schemas import EventList, IndustryList, OneOf, Place, PlanBody, ProjectList, ProjectOut
from .states import State

router = Router(tags=["projects"])


class ProjectQuery(ListQuery):
    """The filters of the list; a filter that is not given lets everything pass."""

    state: Annotated[str, OneOf(*State.values)] = ""
    region: Place = ""
    industry: str = ""
    light: Annotated[str, OneOf(*Light.values)] = ""
    submission: Annotated[str, OneOf("county", "city")] = ""
    level: Annotated[str, OneOf(*Project.Tier.values)] = ""
    batch: str = ""
    gap: Literal["", "yes"] = Field("", description="yes: the next milestone is not covered")
    report: Literal["", "late"] = Field("", description="late: the monthly report is overdue")
    q: str = ""
    since: date | None = Field(None, description="planned on this day or later")
    until: date | None = Field(None, description="planned before this day")


def find(request: Any, number: str) -> Project:
    """The project, if a posting of the caller's sees it. Raises Http404 else."""
    project = queries.found(request.postings, number)
    if project is None:
        raise Http404
    return project


def present(request: Any, project: Project) -> dict[str, Any]:
    """The whole resource, read afresh: what the caller sees after the act."""
    fresh = queries.afresh(project)
    return presenting.resource(
        fresh,
        request.today,
        milestones=queries.milestones_of(fresh),
        funding=queries.lines_of(fresh),
        files=queries.files_of(fresh),
    )


@router.get("", response=ProjectList, url_name="projects")
def list_projects(request: Any, query: Query[ProjectQuery]) -> HttpResponse:
    """Newest first; by date where a light, a gap or a late report is asked for."""
    filters = queries.Filters(**query.dict(exclude={"limit", "cursor"}))
    page = queries.page_of(request.postings, filters, request.today, query.cursor, query.limit)
    shown = presenting.rows(page.items, request.today, with_county=True)
    answer = listed(page, lambda row: row)
    return json_answer({**answer, "items": [presenting.summary(row) for row in shown]})


@router.post("", response={201: ProjectOut}, openapi_extra=documented(PlanBody), url_name="plan")
def plan_project(request: Any) -> HttpResponse:
    """Plan a project of one's village, or on behalf of another."""
    return act(request, PLAN, None, present, status=201)


@router.get("/industries", response=IndustryList, url_name="industries")
def list_industries(request: Any) -> HttpResponse:
    """What a project can be about."""
    return json_answer({"items": [{"code": one.code, "label": str(one)} for one in queries.industries()]})


@router.get("/{number}", response=ProjectOut, url_name="project")
def read_project(request: Any, number: str) -> HttpResponse:
    return json_answer(present(request, find(request, number)))


@router.get("/{number}/actions", url_name="project-actions")
def list_actions(request: Any, number: str) -> HttpResponse:
    """Every verb of the caller's duty, and what would refuse it now."""
    return json_answer(offered(acts.offers(ACTIONS, request.postings, find(request, number))))


@router.get("/{number}/events", response=EventList, url_name="project-events")
def list_events(request: Any, number: str) -> HttpResponse:
    """Its history, oldest first."""
    return json_answer({"items": [told(event) for event in queries.history(find(request, number))]})


add_acts(router, ACTIONS, find, present)
