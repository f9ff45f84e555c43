"""The contract's `rectifications`: list, read, act; the same operations as the pages."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpResponse
from ninja import Field, Query, Router

from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.web import acts
from zhitongche.foundation.web.api import ListQuery, add_acts, json_answer, listed, offered
from zhitongche.foundation.web.histories import told
from zhitongche.foundation.web.paging import keyset

from .. import promising, queries
from ..actions import RECTIFICATIONS
from ..models import Rectification
from ..schemas import EventList, OneOf, Place, RectificationList, RectificationOut

router = Router(tags=["rectifications"])


class RectificationQuery(ListQuery):
    """The filters of the list; a filter that is not given lets everything pass."""

    state: Annotated[str, OneOf(*Rectification.State.values, "all")] = Field("all", description="open, done or all")
    region: Place = ""
    department: str = ""
    problem: str = Field("", description="the problem's number")
    light: Annotated[str, OneOf(*Light.values)] = ""
    since: date | None = Field(None, description="due on this day or later")
    until: date | None = Field(None, description="due before this day")


def find(request: Any, number: str) -> Rectification:
    """The item, if a posting of the caller's sees its problem. Raises Http404 else."""
    item = queries.promises_visible_to(request.postings).filter(number=number).first()
    if item is None:
        raise Http404
    return item


def present(request: Any, item: Rectification) -> dict[str, Any]:
    """The whole item, read afresh."""
    fresh = find(request, item.number)
    return promising.resource(fresh, queries.history_of(fresh), request.today)


@router.get("", response=RectificationList, url_name="rectifications")
def list_rectifications(request: Any, query: Query[RectificationQuery]) -> HttpResponse:
    """A department's own items; for a place, those about its villages; the nearest day first."""
    filters = queries.PromiseFilters(**query.dict(exclude={"limit", "cursor"}))
    rows = queries.promises_listed(request.postings, filters, request.today)
    page = keyset(rows, queries.PROMISE_ORDER, query.cursor, query.limit)
    shown = promising.rows(page.items, request.today)
    answer = listed(page, lambda row: row)
    return json_answer({**answer, "items": [promising.summary(row) for row in shown]})


@router.get("/{number}", response=RectificationOut, url_name="rectification")
def read_rectification(request: Any, number: str) -> HttpResponse:
    return json_answer(present(request, find(request, number)))


@router.get("/{number}/actions", url_name="rectification-actions")
def list_actions(request: Any, number: str) -> HttpResponse:
    """Every verb of the caller's duty, and what would refuse it now."""
    return json_answer(offered(acts.offers(RECTIFICATIONS, request.postings, find(request, number))))


@router.get("/{number}/events", response=EventList, url_name="rectification-events")
def list_events(request: Any, number: str) -> HttpResponse:
    """Its history, oldest first."""
    events = queries.history_of(find(request, number))
    return json_answer({"items": [told(event) for event in events]})


add_acts(router, RECTIFICATIONS, find, present)
