"""Why is it stuck (为什么卡住): the chain of one project, and from any end of it to the projects it belongs to."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from zhitongche.express.problems import queries as problems
from zhitongche.express.projects import presenting as projects
from zhitongche.express.projects import queries as library
from zhitongche.express.projects.models import Project
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.people.models import Department
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web.access import SignedInRequest, for_duty

from . import presenting, queries


@require_GET
def project(request: SignedInRequest, number: str) -> HttpResponse:
    """One project from its approvals over its money to its problems, with who holds what; on top the one sentence."""
    found = find(request, number)
    days = workdays()
    parts = queries.parts_of(found, request.postings, request.today, days)
    context = {
        "project": found,
        "row": projects.row(found, request.today, days),
        "chain": presenting.chain(parts, request.today, days),
    }
    return render(request, "oversight/chains/project.html", context)


@require_GET
@for_duty(Permission.PROJECT_READ)
def department(request: SignedInRequest) -> HttpResponse:
    """The projects that wait for a department; with `problem` the chain of the project that the problem holds up."""
    if number := request.GET.get("problem"):
        return _of_problem(request, number)
    offered = queries.departments_for(request.postings)
    chosen = _chosen(request, offered)
    context = {
        "departments": offered,
        "chosen": chosen,
        "rows": _waiting(request, chosen) if chosen else [],
        "most": queries.MOST_PROJECTS,
    }
    return render(request, "oversight/chains/department.html", context)


def find(request: SignedInRequest, number: str) -> Project:
    """The project, if a posting of the reader's sees it. Raises Http404 else."""
    found = library.found(request.postings, number)
    if found is None:
        raise Http404
    return found


def _of_problem(request: SignedInRequest, number: str) -> HttpResponse:
    """On to the project's chain; a problem that holds up none leads back to its own page."""
    problem = problems.found(request.postings, number)
    if problem is None:
        raise Http404
    if problem.project is None or library.found(request.postings, problem.project.number) is None:
        return redirect("problems:detail", problem.number)
    return redirect("chains:project", problem.project.number)


def _chosen(request: SignedInRequest, offered: list[Department]) -> Department | None:
    """The department asked for, else the reader's own."""
    own = {posting.department_id for posting in request.postings}
    code = request.GET.get("department", "")
    return next((one for one in offered if (one.code == code if code else one.pk in own)), None)


def _waiting(request: SignedInRequest, chosen: Department) -> list[dict[str, object]]:
    shown = queries.waiting_for(chosen, request.postings)
    return presenting.waiting(
        shown,
        queries.approvals_held(chosen, shown),
        queries.money_held(chosen, shown),
        queries.problems_held(chosen, shown, request.postings),
        request.today,
    )
