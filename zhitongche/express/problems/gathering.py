"""The pages on which problems are chosen: one near another, and several that are the same in several villages."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest
from zhitongche.foundation.web.paging import BadCursor, Page, keyset

from . import likeness, presenting, queries
from .actions import GATHER
from .forms import CommonForm, options_of
from .models import Problem
from .views import find

# Groups proposed at a time.
MOST_PROPOSED = 10


@require_GET
def pick(request: SignedInRequest) -> HttpResponse:
    """What a search finds near a problem: for htmx the cards of a form's field, else a page of its own."""
    name, near = request.GET.get("name", ""), request.GET.get("near", "")
    words = request.GET.get("q") or request.GET.get(f"{name}_q") or ""
    found = queries.found_near(find(request, near), request.postings, words) if near else []
    context = {"options": options_of(found), "name": name or "number", "words": words.strip(), "near": near}
    template = "foundation/form/_options.html" if request.headers.get("HX-Request") else "express/problems/pick.html"
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
def gather(request: SignedInRequest) -> HttpResponse:
    """共性问题: what is the same in several villages is chosen by a person and put under one of them."""
    if not any(posting.may(Permission.PROBLEM_ACCEPT) for posting in request.postings):
        raise Http404
    numbers = (request.POST or request.GET).getlist("numbers")
    chosen = queries.chosen_by(request.postings, numbers)
    form = CommonForm(request.POST or None, chosen=[_called(row) for row in _rows(request, chosen)])
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _gathered(request, form, chosen))
        if gone_on is not None:
            return gone_on
    context = {"chosen": chosen, "numbers": set(numbers), "categories": queries.categories()}
    return pages.answer(request, "express/problems/gather.html", form, {**context, **_offered(request)})


def _offered(request: SignedInRequest) -> dict[str, Any]:
    """What can be chosen: a page of what stands under no other; or, where it is asked for, groups that look alike."""
    if "propose" in request.GET:
        groups = likeness.common_groups(request.postings)[:MOST_PROPOSED]
        return {"groups": [(ideas, _rows(request, group)) for ideas, group in groups], "is_proposing": True}
    page = _page(request)
    return {"rows": _rows(request, page.items), "pager": page.links(request.GET)}


def _called(row: presenting.Row) -> tuple[str, str]:
    """A choice: common problems are called alike, so that the village tells them apart."""
    return row.problem.number, f"{row.problem.title} · {row.place} · {row.label}"


def _rows(request: SignedInRequest, problems: Sequence[Problem]) -> list[presenting.Row]:
    return presenting.rows(problems, request.today, with_county=True)


def _page(request: SignedInRequest) -> Page[Problem]:
    """The page asked for; the first one where its address was tampered with."""
    rows = queries.alone(request.postings, request.GET.get("category", ""))
    try:
        return keyset(rows, queries.NEWEST, request.GET.get("cursor"))
    except BadCursor:
        return keyset(rows, queries.NEWEST)


def _gathered(request: SignedInRequest, form: CommonForm, chosen: Sequence[Problem]) -> str:
    """Put all but the parent under it, in one unit; answers the address of the parent's page."""
    above = acts.perform(GATHER, chosen, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return reverse("problems:detail", args=[above.number])
