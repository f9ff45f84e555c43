"""The pages of dispatches: the list, who could come, the form that sends somebody, a dispatch, and an act with its form."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.express.experts import presenting as people
from zhitongche.express.experts import queries as experts
from zhitongche.foundation.files.fields import uploaded
from zhitongche.foundation.files.views import send
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest, for_duty
from zhitongche.foundation.web.paging import BadCursor, Page

from . import matching, presenting, queries
from .actions import ACTIONS, DISPATCH
from .forms import DispatchForm, FilterForm, SuggestForm
from .models import Dispatch


def find(request: SignedInRequest, number: str) -> Dispatch:
    """The dispatch, if a posting of the reader's sees it. Raises Http404 else."""
    dispatch = queries.found(request.postings, number)
    if dispatch is None:
        raise Http404
    return dispatch


@require_GET
@for_duty(Permission.EXPERT_READ)
def list_(request: SignedInRequest) -> HttpResponse:
    """An expert's own, or those into the reader's places; pages by key."""
    form = FilterForm(request.GET)
    page = _page_of(request, form.filters())
    context = {
        "rows": presenting.lines(presenting.rows(page.items, request.today)),
        "pager": page.links(request.GET),
        "form": form,
        "chips": presenting.chips(request.GET, form.cleaned_data.get("state", "")),
        "is_narrowed": form.is_narrowed,
    }
    return render(request, "express/dispatches/list.html", context)


@require_GET
@for_duty(Permission.DISPATCH_SEND)
def suggest(request: SignedInRequest) -> HttpResponse:
    """Who could come about a problem or project, with the reasons in words."""
    form = SuggestForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    about = queries.subject(request.postings, asked.get("problem", ""), asked.get("project", ""))
    if about is None:
        raise Http404
    first, last = asked.get("from_"), asked.get("until")
    found = matching.suggestions(about, postings=request.postings, first=first, last=last)
    entries = people.lines([one.expert for one in found])
    shown = [(one, entry, _next(one, asked)) for one, entry in zip(found, entries, strict=True)]
    context = {"about": about, "form": form, "suggestions": shown, "is_over": queries.is_over(about)}
    return render(request, "express/dispatches/suggest.html", context)


def _next(one: matching.Suggestion, asked: dict[str, Any]) -> dict[str, str]:
    """What the button sends on: to a new dispatch, or to the one that is replaced."""
    given = {name: str(asked[name]) for name in ("problem", "project", "from_", "until") if asked.get(name)}
    replaced = asked.get("replaces")
    target = reverse("dispatches:act", args=[replaced, "replace"]) if replaced else reverse("dispatches:dispatch")
    return {"address": target, **given, "expert": one.expert.number}


@require_http_methods(["GET", "POST"])
@for_duty(Permission.DISPATCH_SEND)
def dispatch(request: SignedInRequest) -> HttpResponse:
    """Send an expert to a village; whom and about what is usually known from the page before."""
    form = DispatchForm(request.POST) if request.method == "POST" else DispatchForm(initial=_given(request))
    asked = {name: str(form[name].value() or "") for name in ("expert", "problem", "project")}
    whom = experts.found(request.postings, asked["expert"])
    about = queries.subject(request.postings, asked["problem"], asked["project"])
    form.hide(*(["expert"] if whom else []), *(["problem", "project"] if about else []))
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, DISPATCH, None, form))
        if gone_on is not None:
            return gone_on
    return pages.answer(request, "express/dispatches/dispatch.html", form, {"whom": whom, "about": about})


@require_GET
def detail(request: SignedInRequest, number: str) -> HttpResponse:
    """Who comes when and for what; what may be done now; what was found; and its history."""
    one = find(request, number)
    row = presenting.rows([one], request.today)[0]
    phone = one.expert.phone if queries.may_see_phone(request.postings, one) else ""
    files = queries.files_of(one)
    context = {
        "dispatch": one,
        "row": row,
        "phases": presenting.phases(one),
        "key_facts": presenting.key_facts(row, phone=phone),
        "acts": presenting.buttons(one, acts.offers(ACTIONS, request.postings, one)),
        "facts": presenting.facts(one),
        "story": presenting.story(one, queries.history(one), files),
        "about": queries.subject_of(request.postings, one),
    }
    return render(request, "express/dispatches/detail.html", context)


@require_http_methods(["GET", "POST"])
def act(request: SignedInRequest, number: str, verb: str) -> HttpResponse:
    """One verb on one dispatch: its form, or the act itself."""
    one, action = find(request, number), ACTIONS.get(verb)
    if action is None:
        raise Http404
    if request.method == "GET":
        acts.actor(action, request.postings, one)
        form = action.form(initial=_begin(request, verb))
    else:
        form = uploaded(request, action.form)
        gone_on = pages.submit(request, form, lambda: _run(request, action, one, form))
        if gone_on is not None:
            return gone_on
        one = find(request, number)
    row = presenting.rows([one], request.today)[0]
    return pages.answer(request, "express/dispatches/act.html", form, {"dispatch": one, "row": row, "action": action})


@require_GET
def file(request: SignedInRequest, number: str, file: UUID) -> HttpResponseBase:
    """A photo of a visit that the reader sees."""
    kept = queries.file_of(find(request, number), file)
    if kept is None:
        raise Http404
    return send(kept.attachment, size=request.GET.get("size", ""))


def _given(request: SignedInRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in DispatchForm.base_fields if name in request.GET}


def _begin(request: SignedInRequest, verb: str) -> dict[str, Any]:
    """What a form begins with: today's visit, or the expert that was chosen."""
    if verb == "report_visit":
        return {"visited_on": request.today}
    return {name: request.GET[name] for name in ("expert", "from_", "until") if name in request.GET}


def _run(request: SignedInRequest, action: Any, one: Dispatch | None, form: Form) -> str:
    """The act; answers the address of the dispatch's page: of the new one, where one was made."""
    done = acts.perform(action, one, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return reverse("dispatches:detail", args=[done.number if isinstance(done, Dispatch) else one.number if one else ""])


def _page_of(request: SignedInRequest, filters: queries.Filters) -> Page[Dispatch]:
    """The page asked for; the first one where the address was tampered with or comes from another list."""
    try:
        return queries.page_of(request.postings, filters, request.GET.get("cursor"))
    except BadCursor:
        return queries.page_of(request.postings, filters, None)
