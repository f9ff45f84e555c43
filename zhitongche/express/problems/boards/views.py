"""Three boards: the pool as it fits a department, what each department has in hand, and the long tail."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhitongche.foundation.web.access import SignedInRequest
from zhitongche.foundation.web.paging import BadCursor, keyset

from .. import queries
from ..forms import PeriodForm
from . import showing


@require_GET
def pool(request: SignedInRequest) -> HttpResponse:
    """What waits to be claimed, what fits the reader's department best first, each with the reason in words."""
    liaison = showing.claims_for(request.postings)
    if liaison is None or liaison.department is None:
        raise Http404
    rows, has_more = showing.pool(liaison, request.today)
    context = {"rows": rows, "has_more": has_more, "department": liaison.department}
    return render(request, "express/boards/pool.html", context)


@require_GET
def departments(request: SignedInRequest) -> HttpResponse:
    """What the departments of the reader's place have in hand, and how they kept their word."""
    place = _place_of(request)
    rows = showing.departments(place, request.today)
    return render(request, "express/boards/departments.html", {"rows": rows, "place": place})


@require_GET
def overdue(request: SignedInRequest) -> HttpResponse:
    """The long tail: led and not finished in time, the most overdue first."""
    rows = queries.overdue_in(_place_of(request), request.today)
    try:
        page = keyset(rows, queries.MOST_LATE, request.GET.get("cursor"))
    except BadCursor:
        page = keyset(rows, queries.MOST_LATE)
    context: dict[str, Any] = {"rows": showing.overdue(page.items, request.today), "pager": page.links(request.GET)}
    return render(request, "express/boards/overdue.html", context)


@require_GET
def sources(request: SignedInRequest) -> HttpResponse:
    """How many problems of a time came from each source; each figure opens the list it counts."""
    place = _place_of(request)
    form = PeriodForm(request.GET, today=request.today)
    since, last = form.period
    rows = showing.sources(place, since, last)
    return render(request, "express/boards/sources.html", {"rows": rows, "form": form, "since": since, "last": last})


def _place_of(request: SignedInRequest) -> str:
    """The county or city that the reader organizes or leads. Raises Http404 where there is none."""
    place = next((posting.scope for posting in request.postings if showing.keeps_watch(posting)), "")
    if not place:
        raise Http404
    return place
