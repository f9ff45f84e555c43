"""What the register's pages share: an act with its form, a list with its search, a picker's answer."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse

from ...errors import Refused
from ...flow import Action
from ...regions.fields import narrow as narrow_places
from ...templatetags.page import query_string
from ...web import acts, pages
from ...web.access import SignedInRequest
from ...web.paging import BadCursor, Page, keyset
from .. import fields
from ..models import Posting

STERN = frozenset({"disable_account", "close", "end"})


def act(
    request: SignedInRequest,
    action: Action,
    thing: Any,
    *,
    back: str,
    then: Callable[[Any, forms.BaseForm], str],
    initial: dict[str, Any] | None = None,
    **context: Any,
) -> HttpResponse:
    """An act's form, or the act itself and then on to the address `then` names."""
    form = _form(request, action, thing, initial or {})
    if form.is_bound:
        gone_on = pages.submit(request, form, lambda: then(perform(request, action, thing, form), form))
        if gone_on is not None:
            return gone_on
    shown = {"action": action, "thing": thing, "back": back, "refused": refusal(request, action, thing)}
    return pages.answer(request, "foundation/people/act.html", form, {**shown, **context})


def _form(request: SignedInRequest, action: Action, thing: Any, initial: dict[str, Any]) -> forms.BaseForm:
    """The act's form, its search fields told how far the reader may see."""
    form: forms.BaseForm = action.form(request.POST) if request.method == "POST" else action.form(initial=initial)
    fields.narrow(form, request.postings)
    narrow_places(form, keepers(request, action, thing), request.today)
    return form


def perform(request: SignedInRequest, action: Action, thing: Any, form: forms.BaseForm) -> Any:
    return acts.perform(action, thing, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))


def keepers(request: SignedInRequest, action: Action, thing: Any) -> tuple[Posting, ...]:
    """The reader's postings that may do it: their places are those a form may choose from."""
    return tuple(posting for posting in request.postings if action.why_not(posting, thing) is None)


def refusal(request: SignedInRequest, action: Action, thing: Any) -> str:
    """The sentence that would refuse the act now; empty where it may be done."""
    try:
        acts.actor(action, request.postings, thing)
    except Refused as refused:
        return str(refused)
    return ""


def offered(
    request: SignedInRequest, actions: dict[str, Action], thing: Any, address: str, key: Any
) -> list[dict[str, Any]]:
    """The buttons of a page, as `foundation/_acts.html` draws them."""
    return [
        {
            "label": offer.action.label,
            "address": reverse(address, args=[key, offer.verb]),
            "reason": str(offer.refusal) if offer.refusal else None,
            "is_primary": offer.action.is_primary,
            "is_stern": offer.verb in STERN,
        }
        for offer in acts.offers(actions, request.postings, thing)
    ]


def verb_of(actions: dict[str, Action], verb: str) -> Action:
    action = actions.get(verb)
    if action is None:
        raise Http404
    return action


def listed(
    request: SignedInRequest, rows: QuerySet[Any], order: Sequence[str]
) -> tuple[list[Any], dict[str, str | None]]:
    """One page of a list by key, and the addresses around it for `foundation/_pager.html`."""
    page: Page[Any]
    try:
        page = keyset(rows, order, request.GET.get("cursor"))
    except BadCursor:
        page = keyset(rows, order)

    def at(cursor: str | None) -> str | None:
        return query_string(request.GET, cursor=cursor) if cursor else None

    first = query_string(request.GET, cursor=None) if page.previous else None
    return page.items, {"first": first, "newer": at(page.previous), "older": at(page.next), "last": at(page.last)}
