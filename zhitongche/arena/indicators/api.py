"""The contract's `indicators`: list, draw up, read, act; the same operations as the pages."""

from typing import Annotated, Any

from django.http import Http404, HttpResponse
from ninja import Field, Query, Router

from zhitongche.foundation.web import acts
from zhitongche.foundation.web.api import ListQuery, act, add_acts, documented, json_answer, offered
from zhitongche.foundation.web.histories import told

from . import presenting, queries
from .actions import ACTIONS, DRAW_UP
from .models import IndicatorLibrary
from .schemas import DrawUpBody, EventList, IndicatorList, IndicatorsOut, OneOf

router = Router(tags=["indicators"])


class LibraryQuery(ListQuery):
    """A filter that is not given lets everything pass."""

    state: Annotated[str, OneOf("draft", "issued", "retired")] = Field("", description="any unless said")


def find(request: Any, number: str) -> IndicatorLibrary:
    """The library, if a posting of the caller's sees it. Raises Http404 else."""
    library = queries.found(request.postings, number)
    if library is None:
        raise Http404
    return library


def present(request: Any, library: IndicatorLibrary) -> dict[str, Any]:
    """The whole resource, read afresh: what the caller sees after the act."""
    return presenting.resource(queries.afresh(library))


@router.get("", response=IndicatorList, url_name="indicators")
def list_libraries(request: Any, query: Query[LibraryQuery]) -> HttpResponse:
    """The newest first; the product's own is among them."""
    page = queries.page_of(request.postings, state=query.state, cursor=query.cursor, limit=query.limit)
    return json_answer({"items": presenting.summaries(page.items), "next": page.next})


@router.post("", response={201: IndicatorsOut}, openapi_extra=documented(DrawUpBody), url_name="draw-up-indicators")
def draw_up_library(request: Any) -> HttpResponse:
    """Begin the next version for a place."""
    return act(request, DRAW_UP, None, present, status=201)


@router.get("/{number}", response=IndicatorsOut, url_name="indicator-library")
def read_library(request: Any, number: str) -> HttpResponse:
    return json_answer(present(request, find(request, number)))


@router.get("/{number}/actions", url_name="indicator-actions")
def list_actions(request: Any, number: str) -> HttpResponse:
    """Every verb of the caller's duty, and what would refuse it now."""
    return json_answer(offered(acts.offers(ACTIONS, request.postings, find(request, number))))


@router.get("/{number}/events", response=EventList, url_name="indicator-events")
def list_events(request: Any, number: str) -> HttpResponse:
    """Its history, oldest first."""
    return json_answer({"items": [told(event) for event in queries.history(find(request, number))]})


add_acts(router, ACTIONS, find, present)
