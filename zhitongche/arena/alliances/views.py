"""The pages of alliances: the list, one with its members on a day, founding one, and the other acts."""

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
from .actions import ACTIONS, FOUND
from .models import Alliance, Membership


def find(request: SignedInRequest, number: str) -> Alliance:
    """The alliance, if a posting of the reader's sees it. Raises Http404 else."""
    alliance = queries.found(request.postings, number)
    if alliance is None:
        raise Http404
    return alliance


@require_GET
@for_duty(Permission.ALLIANCE_READ)
def list_(request: SignedInRequest) -> HttpResponse:
    """Those of the reader's places, the active ones unless asked otherwise."""
    form = forms.FilterForm(request.GET)
    page = _page_of(request, form.word())
    context = {
        "rows": presenting.lines(page.items, request.today),
        "pager": page.links(request.GET),
        "form": form,
        "is_narrowed": bool(form.word()),
        "can_found": _may_keep(request),
    }
    return render(request, "arena/alliances/list.html", context)


@require_GET
def detail(request: SignedInRequest, number: str) -> HttpResponse:
    """Its places, its subs, who belonged to it on a day, and its history."""
    alliance = find(request, number)
    form = forms.OnForm(request.GET)
    day = form.day(request.today)
    page = _members_of(request, alliance, day)
    context = {
        "alliance": alliance,
        "form": form,
        "day": day,
        "pager": page.links(request.GET),
        **presenting.whole(alliance, acts.offers(ACTIONS, request.postings, alliance), page.items, day, request.today),
    }
    return render(request, "arena/alliances/detail.html", context)


@require_http_methods(["GET", "POST"])
@for_duty(Permission.ALLIANCE_MANAGE)
def found(request: SignedInRequest) -> HttpResponse:
    """Found a chief alliance, or a sub-alliance of one."""
    form = forms.FoundForm(request.POST) if request.method == "POST" else forms.FoundForm(initial=_asked(request))
    forms.offer_chiefs(form, request.postings)
    narrow(form, request.postings, request.today)
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, FOUND, None, form))
        if gone_on is not None:
            return gone_on
    return pages.answer(request, "arena/alliances/found.html", form, {"action": FOUND})


@require_http_methods(["GET", "POST"])
def act(request: SignedInRequest, number: str, verb: str) -> HttpResponse:
    """One verb on one alliance: its form, or the act itself."""
    alliance = find(request, number)
    action = ACTIONS.get(verb)
    if action is None:
        raise Http404
    if request.method == "GET":
        acts.actor(action, request.postings, alliance)
        form = action.form(initial=presenting.initial(alliance, _asked(request)))
    else:
        form = action.form(request.POST)
    forms.offer(form, alliance, request.today)
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, action, alliance, form))
        if gone_on is not None:
            return gone_on
        alliance = find(request, number)
    return pages.answer(request, "arena/alliances/act.html", form, {"alliance": alliance, "action": action})


def _run(request: SignedInRequest, action: Any, alliance: Alliance | None, form: Form) -> str:
    """The act; answers the address of the alliance's page."""
    done = acts.perform(action, alliance, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return reverse("alliances:detail", args=[done.number])


def _asked(request: SignedInRequest) -> dict[str, str]:
    """What an address begins a form with."""
    return {name: request.GET.get(name, "") for name in ("person", "parent")}


def _may_keep(request: SignedInRequest) -> bool:
    return any(posting.may(Permission.ALLIANCE_MANAGE) for posting in request.postings)


def _page_of(request: SignedInRequest, state: str) -> Page[Alliance]:
    """The page asked for; the first one where the address was tampered with or comes from another list."""
    try:
        return queries.page_of(request.postings, state=state, cursor=request.GET.get("cursor"))
    except BadCursor:
        return queries.page_of(request.postings, state=state)


def _members_of(request: SignedInRequest, alliance: Alliance, day: Any) -> Page[Membership]:
    try:
        return queries.member_page(alliance, day, request.GET.get("cursor"))
    except BadCursor:
        return queries.member_page(alliance, day)
