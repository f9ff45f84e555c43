"""The rectification list (整改清单): what departments have promised, one item, and an act with its form."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.foundation.files.fields import uploaded
from zhitongche.foundation.files.views import send
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest
from zhitongche.foundation.web.paging import BadCursor, Page, keyset

from .. import promising, queries
from ..actions import RECTIFICATIONS
from ..forms import RectificationFilterForm
from ..models import Rectification


def find(request: SignedInRequest, number: str) -> Rectification:
    """The item, if a posting of the reader's sees its problem. Raises Http404 else."""
    item = queries.promises_visible_to(request.postings).filter(number=number).first()
    if item is None:
        raise Http404
    return item


@require_GET
def list_(request: SignedInRequest) -> HttpResponse:
    """A department's own promises; for a place, those about its villages. Pages by key, the nearest day first."""
    if not any(posting.may(Permission.PROBLEM_READ) for posting in request.postings):
        raise Http404
    form = RectificationFilterForm(request.GET)
    page = _page_of(request, form.filters())
    context = {
        "rows": promising.rows(page.items, request.today),
        "pager": page.links(request.GET),
        "chips": promising.chips(request.GET, form.chosen_view),
        "is_narrowed": bool(request.GET),
        "is_own": all(posting.department_id for posting in request.postings),
    }
    return render(request, "express/rectifications/list.html", context)


@require_GET
def detail(request: SignedInRequest, number: str) -> HttpResponse:
    """What was promised, by when, what came of it, and what may be done now."""
    return render(request, "express/rectifications/detail.html", _page(request, find(request, number)))


@require_http_methods(["GET", "POST"])
def act(request: SignedInRequest, number: str, verb: str) -> HttpResponse:
    """One verb on one item: its form, or the act itself."""
    item = find(request, number)
    action = RECTIFICATIONS.get(verb)
    if action is None:
        raise Http404
    if request.method == "GET":
        acts.actor(action, request.postings, item)
        form = action.form()
    else:
        form = uploaded(request, action.form)
        gone_on = pages.submit(request, form, lambda: _run(request, action, item, form))
        if gone_on is not None:
            return gone_on
        item = find(request, number)
    return pages.answer(
        request, "express/rectifications/act.html", form, {**_page(request, item), "verb": verb, "action": action}
    )


@require_GET
def file(request: SignedInRequest, number: str, file: UUID) -> HttpResponseBase:
    """A photo that came with an item which the reader sees."""
    kept = queries.promise_file(find(request, number), file)
    if kept is None:
        raise Http404
    return send(kept.attachment, size=request.GET.get("size", ""))


def _page_of(request: SignedInRequest, filters: queries.PromiseFilters) -> Page[Rectification]:
    """The page asked for; the first one where the address was tampered with or comes from another list."""
    rows = queries.promises_listed(request.postings, filters, request.today)
    try:
        return keyset(rows, queries.PROMISE_ORDER, request.GET.get("cursor"))
    except BadCursor:
        return keyset(rows, queries.PROMISE_ORDER)


def _run(request: SignedInRequest, action: Any, item: Rectification, form: Form) -> str:
    """The act; answers the address of the item's page."""
    acts.perform(action, item, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return reverse("rectifications:detail", args=[item.number])


def _page(request: SignedInRequest, item: Rectification) -> dict[str, Any]:
    offers = acts.offers(RECTIFICATIONS, request.postings, item)
    return {
        "item": item,
        "row": promising.rows([item], request.today)[0],
        "acts": promising.buttons(item, offers),
        "story": promising.story(item, queries.history_of(item)),
    }
