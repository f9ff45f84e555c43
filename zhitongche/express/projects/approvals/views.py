"""The papers of a project on a page of their own: the path, each approval with its history, and its steps."""

from dataclasses import replace

from django.forms import Form
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.express.approvals import queries as library
from zhitongche.foundation.files.fields import uploaded
from zhitongche.foundation.files.views import send
from zhitongche.foundation.flow import Action
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest
from zhitongche.foundation.web.paging import BadCursor, Page

from .. import approving, handling, presenting
from ..actions import ACTIONS
from ..forms.approving import StepForm, asked_for, step_form
from ..handling import Step
from ..models import Project, ProjectApproval
from ..queries import approving as queries
from ..queries import found
from ..queries import offices as holding
from ..rules import approving as rules
from . import offices as held


def find(request: SignedInRequest, number: str) -> Project:
    """The project, if a posting of the reader's sees it. Raises Http404 else."""
    project = found(request.postings, number)
    if project is None:
        raise Http404
    return project


@require_GET
def offices(request: SignedInRequest) -> HttpResponse:
    """Which office holds what, the nearest or most exceeded statutory day first; a department its own. 404 for others."""
    if not any(holding.watches(posting) for posting in request.postings):
        raise Http404
    found = holding.offices(request.postings, request.today)
    office = holding.called(found, request.GET.get("office", ""))
    state = holding.state_called(request.GET.get("state", ""))
    page = _page_held(request, state, office)
    context = {
        "offices": held.lines(found, request.today),
        "total": held.total(found),
        "office": office,
        "chips": held.chips(found, office, state, request.GET),
        "rows": held.rows(page.items, request.today),
        "pager": page.links(request.GET),
    }
    return render(request, "express/projects/offices.html", context)


@require_GET
def overview(request: SignedInRequest, number: str) -> HttpResponse:
    """Every approval of a project: the path they make, who holds each, its papers and its steps."""
    project = find(request, number)
    there = queries.approvals_of(project)
    shown = approving.on_page(project, request.postings, request.today)
    told = approving.histories(project, there)
    context = {
        "project": project,
        "row": presenting.row(project, request.today),
        **shown,
        "entries": [{**one, **told[one["code"]]} for one in shown["approvals"]],
    }
    return render(request, "express/projects/approvals.html", context)


@require_http_methods(["GET", "POST"])
def act(request: SignedInRequest, number: str, code: str, step: str) -> HttpResponse:
    """One step of one approval: its form with the papers that are there, or the step itself."""
    project = find(request, number)
    approval, taken = _named(project, code, step)
    action = _bound(project, approval, taken)
    if request.method == "GET":
        acts.actor(action, request.postings, project)
    form = _form(request, project, approval, taken)
    if request.method == "POST" and (
        gone_on := pages.submit(request, form, lambda: _run(request, action, project, form))
    ):
        return gone_on
    row = presenting.row(project, request.today)
    context = {"project": project, "row": row, "approval": approval, "taken": taken, "action": action}
    return pages.answer(request, "express/projects/approval_step.html", form, context)


@require_GET
def paper(request: SignedInRequest, number: str, paper: int) -> HttpResponseBase:
    """A paper that was handed in for one of the project's approvals."""
    kept = queries.paper_handed_in(find(request, number), paper)
    if kept is None:
        raise Http404
    return send(kept.attachment)


def _page_held(
    request: SignedInRequest, state: ProjectApproval.State, office: holding.Office | None
) -> Page[ProjectApproval]:
    """The page asked for; the first one where the address was tampered with or comes from the other view."""
    try:
        return holding.page_held(request.postings, state, office, request.GET.get("cursor"))
    except BadCursor:
        return holding.page_held(request.postings, state, office, None)


def _named(project: Project, code: str, step: str) -> tuple[ProjectApproval, Step]:
    """The approval and the step of those names. Raises Http404."""
    approval = next((one for one in queries.approvals_of(project) if one.code == code), None)
    if approval is None or step not in Step.values:
        raise Http404
    return approval, Step(step)


def _bound(project: Project, approval: ProjectApproval, taken: Step) -> Action:
    """The act of the table, asked about this very step: of several postings the one whose step it is takes it."""
    there = queries.approvals_of(project)
    return replace(
        ACTIONS["update_approval"],
        why_not=lambda posting, _project: rules.why_not_take(posting, project, approval, there, taken),
    )


def _form(request: SignedInRequest, project: Project, approval: ProjectApproval, taken: Step) -> StepForm:
    """With a question for each paper where the step hands some in."""
    asked = []
    if taken in handling.WITH_PAPERS:
        papers = library.papers_of(project.village_id, [one["code"] for one in approval.item.materials])
        asked = asked_for(approval, papers, request.today)
    kind = step_form(asked)
    if request.method == "POST":
        return uploaded(request, kind)
    return kind(initial={"approval": approval.code, "step": taken.value, "on": request.today})


def _run(request: SignedInRequest, action: Action, project: Project, form: Form) -> str:
    acts.perform(action, project, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return reverse("projects:approvals", args=[project.number])
