"""The contract's `contests`: list, draw up, read, act; the same operations as the pages."""

from typing import Annotated, Any

from django.http import Http404, HttpResponse
from ninja import Field, Query, Router

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest
from zhitongche.arena.contests.schemas import DrawUpContestBody
from zhitongche.arena.contests.states import State
from zhitongche.foundation.web import acts
from zhitongche.foundation.web.api import ListQuery, act, add_acts, documented, json_answer, offered
from zhitongche.foundation.web.histories import told
from zhitongche.foundation.web.schemas import EventList, OneOf

from . import presenting, queries
from .actions import ACTIONS, DRAW_UP, OFFERED
from .schemas import ContestList, ContestOut

router = Router(tags=["contests"])


class ContestQuery(ListQuery):
    """A filter that is not given lets everything pass."""

    state: Annotated[str, OneOf(*State.values)] = Field("", description="a state of the contract")
    alliance: str = Field("", description="the number of an alliance")


def find(request: Any, number: str) -> Contest:
    """The contest, if a posting of the caller's sees it. Raises Http404 else."""
    contest = contests.found(request.postings, number)
    if contest is None:
        raise Http404
    return contest


def present(request: Any, contest: Contest) -> dict[str, Any]:
    """The whole resource, read afresh: what the caller sees after the act."""
    fresh = contests.afresh(contest)
    return presenting.resource(fresh, queries.counts(fresh))


@router.get("", response=ContestList, url_name="contests")
def list_contests(request: Any, query: Query[ContestQuery]) -> HttpResponse:
    """The newest month first."""
    page = contests.page_of(
        request.postings, state=query.state, alliance=query.alliance, cursor=query.cursor, limit=query.limit
    )
    return json_answer({"items": presenting.summaries(page.items), "next": page.next})


@router.post("", response={201: ContestOut}, openapi_extra=documented(DrawUpContestBody), url_name="draw-up-contest")
def draw_up_contest(request: Any) -> HttpResponse:
    """Draw up a bout or a final; it is seen by its keepers alone until it is opened."""
    return act(request, DRAW_UP, None, present, status=201)


@router.get("/{number}", response=ContestOut, url_name="contest")
def read_contest(request: Any, number: str) -> HttpResponse:
    return json_answer(present(request, find(request, number)))


@router.get("/{number}/actions", url_name="contest-actions")
def list_actions(request: Any, number: str) -> HttpResponse:
    """Every verb of the caller's duty, and what would refuse it now."""
    return json_answer(offered(acts.offers(OFFERED, request.postings, find(request, number))))


@router.get("/{number}/events", response=EventList, url_name="contest-events")
def list_events(request: Any, number: str) -> HttpResponse:
    """Its history, oldest first; objections leave no trace in it."""
    history = contests.history(find(request, number))
    return json_answer({"items": [told(event) for event in history if event.action not in presenting.QUIET]})


add_acts(router, ACTIONS, find, present, name="contests")
