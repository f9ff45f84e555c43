"""The contract's `outcomes`: list, record, read, act; the same operations as the pages."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpResponse
from ninja import Field, Query, Router

from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web import acts
from zhitongche.foundation.web.api import ListQuery, act, add_acts, documented, json_answer, listed, offered
from zhitongche.foundation.web.histories import told
from zhitongche.foundation.web.schemas import EventList, OneOf, Place

from . import presenting, queries, showing
from .actions import ACTIONS, RECORD, SET_TARGET
from .kinds import Kind
from .models import Outcome, OutcomeTarget
from .periods import FIRST_YEAR, LAST_YEAR
from .schemas import (
    OutcomeList,
    OutcomeOut,
    OutcomeTargetList,
    OutcomeTargetOut,
    OutcomeTotalList,
    RecordBody,
    TargetBody,
)
from .states import State

router = Router(tags=["outcomes"])


class OutcomeQuery(ListQuery):
    """The filters of the list; a filter that is not given lets everything pass."""

    state: Annotated[str, OneOf(*State.values)] = ""
    kind: Annotated[str, OneOf(*Kind.values)] = ""
    period: str = Field("", max_length=6, description="2026Q1 or 2026")
    region: Place = ""
    project: str = Field("", description="the project's number")
    q: str = ""
    since: date | None = Field(None, description="recorded on this day or later")
    until: date | None = Field(None, description="recorded before this day")


def find(request: Any, number: str) -> Outcome:
    """The figure, if a posting of the caller's sees it. Raises Http404 else."""
    outcome = queries.found(request.postings, number)
    if outcome is None:
        raise Http404
    return outcome


def present(request: Any, outcome: Outcome) -> dict[str, Any]:
    """The whole resource, read afresh: what the caller sees after the act."""
    fresh = queries.afresh(outcome)
    return presenting.resource(fresh, request.today, queries.files_of(fresh))


@router.get("", response=OutcomeList, url_name="outcomes")
def list_outcomes(request: Any, query: Query[OutcomeQuery]) -> HttpResponse:
    """Newest first."""
    filters = queries.Filters(**query.dict(exclude={"limit", "cursor"}))
    page = queries.page_of(request.postings, filters, query.cursor, query.limit)
    shown = presenting.rows(page.items, request.today)
    answer = listed(page, lambda row: row)
    return json_answer({**answer, "items": [presenting.summary(row) for row in shown]})


@router.post("", response={201: OutcomeOut}, openapi_extra=documented(RecordBody), url_name="record-outcome")
def record_outcome(request: Any) -> HttpResponse:
    """Record a figure of one's village, or on behalf of another; 409 where there is one of that kind and period."""
    return act(request, RECORD, None, present, status=201)


@router.get("/totals", response=OutcomeTotalList, url_name="outcome-totals")
def read_totals(
    request: Any, region: Place = "", year: int | None = Query(None, ge=FIRST_YEAR, le=LAST_YEAR)
) -> HttpResponse:
    """A place's year by kind and quarter, and that of the places just below; from kept sums that add up at each level."""
    place = _place(request, region)
    return json_answer(showing.totals(place, year or request.today.year))


@router.get("/targets", response=OutcomeTargetList, url_name="outcome-targets")
def list_targets(request: Any, region: Place = "") -> HttpResponse:
    """The targets of a village or a county, by year and kind."""
    held = queries.targets_of(_place(request, region))
    ordered = sorted(held.values(), key=lambda one: (one.year, one.kind))
    return json_answer({"items": [_target(request, one) for one in ordered]})


@router.post("/targets", response={201: OutcomeTargetOut}, openapi_extra=documented(TargetBody), url_name="set-target")
def set_target(request: Any) -> HttpResponse:
    """Set the target of a village or a county for a kind and a year; what stood before is kept."""
    return act(request, SET_TARGET, None, _target, status=201)


@router.get("/{number}", response=OutcomeOut, url_name="outcome")
def read_outcome(request: Any, number: str) -> HttpResponse:
    return json_answer(present(request, find(request, number)))


@router.get("/{number}/actions", url_name="outcome-actions")
def list_actions(request: Any, number: str) -> HttpResponse:
    """Every verb of the caller's duty, and what would refuse it now."""
    return json_answer(offered(acts.offers(ACTIONS, request.postings, find(request, number))))


@router.get("/{number}/events", response=EventList, url_name="outcome-events")
def list_events(request: Any, number: str) -> HttpResponse:
    """Its history, oldest first."""
    return json_answer({"items": [told(event) for event in queries.history(find(request, number))]})


add_acts(router, ACTIONS, find, present)


def _place(request: Any, region: str) -> str:
    """The code of a place the caller sees, without one the caller's own. Raises Http404."""
    if not any(posting.may(Permission.OUTCOME_READ) for posting in request.postings):
        raise Http404
    place = queries.place_seen(request.postings, region)
    if place is None:
        raise Http404
    return str(place.code)


def _target(request: Any, target: OutcomeTarget) -> dict[str, Any]:
    quarters = [None if one is None else str(one) for one in target.quarters]
    return {
        "region": target.region_id,
        "kind": target.kind,
        "year": target.year,
        "quarters": quarters,
        "former": [one["quarters"] for one in target.former],
    }
