"""The page of the register (销号台账): a place's closed problems as of any day, pages by key, fit for printing."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web.access import SignedInRequest, for_duty
from zhitongche.foundation.web.paging import BadCursor, keyset

from . import keeping, queries


@require_GET
@for_duty(Permission.PROBLEM_READ)
def register(request: SignedInRequest) -> HttpResponse:
    """The closings of one county or city for a year, as they stood at the end of a day."""
    place = queries.register_place(request.postings, request.GET.get("region", ""))
    if place is None:
        raise Http404
    day = keeping.day_asked(request.GET.get("day", ""), request.today)
    rows = queries.register(request.postings, place.code, day)
    try:
        page = keyset(rows, queries.REGISTER_ORDER, request.GET.get("cursor"))
    except BadCursor:
        page = keyset(rows, queries.REGISTER_ORDER)
    context = {"place": place, "day": day, "rows": keeping.lines(page.items), "pager": page.links(request.GET)}
    return render(request, "express/problems/register.html", context)
