"""The contract's `meetings`; the same operations as the pages."""

from typing import Annotated, Any

from django.http import Http404, HttpResponse
from ninja import Query, Router

from zhitongche.foundation.web import acts
from zhitongche.foundation.web.api import ListQuery, act, add_acts, documented, json_answer, offered
from zhitongche.foundation.web.histories import told

from . import presenting, queries
from .actions import ACTIONS, PLAN
from .models import Meeting
from .schemas import EventList, MeetingList, MeetingOut, OneOf, Place, PlanBody, ProposalList
from .states import State

router = Router(tags=["meetings"])


class MeetingQuery(ListQuery):
    """The filters of the list; a filter that is not given lets everything pass."""

    state: Annotated[str, OneOf(*State.values)] = ""
    region: Place = ""


def find(request: Any, number: str) -> Meeting:
    """The meeting, if a posting of the caller's sees it. Raises Http404 else."""
    meeting = queries.found(request.postings, number)
    if meeting is None:
        raise Http404
    return meeting


def present(request: Any, meeting: Meeting) -> dict[str, Any]:
    """The whole resource, read afresh: what the caller sees after the act."""
    fresh = queries.afresh(meeting)
    agenda = presenting.agenda_of(fresh, queries.items_of(fresh), request.postings)
    return presenting.resource(fresh, agenda, queries.invitations_for(request.postings, fresh))


@router.get("", response=MeetingList, url_name="meetings")
def list_meetings(request: Any, query: Query[MeetingQuery]) -> HttpResponse:
    """Those of the caller's places, and those they are invited to, the latest first."""
    filters = queries.Filters(**query.dict(exclude={"limit", "cursor"}))
    page = queries.page_of(request.postings, filters, query.cursor, query.limit)
    return json_answer({"items": [presenting.summary(one) for one in page.items], "next": page.next})


@router.post("", response={201: MeetingOut}, openapi_extra=documented(PlanBody), url_name="plan-meeting")
def plan_meeting(request: Any) -> HttpResponse:
    """Plan a meeting of the organizer's own county or city."""
    return act(request, PLAN, None, present, status=201)


@router.get("/{number}", response=MeetingOut, url_name="read-meeting")
def read_meeting(request: Any, number: str) -> HttpResponse:
    return json_answer(present(request, find(request, number)))


@router.get("/{number}/actions", url_name="meeting-actions")
def list_actions(request: Any, number: str) -> HttpResponse:
    """Every verb of the caller's duty, and what would refuse it now."""
    return json_answer(offered(acts.offers(ACTIONS, request.postings, find(request, number))))


@router.get("/{number}/events", response=EventList, url_name="meeting-events")
def list_events(request: Any, number: str) -> HttpResponse:
    """Its history, oldest first; for those who hold it."""
    meeting = _held(request, number)
    return json_answer({"items": [told(event) for event in queries.history(meeting)]})


@router.get("/{number}/proposals", response=ProposalList, url_name="meeting-proposals")
def list_proposals(request: Any, number: str) -> HttpResponse:
    """What the meeting should hear, the most pressing first, with the reasons in words; for those who hold it."""
    meeting = _held(request, number)
    return json_answer({"items": presenting.proposed(queries.proposals(meeting, request.today))})


def _held(request: Any, number: str) -> Meeting:
    meeting = find(request, number)
    if not any(queries.organizes(posting, meeting) for posting in request.postings):
        raise Http404
    return meeting


add_acts(router, ACTIONS, find, present)
