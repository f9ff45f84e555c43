"""How I am reached; the robots of a place; what did not arrive."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ..permissions.catalogue import Permission
from ..templatetags.page import query_string
from ..web import acts, idempotency, pages
from ..web.access import SignedInRequest, for_duty
from ..web.paging import BadCursor, Page, keyset
from . import actions, forms, presenting, queries
from .channels import offered
from .models import Message


@require_http_methods(["GET", "POST"])
def channels(request: SignedInRequest) -> HttpResponse:
    """The order of my channels, my addresses, my quiet hours; and a test of each."""
    person = request.account.person
    reach = queries.reach_of(person)
    form = forms.ChannelsForm(request.POST or None, initial=presenting.chosen(person, reach))
    forms.narrow(form, offered())
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, actions.CHANNELS, person, form, "reach:channels"))
        if gone_on is not None:
            messages.success(request, _("Kept."))
            return gone_on
    context = {"tests": presenting.tests(person, reach), "is_offered": bool(offered()), "person": person}
    return pages.answer(request, "foundation/notices/channels.html", form, context)


@require_POST
def test(request: SignedInRequest) -> HttpResponse:
    """Ask for a test message by one channel; the worker sends it within seconds."""
    form = forms.TestForm(request.POST)
    gone_on = pages.submit(
        request, form, lambda: _run(request, actions.TEST, request.account.person, form, "reach:channels")
    )
    if gone_on is None:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return HttpResponseRedirect(reverse("reach:channels"))
    messages.success(request, _("The test message is on its way; look here again in a minute."))
    return gone_on


@require_http_methods(["GET", "POST"])
@for_duty(Permission.POLICY_MANAGE)
def robots(request: SignedInRequest) -> HttpResponse:
    """The robots of my place's groups, and a form for one more."""
    form = forms.RobotForm(request.POST or None)
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, actions.KEEP_ROBOT, None, form, "reach:robots"))
        if gone_on is not None:
            return gone_on
    context = {"robots": queries.robots_of(*request.postings), "remove_key": idempotency.new_key()}
    return pages.answer(request, "foundation/notices/robots.html", form, context)


@require_POST
@for_duty(Permission.POLICY_MANAGE)
def remove_robot(request: SignedInRequest, key: int) -> HttpResponse:
    robot = get_object_or_404(queries.robots_of(*request.postings), pk=key)
    form = forms.NothingForm(request.POST)
    gone_on = pages.submit(request, form, lambda: _run(request, actions.REMOVE_ROBOT, robot, form, "reach:robots"))
    return gone_on or HttpResponseRedirect(reverse("reach:robots"))


@require_GET
@for_duty(Permission.PERSON_MANAGE)
def sending(request: SignedInRequest) -> HttpResponse:
    """Which channels the office has, and what did not arrive, newest first, pages by key."""
    rows = queries.troubled(*request.postings)
    page: Page[Message]
    try:
        page = keyset(rows, queries.TROUBLES, request.GET.get("cursor"))
    except BadCursor:
        page = keyset(rows, queries.TROUBLES)
    context = {
        "configured": presenting.configured(),
        "troubles": presenting.troubles(page.items),
        "pager": _pager(request, page),
    }
    return render(request, "foundation/notices/sending.html", context)


def _pager(request: SignedInRequest, page: Page[Any]) -> dict[str, str | None]:
    def at(cursor: str | None) -> str | None:
        return query_string(request.GET, cursor=cursor) if cursor else None

    first = query_string(request.GET, cursor=None) if page.previous else None
    return {"first": first, "newer": at(page.previous), "older": at(page.next), "last": at(page.last)}


def _run(request: SignedInRequest, action: Any, thing: Any, form: Any, then: str) -> str:
    acts.perform(action, thing, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return reverse(then)
