"""The page of search: one field, a chip for each kind, and lines with the words marked in them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

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
    context = {"form": form, "asked": form.asked, "kind": form.chosen, **_answers(request, form)}
    if request.headers.get("HX-Request"):
        return render(request, "oversight/search/_answers.html", context)
    kept = views_of(request.account.person_id, SavedView.Kind.SEARCH)
    return render(request, "oversight/search/page.html", {**context, "views": chips(kept, request.GET)})


def _answers(request: SignedInRequest, form: SearchForm) -> dict[str, Any]:
    found = _found(request, form)
    is_first = not request.GET.get("cursor")
    return {
        "lines": presenting.lines(presenting.quoted(found), request.today),
        "kinds": presenting.chips(found.counts, request.GET, form.chosen) if found.words else [],
        "neighbours": queries.neighbours(request.postings, form.asked) if is_first and not form.chosen else None,
        "reads": bool(queries.kinds_for(request.postings)),
        "pager": {
            "first": None if is_first else query_string(request.GET, cursor=None),
            "older": query_string(request.GET, cursor=found.next) if found.next else None,
        },
    }


def _found(request: SignedInRequest, form: SearchForm) -> Found:
    """The page asked for; the first one where the address was tampered with."""

    def read(cursor: str | None) -> Found:
        return queries.found(request.postings, form.asked, cursor, PAGE_ROWS, kind=form.chosen, is_counted=True)

    try:
        return read(request.GET.get("cursor"))
    except BadCursor:
        return read(None)
