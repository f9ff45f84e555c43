"""The pages: the list, a problem, the report form, and an act with its form."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.files.fields import uploaded
from zhitongche.foundation.files.views import send
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.fields import narrow
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest
from zhitongche.foundation.web.paging import BadCursor, Page, keyset

from . import listing, presenting, queries, storytelling
from .actions import ACTIONS, REPORT
from .forms import FilterForm, ReportForAnotherForm, ReportForm
from .models import Problem


def find(request: SignedInRequest, number: str) -> Problem:
    """The problem, if a posting of the reader's sees it. Raises Http404 else."""
    problem = queries.for_page(queries.visible_to(*request.postings)).filter(number=number).first()
    if problem is None:
        raise Http404
    return problem


@require_GET
def list_(request: SignedInRequest) -> HttpResponse:
    """Problems within reach, by state, light, category and place; pages by key."""
    if not any(posting.may(Permission.PROBLEM_READ) for posting in request.postings):
        raise Http404
    form = FilterForm(request.GET)
    filters = form.filters()
    page = _page_of(queries.listed(request.postings, filters, request.today), queries.order_of(filters), request)
    rows = presenting.rows(page.items, request.today, with_county=queries.spans_counties(request.postings))
    context = {
        "rows": listing.lines(rows),
        "pager": page.links(request.GET),
        "form": form,
        "chips": listing.chips(request.postings, request.GET, form.chosen_view),
        "is_narrowed": form.is_narrowed,
        "is_narrowing": form.is_narrowed or "narrow" in request.GET,
        "can_report": _reporting_form(request) is not None,
    }
    return render(request, "express/problems/list.html", context)


@require_GET
def detail(request: SignedInRequest, number: str) -> HttpResponse:
    """Who holds it, since when, until when; what may be done now; and its history."""
    return render(request, "express/problems/detail.html", _page(request, find(request, number)))


@require_http_methods(["GET", "POST"])
def act(request: SignedInRequest, number: str, verb: str) -> HttpResponse:
    """One verb on one problem: its form, or the act itself."""
    problem = find(request, number)
    action = ACTIONS.get(verb)
    if action is None:
        raise Http404
    if request.method == "GET":
        # Who may not act is told so at once, by the page of refusals; nobody fills in a form in vain.
        acts.actor(action, request.postings, problem)
        form = action.form(initial=storytelling.initial(verb, problem))
    else:
        form = uploaded(request, action.form)
        gone_on = pages.submit(request, form, lambda: _run(request, action, problem, form))
        if gone_on is not None:
            return gone_on
        problem = find(request, number)
    context = {**_page(request, problem), "verb": verb, "action": action}
    return pages.answer(request, "express/problems/act.html", form, context)


@require_http_methods(["GET", "POST"])
def report(request: SignedInRequest) -> HttpResponse:
    """Tell of a problem in under a minute."""
    kind = _reporting_form(request)
    if kind is None:
        raise Http404
    form = kind() if request.method == "GET" else uploaded(request, kind)
    narrow(form, request.postings, request.today)
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, REPORT, None, form))
        if gone_on is not None:
            return gone_on
    return pages.answer(request, "express/problems/report.html", form, {"village": _own_village(request)})


@require_GET
def file(request: SignedInRequest, number: str, file: UUID) -> HttpResponseBase:
    """A photo or document of a problem that the reader sees."""
    kept = queries.file_of(find(request, number), file)
    if kept is None:
        raise Http404
    return send(kept.attachment, size=request.GET.get("size", ""))


def _page_of(rows: QuerySet[Problem], order: tuple[str, ...], request: SignedInRequest) -> Page[Problem]:
    """The page asked for; the first one where the address was tampered with or comes from another list."""
    try:
        return keyset(rows, order, request.GET.get("cursor"))
    except BadCursor:
        return keyset(rows, order)


def _run(request: SignedInRequest, action: Any, problem: Problem | None, form: Form) -> str:
    """The act; answers the address of the problem's page."""
    done = acts.perform(action, problem, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return reverse("problems:detail", args=[done.number])


def _page(request: SignedInRequest, problem: Problem) -> dict[str, Any]:
    events = queries.history(problem)
    days = workdays()
    row = presenting.row(problem, request.today, days)
    return {
        "problem": problem,
        "row": row,
        "loop": storytelling.loop(problem, events),
        "holder": storytelling.holder(problem, days, request.now),
        "acts": storytelling.acts(problem, acts.offers(ACTIONS, request.postings, problem)),
        "story": storytelling.story(problem, events),
        "facts": storytelling.facts(problem, row),
    }


def _reporting_form(request: SignedInRequest) -> type[ReportForm] | None:
    """The form of the first posting that reports: a villager's own, or the one on behalf of another."""
    for posting in request.postings:
        if posting.may(Permission.PROBLEM_REPORT):
            return ReportForm
        if posting.may(Permission.PROBLEM_REPORT_FOR_ANOTHER):
            return ReportForAnotherForm
    return None


def _own_village(request: SignedInRequest) -> str:
    return next((str(posting.region) for posting in request.postings if posting.may(Permission.PROBLEM_REPORT)), "")
