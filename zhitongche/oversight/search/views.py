"""The page of search: one field, and lines with the words marked in them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhitongche.express.problems.queries import spans_counties
from zhitongche.foundation.search.models import SavedView
from zhitongche.foundation.search.presenting import chips
from zhitongche.foundation.search.queries import views_of
from zhitongche.foundation.templatetags.page import query_string
from zhitongche.foundation.web.access import SignedInRequest
from zhitongche.foundation.web.paging import PAGE_ROWS, BadCursor

from . import presenting, queries
from .forms import SearchForm
from .queries import Found


@require_GET
def page(request: SignedInRequest) -> HttpResponse:
    """What the words find; typed words ask for the answers alone."""
    form = SearchForm(request.GET)
    context = {"form": form, "asked": form.asked, **_answers(request, form.asked)}
    if request.headers.get("HX-Request"):
        return render(request, "oversight/search/_answers.html", context)
    kept = views_of(request.account.person_id, SavedView.Kind.SEARCH)
    return render(request, "oversight/search/page.html", {**context, "chips": chips(kept, request.GET)})


def _answers(request: SignedInRequest, asked: str) -> dict[str, Any]:
    found = _found(request, asked)
    is_first = not request.GET.get("cursor")
    quoted = presenting.quoted(found, request.today, with_county=spans_counties(request.postings))
    return {
        "lines": presenting.lines(quoted),
        "neighbours": queries.neighbours(request.postings, asked) if is_first else None,
        "reads_problems": queries.reads_problems(request.postings),
        "pager": {
            "first": None if is_first else query_string(request.GET, cursor=None),
            "older": query_string(request.GET, cursor=found.next) if found.next else None,
        },
    }


def _found(request: SignedInRequest, asked: str) -> Found:
    """The page asked for; the first one where the address was tampered with."""
    try:
        return queries.found(request.postings, asked, request.GET.get("cursor"), PAGE_ROWS)
    except BadCursor:
        return queries.found(request.postings, asked, None, PAGE_ROWS)
