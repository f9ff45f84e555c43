"""My saved views: all of them, one more, another name, away with it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from ..web import acts, pages
from ..web.access import SignedInRequest
from . import presenting, queries
from .actions import ACTIONS, SAVE
from .models import SavedView


@require_GET
def list_(request: SignedInRequest) -> HttpResponse:
    """Every view I keep, with what can be done about it."""
    lines = [
        {"view": view, "address": presenting.address(view.kind, view.query)}
        for view in queries.views_of(request.account.person_id)
    ]
    return render(request, "foundation/search/views.html", {"lines": lines, "actions": ACTIONS})


@require_http_methods(["GET", "POST"])
def save(request: SignedInRequest) -> HttpResponse:
    """Give the narrowing in the address a name; `of` says which list it narrows."""
    kind = request.POST.get("kind") or request.GET.get("of", "")
    if kind not in SavedView.Kind.values:
        raise Http404
    query = queries.kept_part(request.META.get("QUERY_STRING", ""))
    form = SAVE.form(request.POST or None, initial={"kind": kind, "query": query})
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _saved(request, form))
        if gone_on is not None:
            return gone_on
    context = {"action": SAVE, "back": presenting.address(kind, query)}
    return pages.answer(request, "foundation/search/act.html", form, context)


@require_http_methods(["GET", "POST"])
def act(request: SignedInRequest, key: int, verb: str) -> HttpResponse:
    """One verb on one of my views."""
    view = get_object_or_404(queries.views_of(request.account.person_id), pk=key)
    action = ACTIONS.get(verb)
    if action is None:
        raise Http404
    form = action.form(request.POST or None, initial={"name": view.name})
    if request.method == "POST":
        form = action.form(request.POST)
        gone_on = pages.submit(request, form, lambda: _done(request, action, view, form))
        if gone_on is not None:
            return gone_on
    context = {"action": action, "view": view, "verb": verb, "back": reverse("views:list")}
    return pages.answer(request, "foundation/search/act.html", form, context)


def _saved(request: SignedInRequest, form: Any) -> str:
    """Save it; answers the address it opens."""
    view = acts.perform(SAVE, None, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return presenting.address(view.kind, view.query)


def _done(request: SignedInRequest, action: Any, view: SavedView, form: Any) -> str:
    acts.perform(action, view, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return reverse("views:list")
