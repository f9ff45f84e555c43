"""The pages: the list, a problem, the report form, and an act with its form."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.files.fields import uploaded
from zhitongche.foundation.files.views import send
from zhitongche.foundation.flow import Action
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.fields import narrow
from zhitongche.foundation.search.models import SavedView
from zhitongche.foundation.search.presenting import chips as saved_chips
from zhitongche.foundation.search.queries import views_of
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest
from zhitongche.foundation.web.paging import BadCursor, Page

from . import beginning, likeness, listing, presenting, promising, queries, starting, storytelling, ties
from .actions import ACTIONS, REPORT
from .boards import showing
from .forms import (
    FilterForm,
    ReportForAnotherForm,
    ReportForm,
    about,
    offer_categories,
    offer_projects,
)
from .models import Problem


def find(request: SignedInRequest, number: str) -> Problem:
    """The problem, if a posting of the reader's sees it. Raises Http404 else."""
    problem = queries.found(request.postings, number)
    if problem is None:
        raise Http404
    return problem


@require_GET
def list_(request: SignedInRequest) -> HttpResponse:
    """Problems within reach, by state, light, category and place; pages by key."""
    if not any(posting.may(Permission.PROBLEM_READ) for posting in request.postings):
        raise Http404
    form = FilterForm(request.GET)
    offer_categories(form, request.postings)
    page = _page_of(request, form.filters())
    rows = presenting.rows(page.items, request.today, with_county=queries.spans_counties(request.postings))
    context = {
        "rows": listing.lines(rows),
        "pager": page.links(request.GET),
        "form": form,
        "chips": listing.chips(request.postings, request.GET, form.chosen_view),
        "views": saved_chips(views_of(request.account.person_id, SavedView.Kind.PROBLEMS), request.GET),
        "is_narrowed": form.is_narrowed,
        "is_narrowing": form.is_narrowed or "narrow" in request.GET,
        "can_report": reporting_form(request) is not None,
        "ways": showing.ways(request.postings),
    }
    return render(request, "express/problems/list.html", context)


@require_GET
def detail(request: SignedInRequest, number: str) -> HttpResponse:
    """Who holds it, since when, until when; what may be done now; and its history."""
    return render(request, "express/problems/detail.html", _page(request, find(request, number)))


@require_http_methods(["GET", "POST"])
def act(request: SignedInRequest, number: str, verb: str) -> HttpResponse:
    """One verb on one problem: its form, or the act itself."""
    problem, action = find(request, number), _action_of(verb)
    texts = beginning.offered(problem, verb)
    if request.method == "GET":
        # Who may not act is told so at once, by the page of refusals; nobody fills in a form in vain.
        acts.actor(action, request.postings, problem)
        started = beginning.initial(problem, verb, texts, request.GET, request.today)
        form = about(action.form(initial=storytelling.initial(verb, problem) | started), problem, request.postings)
    else:
        form = about(uploaded(request, action.form), problem, request.postings)
        with starting.sent(unedited=beginning.is_unedited(problem, verb, texts, request.POST, request.today)):
            gone_on = pages.submit(request, form, lambda: _run(request, action, problem, form))
        if gone_on is not None:
            return gone_on
        problem = find(request, number)
    given = beginning.on_page(texts, request.POST or request.GET)
    context = {**_page(request, problem), "verb": verb, "action": action, **given}
    return pages.answer(request, "express/problems/act.html", form, context)


def _action_of(verb: str) -> Action:
    """The act of that name. Raises Http404."""
    if verb not in ACTIONS:
        raise Http404
    return ACTIONS[verb]


@require_http_methods(["GET", "POST"])
def report(request: SignedInRequest) -> HttpResponse:
    """Tell of a problem in under a minute."""
    kind = reporting_form(request)
    if kind is None:
        raise Http404
    form = kind() if request.method == "GET" else uploaded(request, kind)
    narrow(form, request.postings, request.today)
    offer_categories(form, request.postings)
    offer_projects(form, request.postings)
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, REPORT, None, form))
        if gone_on is not None:
            return gone_on
    return pages.answer(request, "express/problems/report.html", form, {"village": own_village(request)})


@require_GET
def file(request: SignedInRequest, number: str, file: UUID) -> HttpResponseBase:
    """A photo or document of a problem that the reader sees."""
    kept = queries.file_of(find(request, number), file)
    if kept is None:
        raise Http404
    return send(kept.attachment, size=request.GET.get("size", ""))


def _allowed(request: SignedInRequest) -> dict[str, bool]:
    """What the reader may begin from the list."""
    may_gather = any(posting.may(Permission.PROBLEM_ACCEPT) for posting in request.postings)
    return {"can_report": reporting_form(request) is not None, "can_gather": may_gather}


def _page_of(request: SignedInRequest, filters: queries.Filters) -> Page[Problem]:
    """The page asked for; the first one where the address was tampered with or comes from another list."""
    try:
        return queries.page_of(request.postings, filters, request.today, request.GET.get("cursor"))
    except BadCursor:
        return queries.page_of(request.postings, filters, request.today, None)


def _run(request: SignedInRequest, action: Any, problem: Problem | None, form: Form) -> str:
    """The act; answers the address of the problem's page."""
    done = acts.perform(action, problem, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return reverse("problems:detail", args=[done.number])


def _page(request: SignedInRequest, problem: Problem) -> dict[str, Any]:
    events = queries.history(problem)
    queries.know_of_consultations(problem, events)
    days = workdays()
    row = presenting.row(problem, request.today, days)
    offers = acts.offers(ACTIONS, request.postings, problem)
    return {
        "problem": problem,
        "row": row,
        "loop": storytelling.loop(problem, events),
        "holder": storytelling.holder(problem, days, request.now),
        "standing": storytelling.standing(problem, row, events, request.now),
        "acts": storytelling.acts(problem, offers, row),
        "beside": [offer.verb for offer in offers if offer.is_allowed and offer.verb in storytelling.ASIDE],
        "instructions": queries.instructions_of(problem) if any(one.action == "instruct" for one in events) else [],
        "story": storytelling.story(problem, events, row.county),
        "facts": storytelling.facts(problem, row),
        **promising.on_page(problem, request.today, days),
        **_around(request, problem, days),
    }


def _around(request: SignedInRequest, problem: Problem, days: Workdays) -> dict[str, Any]:
    """What it hangs together with, and where else help may come from."""
    return {
        "consultation": ties.consultation(problem, request.today),
        "may_look": likeness.may_look(request.postings, problem),
        "may_dispatch": problem.is_open and any(one.may(Permission.DISPATCH_SEND) for one in request.postings),
        "relations": ties.relations(problem, request.postings, request.today, days),
        "held_up": ties.held_up(problem, request.postings, request.today, days),
    }


def reporting_form(request: SignedInRequest) -> type[ReportForm] | None:
    """The form of the first posting that reports: a villager's own, or the one on behalf of another."""
    for posting in request.postings:
        if posting.may(Permission.PROBLEM_REPORT):
            return ReportForm
        if posting.may(Permission.PROBLEM_REPORT_FOR_ANOTHER):
            return ReportForAnotherForm
    return None


def own_village(request: SignedInRequest) -> str:
    return next((str(posting.region) for posting in request.postings if posting.may(Permission.PROBLEM_REPORT)), "")
