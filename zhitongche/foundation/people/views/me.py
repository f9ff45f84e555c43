"""Everybody's own pages: who I am, my sessions, my tokens."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ...permissions.roles import DUTIES, Role
from ...regions.queries import full_names
from ...web import idempotency, pages
from ...web.access import SignedInRequest
from .. import actions, queries
from ..models import Posting
from . import acting


@require_GET
def me(request: SignedInRequest) -> HttpResponse:
    """Who I am, what I serve as, and what belongs to my account."""
    called = full_names(posting.scope for posting in request.postings)
    context = {
        "account": request.account,
        "held": [(posting, _description(posting), called.get(posting.scope, "")) for posting in request.postings],
        "tokens": queries.tokens_of(request.account),
        "key": idempotency.new_key(),
    }
    return render(request, "foundation/people/me.html", context)


@require_POST
def new_token(request: SignedInRequest) -> HttpResponse:
    """Make a token and tell it in this answer; the same form sent again only leads back."""
    form, told = forms.Form(request.POST), list[str]()

    def effect() -> str:
        told.append(acting.perform(request, actions.NEW_TOKEN, request.account, form))
        return reverse("people:me")

    response = pages.submit(request, form, effect)
    if told:
        return render(request, "foundation/people/token.html", {"token": told[0]})
    return response or _back_to_me(request, form)


@require_POST
def revoke_token(request: SignedInRequest, key: int) -> HttpResponse:
    token = get_object_or_404(queries.tokens_of(request.account), pk=key)
    form = forms.Form(request.POST)

    def effect() -> str:
        acting.perform(request, actions.REVOKE_TOKEN, token, form)
        return reverse("people:me")

    return pages.submit(request, form, effect) or _back_to_me(request, form)


@require_http_methods(["GET", "POST"])
def sessions(request: SignedInRequest) -> HttpResponse:
    """Where I am signed in; each of the others can be ended from here, or all of them at once."""
    if request.method == "POST":
        return _end_sessions(request)
    current = request.session.session_key
    lines = [(session, session.session_key == current) for session in queries.sessions_alive(request.account)]
    context = {"lines": lines, "key": idempotency.new_key(), "has_others": len(lines) > 1}
    return render(request, "foundation/people/sessions.html", context)


def _end_sessions(request: SignedInRequest) -> HttpResponse:
    others = queries.sessions_of(request.account).exclude(session_key=request.session.session_key)
    chosen = request.POST.get("session", "")
    if chosen != "all":
        others = others.filter(pk=chosen) if queries.is_key(chosen) else others.none()
    form = forms.Form(request.POST)

    def effect() -> str:
        for session in others:
            acting.perform(request, actions.END_SESSION, session, form)
        return reverse("usersessions_list")

    return pages.submit(request, form, effect) or _back_to_me(request, form)


def _description(posting: Posting) -> object:
    return DUTIES[Role(posting.role)].description


def _back_to_me(request: SignedInRequest, form: forms.Form) -> HttpResponse:
    """Back to my page, with the sentence that refused."""
    for sentence in form.non_field_errors() or [_("Nothing was changed.")]:
        messages.error(request, str(sentence))
    return HttpResponseRedirect(reverse("people:me"))
