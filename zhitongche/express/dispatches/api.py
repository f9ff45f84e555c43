"""The contract's `dispatches`, and who could come (`experts/suggest`); the same operations as the pages."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpResponse
from ninja import Field, Query, Router, Schema

from zhitongche.express.experts import presenting as people
from zhitongche.express.experts import queries as experts
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web import acts
from zhitongche.foundation.web.api import ListQuery, act, add_acts, documented, json_answer, offered
from zhitongche.foundation.web.histories import told

from . import matching, presenting, queries
from .actions import ACTIONS, DISPATCH
from .models import Dispatch
from .schemas import DispatchBody, DispatchList, DispatchOut, EventList, OneOf, Place, SuggestedList
from .states import State

router = Router(tags=["dispatches"])
# Stands among the addresses of experts, before their numbers.
suggesting = Router(tags=["experts"])


class DispatchQuery(ListQuery):
    """The filters of the list; a filter that is not given lets everything pass."""

    state: Annotated[str, OneOf(*State.values)] = ""
    region: Place = ""
    expert: str = ""
    problem: str = ""
    project: str = ""
    q: str = ""


class SuggestQuery(Schema):
    """One problem or one project, and the days; both included."""

    problem: str = ""
    project: str = ""
    from_: date | None = Field(None, alias="from")
    until: date | None = None


def find(request: Any, number: str) -> Dispatch:
    """The dispatch, if a posting of the caller's sees it. Raises Http404 else."""
    dispatch = queries.found(request.postings, number)
    if dispatch is None:
        raise Http404
    return dispatch


def present(request: Any, dispatch: Dispatch) -> dict[str, Any]:
    """The whole resource, read afresh: what the caller sees after the act."""
    fresh = queries.afresh(dispatch)
    return presenting.resource(
        fresh,
        request.today,
        files=queries.files_of(fresh),
        has_phone=queries.may_see_phone(request.postings, fresh),
        has_subject=queries.subject_of(request.postings, fresh) is not None,
    )


@suggesting.get("/suggest", response=SuggestedList, url_name="suggest-experts")
def suggest_experts(request: Any, query: Query[SuggestQuery]) -> HttpResponse:
    """Who could come about a problem or project, the best first, each with the reasons in words."""
    if not any(posting.may(Permission.DISPATCH_SEND) for posting in request.postings):
        raise Http404
    about = queries.subject(request.postings, query.problem, query.project)
    if about is None:
        raise Http404
    found = matching.suggestions(about, postings=request.postings, first=query.from_, last=query.until)
    listed = [one.expert for one in found]
    summaries = people.summaries(listed, experts.phones_shown(request.postings, listed))
    items = [
        {"expert": told, "reasons": one.reasons, "away": one.away} for one, told in zip(found, summaries, strict=True)
    ]
    return json_answer({"items": items})


@router.get("", response=DispatchList, url_name="dispatches")
def list_dispatches(request: Any, query: Query[DispatchQuery]) -> HttpResponse:
    """The caller's own, or those into the caller's places, newest first."""
    filters = queries.Filters(**query.dict(exclude={"limit", "cursor"}))
    page = queries.page_of(request.postings, filters, query.cursor, query.limit)
    rows = presenting.rows(page.items, request.today)
    return json_answer({"items": [presenting.summary(row) for row in rows], "next": page.next})


@router.post("", response={201: DispatchOut}, openapi_extra=documented(DispatchBody), url_name="dispatch")
def dispatch_expert(request: Any) -> HttpResponse:
    """Ask an expert to visit the village of a problem or project."""
    return act(request, DISPATCH, None, present, status=201)


@router.get("/{number}", response=DispatchOut, url_name="read-dispatch")
def read_dispatch(request: Any, number: str) -> HttpResponse:
    return json_answer(present(request, find(request, number)))


@router.get("/{number}/actions", url_name="dispatch-actions")
def list_actions(request: Any, number: str) -> HttpResponse:
    """Every verb of the caller's duty, and what would refuse it now."""
    return json_answer(offered(acts.offers(ACTIONS, request.postings, find(request, number))))


@router.get("/{number}/events", response=EventList, url_name="dispatch-events")
def list_events(request: Any, number: str) -> HttpResponse:
    """Its history, oldest first."""
    return json_answer({"items": [told(event) for event in queries.history(find(request, number))]})


add_acts(router, ACTIONS, find, present)
