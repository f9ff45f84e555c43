"""The pages of indicator libraries: the list, one with its items by aspect, drawing one up, and the other acts."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.fields import narrow
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest, for_duty
from zhitongche.foundation.web.paging import BadCursor, Page

from . import forms, presenting, queries
from .actions import ACTIONS, DRAW_UP
from .models import IndicatorLibrary


def find(request: SignedInRequest, number: str) -> IndicatorLibrary:
    """The library, if a posting of the reader's sees it. Raises Http404 else."""
    library = queries.found(request.postings, number)
    if library is None:
        raise Http404
    return library


@require_GET
@for_duty(Permission.ALLIANCE_READ)
def list_(request: SignedInRequest) -> HttpResponse:
    """The product's own and those of the reader's places, the newest first."""
    form = forms.FilterForm(request.GET)
    page = _page_of(request, form.word())
    context = {
        "rows": presenting.lines(page.items),
        "pager": page.links(request.GET),
        "form": form,
        "is_narrowed": bool(form.word()),
        "can_draw_up": any(posting.may(Permission.INDICATOR_MANAGE) for posting in request.postings),
    }
    return render(request, "arena/indicators/list.html", context)


@require_GET
def detail(request: SignedInRequest, number: str) -> HttpResponse:
    """Its items under the five aspects, with their points, what shows them and how points are given."""
    library = find(request, number)
    offers = acts.offers(ACTIONS, request.postings, library)
    may_change = any(one.verb == "set_item" and one.is_allowed for one in offers)
    context = {
        "library": library,
        "groups": presenting.groups(library, may_change=may_change),
        "facts": presenting.facts(library, queries.total(queries.items_of(library))),
        "acts": presenting.buttons(library, offers),
        "story": presenting.story(queries.history(library)),
    }
    return render(request, "arena/indicators/detail.html", context)


@require_http_methods(["GET", "POST"])
@for_duty(Permission.INDICATOR_MANAGE)
def draw_up(request: SignedInRequest) -> HttpResponse:
    """Begin the next version for a place."""
    asked = {"based_on": request.GET.get("based_on", "")}
    form = forms.DrawUpForm(request.POST) if request.method == "POST" else forms.DrawUpForm(initial=asked)
    forms.offer_bases(form, request.postings)
    narrow(form, request.postings, request.today)
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, DRAW_UP, None, form))
        if gone_on is not None:
            return gone_on
    return pages.answer(request, "arena/indicators/draw_up.html", form, {"action": DRAW_UP})


@require_http_methods(["GET", "POST"])
def act(request: SignedInRequest, number: str, verb: str) -> HttpResponse:
    """One verb on one library: its form, or the act itself."""
    library = find(request, number)
    action = ACTIONS.get(verb)
    if action is None:
        raise Http404
    if request.method == "GET":
        acts.actor(action, request.postings, library)
        form = action.form(initial=presenting.initial(library, request.GET.get("code", "")))
    else:
        form = action.form(request.POST)
        gone_on = pages.submit(request, form, lambda: _run(request, action, library, form))
        if gone_on is not None:
            return gone_on
        library = find(request, number)
    return pages.answer(request, "arena/indicators/act.html", form, {"library": library, "action": action})


def _run(request: SignedInRequest, action: Any, library: IndicatorLibrary | None, form: Form) -> str:
    """The act; answers the address of the library's page."""
    done = acts.perform(action, library, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return reverse("indicators:detail", args=[done.number])


def _page_of(request: SignedInRequest, state: str) -> Page[IndicatorLibrary]:
    """The page asked for; the first one where the address was tampered with or comes from another list."""
    try:
        return queries.page_of(request.postings, state=state, cursor=request.GET.get("cursor"))
    except BadCursor:
        return queries.page_of(request.postings, state=state)
