"""The contract's `experts`: list, enter, read, act; the same operations as the pages."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpResponse
from ninja import Field, Query, Router

from zhitongche.foundation.web import acts
from zhitongche.foundation.web.api import ListQuery, act, add_acts, documented, json_answer, offered
from zhitongche.foundation.web.histories import told

from . import presenting, queries
from .actions import ACTIONS, ENROL
from .models import Expert
from .schemas import EntryBody, EventList, ExpertList, ExpertOut, OneOf, Place, SkillTree

router = Router(tags=["experts"])


class ExpertQuery(ListQuery):
    """The filters of the pool; a filter that is not given lets everything pass."""

    state: Annotated[str, OneOf("active", "retired", "any")] = Field("", description="those in the pool unless said")
    region: Place = Field("", description="who serves this place or a part of it")
    field: str = Field("", description="the code of a field, or of a branch")
    free_on: date | None = Field(None, description="who can come on this day and is not dispatched for it")
    q: str = ""


def find(request: Any, number: str) -> Expert:
    """The entry, if a posting of the caller's sees it. Raises Http404 else."""
    expert = queries.found(request.postings, number)
    if expert is None:
        raise Http404
    return expert


def present(request: Any, expert: Expert) -> dict[str, Any]:
    """The whole resource, read afresh: what the caller sees after the act."""
    fresh = queries.afresh(expert)
    files = queries.files_of(request.postings, fresh)
    return presenting.resource(fresh, files, has_phone=files is not None)


@router.get("", response=ExpertList, url_name="experts")
def list_experts(request: Any, query: Query[ExpertQuery]) -> HttpResponse:
    """The newest entries first."""
    filters = queries.Filters(query.field, query.region, query.free_on, query.state, query.q)
    page = queries.page_of(request.postings, filters, query.cursor, query.limit)
    shown = queries.phones_shown(request.postings, page.items)
    return json_answer({"items": presenting.summaries(page.items, shown), "next": page.next})


@router.post("", response={201: ExpertOut}, openapi_extra=documented(EntryBody), url_name="enrol")
def enrol_expert(request: Any) -> HttpResponse:
    """Take somebody into the pool."""
    return act(request, ENROL, None, present, status=201)


@router.get("/fields", response=SkillTree, url_name="expert-fields")
def list_fields(request: Any) -> HttpResponse:
    """The tree of fields: branches, and the fields below each."""
    return json_answer(
        {
            "items": [
                {
                    "code": branch.pk,
                    "label": str(branch),
                    "below": [{"code": one.pk, "label": str(one)} for one in below],
                }
                for branch, below in queries.tree()
            ]
        }
    )


@router.get("/{number}", response=ExpertOut, url_name="expert")
def read_expert(request: Any, number: str) -> HttpResponse:
    return json_answer(present(request, find(request, number)))


@router.get("/{number}/actions", url_name="expert-actions")
def list_actions(request: Any, number: str) -> HttpResponse:
    """Every verb of the caller's duty, and what would refuse it now."""
    return json_answer(offered(acts.offers(ACTIONS, request.postings, find(request, number))))


@router.get("/{number}/events", response=EventList, url_name="expert-events")
def list_events(request: Any, number: str) -> HttpResponse:
    """Its history, oldest first."""
    return json_answer({"items": [told(event) for event in queries.history(find(request, number))]})


add_acts(router, ACTIONS, find, present)
