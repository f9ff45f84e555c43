"""Sources of money: the list, one source, the form that opens one, and an act with its form; and vouchers."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.express.sources import queries as sources
from zhitongche.express.sources.models import FundingSource
from zhitongche.foundation.files.views import send
from zhitongche.foundation.people import fields as people
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.fields import narrow
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest
from zhitongche.foundation.web.paging import BadCursor, Page, keyset

from .. import queries, stacking
from ..actions import OPEN_SOURCE, SOURCES
from ..forms import OpenSourceForm, SourceFilterForm
from ..views import find as find_project
from . import presenting


def find(request: SignedInRequest, number: str) -> FundingSource:
    """The source, if a posting of the reader's sees it. Raises Http404 else."""
    source = sources.found(request.postings, number)
    if source is None:
        raise Http404
    return source


@require_GET
def list_(request: SignedInRequest) -> HttpResponse:
    """What money there is for the reader's villages, newest first; pages by key."""
    if not any(posting.may(Permission.PROJECT_READ) for posting in request.postings):
        raise Http404
    form = SourceFilterForm(request.GET)
    chosen = form.chosen_state
    page = _page_of(request, form.filters())
    context = {
        "rows": [presenting.row(one, request.today) for one in page.items],
        "pager": page.links(request.GET),
        "form": form,
        "chips": presenting.chips(request.GET, chosen),
        "is_narrowed": bool(request.GET),
        "can_open": _opens(request),
    }
    return render(request, "express/sources/list.html", context)


@require_GET
def detail(request: SignedInRequest, number: str) -> HttpResponse:
    """How much there is and is left, under which conditions, to whom it is given, and what may be done."""
    return render(request, "express/sources/detail.html", _page(request, find(request, number)))


@require_http_methods(["GET", "POST"])
def open_(request: SignedInRequest) -> HttpResponse:
    """Open a source of the own department or place."""
    if not _opens(request):
        raise Http404
    form = OpenSourceForm(request.POST if request.method == "POST" else None)
    narrow(form, request.postings, request.today)
    people.narrow(form, request.postings)
    if all(posting.department_id for posting in request.postings):
        # A liaison's is the own department's: there is nothing to choose.
        del form.fields["department"]
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, OPEN_SOURCE, None, form))
        if gone_on is not None:
            return gone_on
    return pages.answer(request, "express/sources/open.html", form, {})


@require_http_methods(["GET", "POST"])
def act(request: SignedInRequest, number: str, verb: str) -> HttpResponse:
    """One verb on one source: its form, or the act itself."""
    source, action = find(request, number), SOURCES.get(verb)
    if action is None:
        raise Http404
    if request.method == "GET":
        acts.actor(action, request.postings, source)
        form = action.form(initial=presenting.initial(source) if verb == "revise" else None)
    else:
        form = action.form(request.POST)
        gone_on = pages.submit(request, form, lambda: _run(request, action, source, form))
        if gone_on is not None:
            return gone_on
        source = find(request, number)
    context = {**_page(request, source), "verb": verb, "action": action}
    return pages.answer(request, "express/sources/act.html", form, context)


@require_GET
def matching(request: SignedInRequest, number: str) -> HttpResponse:
    """Which open sources could fill a project's gap, and why the others could not: a page, or the part of one."""
    project = find_project(request, number)
    part = "_matches" if request.headers.get("HX-Request") else "matches"
    context = {"project": project, **stacking.for_gap(project, request.postings, request.today)}
    return render(request, f"express/projects/{part}.html", context)


@require_GET
def entries(request: SignedInRequest, number: str) -> HttpResponse:
    """Every change of an amount of a project's money, with who made it and on which paper."""
    project = find_project(request, number)
    context = {"project": project, "entries": stacking.entries(project, request.today)}
    return render(request, "express/projects/entries.html", context)


@require_GET
def voucher(request: SignedInRequest, number: str, file: UUID) -> HttpResponseBase:
    """The paper of an entry, of a project that the reader sees."""
    kept = queries.voucher_of(find_project(request, number), file)
    if kept is None:
        raise Http404
    return send(kept)


def _opens(request: SignedInRequest) -> bool:
    return any(posting.may(Permission.SOURCE_MANAGE) for posting in request.postings)


def _page_of(request: SignedInRequest, filters: dict[str, str]) -> Page[FundingSource]:
    """The page asked for; the first one where the address was tampered with or comes from another list."""
    rows = sources.listed(request.postings, **filters)
    try:
        return keyset(rows, sources.ORDER, request.GET.get("cursor"))
    except BadCursor:
        return keyset(rows, sources.ORDER)


def _run(request: SignedInRequest, action: Any, source: FundingSource | None, form: Form) -> str:
    """The act; answers the address of the source's page."""
    done = acts.perform(action, source, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return reverse("sources:detail", args=[done.number])


def _page(request: SignedInRequest, source: FundingSource) -> dict[str, Any]:
    offers = acts.offers(SOURCES, request.postings, source)
    page = keyset(queries.lines_from(source, request.postings), ("-project_id",), request.GET.get("cursor"))
    return {
        "source": source,
        "key_facts": presenting.key_facts(source, request.today),
        "chart": presenting.chart(source),
        "conditions": presenting.conditions(source, queries.industries_named(source.industries), request.today),
        "lines": [presenting.line(one) for one in page.items],
        "pager": page.links(request.GET),
        "facts": presenting.facts(source),
        "acts": presenting.buttons(source, offers),
        "story": presenting.story(sources.history(source)),
    }
