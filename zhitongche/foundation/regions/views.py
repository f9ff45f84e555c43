"""The pages of the places: browse, search, one place with its history, an act with its form; and the picker."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from ..errors import Refused
from ..people.models import Posting
from ..permissions.catalogue import Permission
from ..templatetags.page import query_string
from ..web import acts, pages
from ..web.access import SignedInRequest, for_duty
from ..web.paging import BadCursor, Page, keyset
from . import fields, queries, search
from .actions import ACTIONS
from .models import Region

ROWS = 50


@require_GET
@for_duty(Permission.REGION_MANAGE)
def list_(request: SignedInRequest) -> HttpResponse:
    """Where the keeper's areas begin; or, with `q`, the places that search finds, closed ones not among them."""
    keepers = _keepers(request)
    words = request.GET.get("q", "").strip()
    page: Page[Region] | None = None
    if words:
        rows = search.search(words, search.within_scopes((posting.scope for posting in keepers), request.today))
    else:
        page = _page_of(request, queries.roots(*keepers))
        rows = page.items
    context = {
        "rows": _named(rows),
        "words": words,
        "pager": _pager(request, page),
    }
    return render(request, "foundation/regions/list.html", context)


@require_GET
@for_duty(Permission.REGION_MANAGE)
def detail(request: SignedInRequest, code: str) -> HttpResponse:
    """A place: what it lies in, what lies in it, what became of it, what may be done."""
    region = find(request, code)
    page = _page_of(request, queries.children(region))
    context = {**_head(request, region), "rows": page.items, "pager": _pager(request, page)}
    return render(request, "foundation/regions/detail.html", context | {"history": queries.history(region)})


@require_http_methods(["GET", "POST"])
@for_duty(Permission.REGION_MANAGE)
def act(request: SignedInRequest, code: str, verb: str) -> HttpResponse:
    """One act on one place: its form, or the act itself."""
    region = find(request, code)
    action = ACTIONS.get(verb)
    if action is None:
        raise Http404
    form = action.form(request.POST if request.method == "POST" else None)
    fields.narrow(form, _keepers(request), request.today)
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, action, region, form))
        if gone_on is not None:
            return gone_on
    context = {**_head(request, find(request, code)), "action": action, "refused": _refused(request, action, region)}
    return pages.answer(request, "foundation/regions/act.html", form, context)


@require_GET
def pick(request: SignedInRequest) -> HttpResponse:
    """What a search finds inside the reader's areas: for htmx the cards of a form's field, else a page of its own."""
    name = request.GET.get("name", "")
    words = request.GET.get("q") or request.GET.get(f"{name}_q") or ""
    level = fields.LEVELS.get(request.GET.get("level", ""))
    reach = search.within_scopes((posting.scope for posting in request.postings), request.today, level)
    within = queries.resolve(request.GET.get("within", ""))
    found = search.search(words, reach.narrowed(within.code if within else ""))
    context = {"options": fields.options_of(found), "name": name or "region", "words": words.strip()}
    template = "foundation/form/_options.html" if request.headers.get("HX-Request") else "foundation/regions/pick.html"
    return render(request, template, context)


def find(request: SignedInRequest, code: str) -> Region:
    """The place, if it lies inside an area the reader keeps. Raises Http404 else."""
    region = queries.visible_to(*_keepers(request)).filter(pk=code).select_related("successor").first()
    if region is None:
        raise Http404
    return region


def _keepers(request: SignedInRequest) -> tuple[Posting, ...]:
    return tuple(posting for posting in request.postings if posting.may(Permission.REGION_MANAGE))


def _run(request: SignedInRequest, action: Any, region: Region, form: Form) -> str:
    done = acts.perform(action, region, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return reverse("regions:detail", args=[done.code])


def _refused(request: SignedInRequest, action: Any, region: Region) -> str:
    """The sentence that would refuse the act now; empty where it may be done."""
    try:
        acts.actor(action, request.postings, region)
    except Refused as refused:
        return str(refused)
    return ""


def _head(request: SignedInRequest, region: Region) -> dict[str, Any]:
    offers = acts.offers(ACTIONS, request.postings, region)
    keepers = _keepers(request)
    line = [place for place in queries.lineage(region) if any(posting.reaches(place.code) for posting in keepers)]
    return {
        "region": region,
        "lineage": line,
        "full_name": queries.full_name(region.code),
        "acts": [
            {
                "label": offer.action.label,
                "address": reverse("regions:act", args=[region.code, offer.verb]),
                "reason": str(offer.refusal) if offer.refusal else "",
                "is_primary": offer.action.is_primary,
                "is_stern": offer.verb == "close",
            }
            for offer in offers
        ],
    }


def _named(rows: list[Region]) -> list[tuple[Region, str]]:
    called = queries.full_names(place.code for place in rows)
    return [(place, called.get(place.code, "")) for place in rows]


def _page_of(request: SignedInRequest, rows: Any) -> Page[Region]:
    try:
        return keyset(rows, ("code",), request.GET.get("cursor"), ROWS)
    except BadCursor:
        return keyset(rows, ("code",), None, ROWS)


def _pager(request: SignedInRequest, page: Page[Region] | None) -> dict[str, str | None]:
    if page is None or page.is_alone:
        return {}

    def at(cursor: str | None) -> str | None:
        return query_string(request.GET, cursor=cursor) if cursor else None

    return {
        "first": query_string(request.GET, cursor=None) if page.previous else None,
        "newer": at(page.previous),
        "older": at(page.next),
        "last": at(page.last),
    }
