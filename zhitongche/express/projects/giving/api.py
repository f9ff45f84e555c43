"""`sources` for programs: list, open, read, act; and which sources could fill a project's gap."""

from typing import Annotated, Any

from django.http import Http404, HttpResponse
from ninja import Query, Router

from zhitongche.express.sources import queries as sources
from zhitongche.express.sources.models import FundingSource, Kind
from zhitongche.express.sources.states import State
from zhitongche.foundation.web import acts
from zhitongche.foundation.web.api import ListQuery, act, add_acts, documented, json_answer, listed, offered
from zhitongche.foundation.web.histories import told
from zhitongche.foundation.web.paging import keyset

from .. import stacking
from ..actions import OPEN_SOURCE, SOURCES
from ..api import find as find_project
from ..schemas import EventList, MatchList, OneOf, OpenSourceBody, Place, SourceList, SourceOut
from . import presenting

router = Router(tags=["sources"])
# Mounted beside the projects' own addresses.
matches = Router(tags=["projects"])


class SourceQuery(ListQuery):
    """The filters of the list; a filter that is not given lets everything pass."""

    state: Annotated[str, OneOf(*State.values)] = ""
    region: Place = ""
    department: str = ""
    kind: Annotated[str, OneOf(*Kind.values)] = ""
    q: str = ""


def find(request: Any, number: str) -> FundingSource:
    """The source, if a posting of the caller's sees it. Raises Http404 else."""
    source = sources.found(request.postings, number)
    if source is None:
        raise Http404
    return source


def present(request: Any, source: FundingSource) -> dict[str, Any]:
    """The whole resource, read afresh."""
    return presenting.resource(find(request, source.number))


@router.get("", response=SourceList, url_name="sources")
def list_sources(request: Any, query: Query[SourceQuery]) -> HttpResponse:
    """Newest first."""
    rows = sources.listed(request.postings, **query.dict(exclude={"limit", "cursor"}))
    return json_answer(listed(keyset(rows, sources.ORDER, query.cursor, query.limit), presenting.resource))


@router.post("", response={201: SourceOut}, openapi_extra=documented(OpenSourceBody), url_name="open-source")
def open_source(request: Any) -> HttpResponse:
    """Open a source of the caller's department or place."""
    return act(request, OPEN_SOURCE, None, present, status=201)


@router.get("/{number}", response=SourceOut, url_name="source")
def read_source(request: Any, number: str) -> HttpResponse:
    return json_answer(presenting.resource(find(request, number)))


@router.get("/{number}/actions", url_name="source-actions")
def list_actions(request: Any, number: str) -> HttpResponse:
    """Every verb of the caller's duty, and what would refuse it now."""
    return json_answer(offered(acts.offers(SOURCES, request.postings, find(request, number))))


@router.get("/{number}/events", response=EventList, url_name="source-events")
def list_events(request: Any, number: str) -> HttpResponse:
    """Its history, oldest first."""
    return json_answer({"items": [told(event) for event in sources.history(find(request, number))]})


add_acts(router, SOURCES, find, present, name="sources")


@matches.get("/{number}/sources", response=MatchList, url_name="project-sources")
def list_matches(request: Any, number: str) -> HttpResponse:
    """Which open sources could fill the project's gap, each with its reason, or the condition that fails."""
    project = find_project(request, number)
    items = [
        {
            "source": presenting.resource(source),
            "fits": match.fits,
            "amount": str(match.amount),
            "reason": match.reason,
        }
        for match, source in stacking.matches(project, request.today)
    ]
    return json_answer({"gap": str(project.gap_amount), "items": items})
