"""The pages: the library's list, a project, the form that plans one, and an act with its form."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.files.fields import uploaded
from zhitongche.foundation.files.views import send
from zhitongche.foundation.flow import Action
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.fields import narrow
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest
from zhitongche.foundation.web.paging import BadCursor, Page

from . import approving, listing, presenting, queries, stacking, storytelling
from .actions import ACTIONS, PLAN
from .forms import FilterForm, PlanForAnotherForm, PlanForm, about
from .models import Project
from .queries.offices import watches


def find(request: SignedInRequest, number: str) -> Project:
    """The project, if a posting of the reader's sees it. Raises Http404 else."""
    project = queries.found(request.postings, number)
    if project is None:
        raise Http404
    return project


@require_GET
def list_(request: SignedInRequest) -> HttpResponse:
    """Projects within reach, by state, industry, light, money and place; pages by key."""
    if not any(posting.may(Permission.PROJECT_READ) for posting in request.postings):
        raise Http404
    form = FilterForm(request.GET)
    page = _page_of(request, form.filters())
    rows = presenting.rows(page.items, request.today, with_county=_spans_counties(request))
    context = {
        "rows": listing.lines(rows),
        "pager": page.links(request.GET),
        "form": form,
        "chips": listing.chips(request.postings, request.GET, form.cleaned_data.get("state", "")),
        "is_narrowed": form.is_narrowed,
        "is_narrowing": form.is_narrowed or "narrow" in request.GET,
        "can_plan": planning_form(request) is not None,
        "can_sum": bool(queries.scopes_of(request.postings)),
        "can_watch": any(watches(posting) for posting in request.postings),
    }
    return render(request, "express/projects/list.html", context)


@require_GET
def detail(request: SignedInRequest, number: str) -> HttpResponse:
    """Where it stands, its works, its money and papers; what may be done now; and its history."""
    return render(request, "express/projects/detail.html", _page(request, find(request, number)))


@require_http_methods(["GET", "POST"])
def act(request: SignedInRequest, number: str, verb: str) -> HttpResponse:
    """One verb on one project: its form, or the act itself."""
    project, action = find(request, number), _action_of(verb)
    if request.method == "GET":
        # Who may not act is told so at once, by the page of refusals; nobody fills in a form in vain.
        acts.actor(action, request.postings, project)
        form = about(action.form(initial=_initial(request, project, verb)), project, request.postings)
    else:
        form = about(uploaded(request, action.form), project, request.postings)
    narrow(form, request.postings, request.today)
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, action, project, form))
        if gone_on is not None:
            return gone_on
        project = find(request, number)
    row = presenting.row(project, request.today)
    context = {"project": project, "row": row, "verb": verb, "label": storytelling.named(project, verb, action)}
    return pages.answer(request, "express/projects/act.html", form, context)


def _action_of(verb: str) -> Action:
    """The act of that name. Raises Http404."""
    if verb not in ACTIONS:
        raise Http404
    return ACTIONS[verb]


@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest) -> HttpResponse:
    """Plan a project of the own village, or on behalf of one."""
    kind = planning_form(request)
    if kind is None:
        raise Http404
    form = kind() if request.method == "GET" else uploaded(request, kind)
    narrow(form, request.postings, request.today)
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, PLAN, None, form))
        if gone_on is not None:
            return gone_on
    return pages.answer(request, "express/projects/plan.html", form, {})


@require_GET
def file(request: SignedInRequest, number: str, file: UUID) -> HttpResponseBase:
    """A photo or paper of a project that the reader sees."""
    kept = queries.file_of(find(request, number), file)
    if kept is None:
        raise Http404
    return send(kept.attachment, size=request.GET.get("size", ""))


def planning_form(request: SignedInRequest) -> type[PlanForm] | None:
    """The form of the first posting that plans: a villager's own, or the one on behalf of another."""
    for posting in request.postings:
        if posting.may(Permission.PROJECT_PLAN):
            return PlanForm
        if posting.may(Permission.PROJECT_PLAN_FOR_ANOTHER):
            return PlanForAnotherForm
    return None


def _initial(request: SignedInRequest, project: Project, verb: str) -> dict[str, Any]:
    if started := stacking.initial(verb, request.GET):
        return started
    milestones = queries.milestones_of(project)
    offered = queries.told_of_month(project, milestones, request.today)
    return storytelling.initial(verb, project, milestones, offered)


def _spans_counties(request: SignedInRequest) -> bool:
    return any(len(posting.scope) < 6 for posting in request.postings)


def _page_of(request: SignedInRequest, filters: queries.Filters) -> Page[Project]:
    """The page asked for; the first one where the address was tampered with or comes from another list."""
    try:
        return queries.page_of(request.postings, filters, request.today, request.GET.get("cursor"))
    except BadCursor:
        return queries.page_of(request.postings, filters, request.today, None)


def _run(request: SignedInRequest, action: Any, project: Project | None, form: Form) -> str:
    """The act; answers the address of the project's page."""
    done = acts.perform(action, project, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return reverse("projects:detail", args=[done.number])


def _page(request: SignedInRequest, project: Project) -> dict[str, Any]:
    events, days = queries.history(project), workdays()
    row = presenting.row(project, request.today, days)
    offers = acts.offers(ACTIONS, request.postings, project)
    return {
        **_head(request, project, row),
        "phases": storytelling.phases(project, events),
        "standing": storytelling.standing(project, request.today),
        "key_facts": storytelling.key_facts(project, request.today),
        "money": storytelling.money(project),
        "milestones": storytelling.milestones(queries.milestones_of(project), request.today),
        "photos": storytelling.photos(project, [file for event in events for file in event.shown_files]),
        "instructions": queries.instructions_of(project) if any(one.action == "instruct" for one in events) else [],
        "acts": storytelling.acts(project, offers),
        **stacking.on_page(project, events, offers, request.today),
        "facts": storytelling.facts(project, row),
        **approving.on_page(project, request.postings, request.today, days),
        "story": storytelling.story(project, events),
    }


def _head(request: SignedInRequest, project: Project, row: presenting.Row) -> dict[str, Any]:
    """What it is, and whether the reader could send somebody about it."""
    sends = any(one.may(Permission.DISPATCH_SEND) for one in request.postings)
    return {"project": project, "row": row, "may_dispatch": project.is_open and sends}
