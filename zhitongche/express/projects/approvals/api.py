"""A project's approvals for programs; their acts are verbs of the project."""

from typing import Any, Literal

from django.http import Http404, HttpResponse
from ninja import Query, Router

from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.web.api import ListQuery, json_answer, listed

from .. import approving
from ..api import find
from ..queries import offices as holding
from ..queries.approving import approvals_of
from ..schemas.approving import ApprovalsOut, OfficesOut
from . import offices as held

router = Router(tags=["projects"])
# Before the numbers of projects.
watching = Router(tags=["projects"])


class OfficesQuery(ListQuery):
    """`office`: the code of one of the offices; left out: all. `state`: examined, or handed in and not accepted yet."""

    office: str = ""
    state: Literal["accepted", "submitted"] = "accepted"


@watching.get("/offices", response=OfficesOut, url_name="project-offices")
def list_offices(request: Any, query: Query[OfficesQuery]) -> HttpResponse:
    """Which office holds what: counts by office, and the approvals in one state, the most exceeded statutory day first."""
    if not any(holding.watches(posting) for posting in request.postings):
        raise Http404
    found, days = holding.offices(request.postings, request.today), workdays()
    office = holding.called(found, query.office)
    if query.office and office is None:
        return json_answer({**held.resource(found), "items": [], "next": None})
    page = holding.page_held(request.postings, holding.state_called(query.state), office, query.cursor, query.limit)
    return json_answer({**held.resource(found), **listed(page, lambda one: held.told(one, request.today, days))})


@router.get("/{number}/approvals", response=ApprovalsOut, url_name="project-approvals")
def list_approvals(request: Any, number: str) -> HttpResponse:
    """Where each approval stands, who holds it since when, its clock, and what the whole hangs on."""
    project = find(request, number)
    return json_answer(approving.resource(project, approvals_of(project), request.today))
