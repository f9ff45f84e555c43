"""The contract's `alliances`: list, found, read, its members on a day, act; the same operations as the pages."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpResponse
from ninja import Field, Query, Router

from zhitongche.foundation.web import acts
from zhitongche.foundation.web.api import ListQuery, act, add_acts, documented, json_answer, offered
from zhitongche.foundation.web.histories import told

from . import presenting, queries
from .actions import ACTIONS, FOUND
from .models import Alliance
from .schemas import AllianceList, AllianceOut, EventList, FoundBody, MemberList, OneOf

router = Router(tags=["alliances"])


class AllianceQuery(ListQuery):
    """A filter that is not given lets everything pass."""

    state: Annotated[str, OneOf("active", "dissolved", "any")] = Field("", description="the active ones unless said")


class MemberQuery(ListQuery):
    """Whom the list of members shows."""

    on: date | None = Field(None, description="as they were on this day; today unless said")


def find(request: Any, number: str) -> Alliance:
    """The alliance, if a posting of the caller's sees it. Raises Http404 else."""
    alliance = queries.found(request.postings, number)
    if alliance is None:
        raise Http404
    return alliance


def present(request: Any, alliance: Alliance) -> dict[str, Any]:
    """The whole resource, read afresh: what the caller sees after the act."""
    return presenting.resource(queries.afresh(alliance), request.today)


@router.get("", response=AllianceList, url_name="alliances")
def list_alliances(request: Any, query: Query[AllianceQuery]) -> HttpResponse:
    """By place; a chief alliance before its subs."""
    page = queries.page_of(request.postings, state=query.state, cursor=query.cursor, limit=query.limit)
    return json_answer({"items": presenting.summaries(page.items, request.today), "next": page.next})


@router.post("", response={201: AllianceOut}, openapi_extra=documented(FoundBody), url_name="found-alliance")
def found_alliance(request: Any) -> HttpResponse:
    """Found a chief alliance, or a sub-alliance of one."""
    return act(request, FOUND, None, present, status=201)


@router.get("/{number}", response=AllianceOut, url_name="alliance")
def read_alliance(request: Any, number: str) -> HttpResponse:
    return json_answer(present(request, find(request, number)))


@router.get("/{number}/members", response=MemberList, url_name="alliance-members")
def list_members(request: Any, number: str, query: Query[MemberQuery]) -> HttpResponse:
    """Who belonged to it on a day, by village; of a chief alliance also those of its subs."""
    alliance = find(request, number)
    page = queries.member_page(alliance, query.on or request.today, query.cursor, query.limit)
    return json_answer({"items": presenting.member_rows(page.items), "next": page.next})


@router.get("/{number}/actions", url_name="alliance-actions")
def list_actions(request: Any, number: str) -> HttpResponse:
    """Every verb of the caller's duty, and what would refuse it now."""
    return json_answer(offered(acts.offers(ACTIONS, request.postings, find(request, number))))


@router.get("/{number}/events", response=EventList, url_name="alliance-events")
def list_events(request: Any, number: str) -> HttpResponse:
    """Its history, oldest first."""
    return json_answer({"items": [told(event) for event in queries.history(find(request, number))]})


add_acts(router, ACTIONS, find, present)
