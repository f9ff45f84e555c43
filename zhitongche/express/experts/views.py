"""The pages of the expert pool: the list, an entry, the form that makes or changes one, and the other acts."""

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
from zhitongche.foundation.regions.fields import narrow
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest, for_duty
from zhitongche.foundation.web.paging import BadCursor, Page

from . import presenting, queries
from .actions import ACTIONS, ENROL
from .forms import EntryForm, FilterForm
from .models import Expert


def find(request: SignedInRequest, number: str) -> Expert:
    """The entry, if a posting of the reader's sees it. Raises Http404 else."""
    expert = queries.found(request.postings, number)
    if expert is None:
        raise Http404
    return expert


@require_GET
@for_duty(Permission.EXPERT_READ)
def list_(request: SignedInRequest) -> HttpResponse:
    """Those who serve the reader's places, by field, day, place and words."""
    form = FilterForm(request.GET)
    page = _page_of(request, form.filters())
    context = {
        "rows": presenting.lines(page.items),
        "pager": page.links(request.GET),
        "form": form,
        "is_narrowed": form.is_narrowed,
        "can_enrol": _may(request, Permission.EXPERT_MANAGE),
    }
    return render(request, "express/experts/list.html", context)


@require_GET
def detail(request: SignedInRequest, number: str) -> HttpResponse:
    """What the expert knows, when they can come, what came of it; and the entry's history."""
    expert = find(request, number)
    files = queries.files_of(request.postings, expert)
    offers = acts.offers(ACTIONS, request.postings, expert)
    may_take_off = any(one.verb == "take_off" and one.is_allowed for one in offers)
    context = {
        "expert": expert,
        "skills": queries.skills_of(expert),
        "key_facts": presenting.key_facts(expert, request.today),
        "facts": presenting.facts(expert, has_phone=files is not None),
        "papers": presenting.papers(expert, files, may_take_off=may_take_off),
        "acts": presenting.buttons(expert, offers),
        "story": presenting.story(queries.history(expert)),
    }
    return render(request, "express/experts/detail.html", context)


@require_http_methods(["GET", "POST"])
@for_duty(Permission.EXPERT_MANAGE)
def enrol(request: SignedInRequest) -> HttpResponse:
    """Take somebody into the pool."""
    sent = request.method == "POST"
    form = uploaded(request, EntryForm) if sent else EntryForm(initial={"region": request.postings[0].scope})
    narrow(form, request.postings, request.today)
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, ENROL, None, form))
        if gone_on is not None:
            return gone_on
    return pages.answer(request, "express/experts/enrol.html", form, {"action": ENROL})


@require_http_methods(["GET", "POST"])
def act(request: SignedInRequest, number: str, verb: str) -> HttpResponse:
    """One verb on one entry: its form, or the act itself."""
    expert = find(request, number)
    action = ACTIONS.get(verb)
    if action is None:
        raise Http404
    if request.method == "GET":
        acts.actor(action, request.postings, expert)
        form = action.form(initial=presenting.initial(expert) | {"file": request.GET.get("file", "")})
    else:
        form = uploaded(request, action.form)
    narrow(form, request.postings, request.today)
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, action, expert, form))
        if gone_on is not None:
            return gone_on
        expert = find(request, number)
    return pages.answer(request, "express/experts/act.html", form, {"expert": expert, "action": action})


@require_GET
def file(request: SignedInRequest, number: str, file: UUID) -> HttpResponseBase:
    """A paper of an entry; 404 for those who are not shown its papers."""
    expert = find(request, number)
    shown = queries.files_of(request.postings, expert) or ()
    kept = next((one for one in shown if one.attachment_id == file), None)
    if kept is None:
        raise Http404
    return send(kept.attachment, size=request.GET.get("size", ""))


def _run(request: SignedInRequest, action: Any, expert: Expert | None, form: Form) -> str:
    """The act; answers the address of the entry's page."""
    done = acts.perform(action, expert, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return reverse("experts:detail", args=[done.number])


def _may(request: SignedInRequest, permission: Permission) -> bool:
    return any(posting.may(permission) for posting in request.postings)


def _page_of(request: SignedInRequest, filters: queries.Filters) -> Page[Expert]:
    """The page asked for; the first one where the address was tampered with or comes from another list."""
    try:
        return queries.page_of(request.postings, filters, request.GET.get("cursor"))
    except BadCursor:
        return queries.page_of(request.postings, filters, None)
