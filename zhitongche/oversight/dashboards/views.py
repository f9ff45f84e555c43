"""总体情况: the picture of a place or of a department; and the list of leaders' instructions (批示)."""

from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from zhitongche.express.boundaries.rules import why_not_lay_boundaries
from zhitongche.express.problems import queries as problems
from zhitongche.foundation.people.models import Department
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.queries import full_name, scope_of
from zhitongche.foundation.templatetags.page import query_string
from zhitongche.foundation.web.access import SignedInRequest, for_duty
from zhitongche.foundation.web.paging import BadCursor, chained

from . import making, presenting, queries

# How many of the longest overdue a leader is shown, and everybody else.
FEW, MORE = 3, 8
VIEWS = {"waiting": _("Wait for an answer"), "overdue": _("Overdue"), "answered": _("Answered"), "all": _("All")}


@require_GET
@for_duty(Permission.PICTURE_READ)
def home(request: SignedInRequest) -> HttpResponse:
    """The reader's place, or one in it, in figures; whoever serves in a department reads what it leads.

    `view=projector` is large and names nobody.
    """
    scope = _scope_of(request)
    if scope is None:
        return _department(request)
    is_projected = request.GET.get("view") == "projector"
    template = "oversight/dashboards/projector.html" if is_projected else "oversight/dashboards/picture.html"
    picture = presenting.drawn(queries.picture(scope, request.today))
    beside = {} if is_projected else _beside(request, scope)
    return render(request, template, {"picture": picture, **beside})


@require_GET
@for_duty(Permission.PICTURE_READ)
def behind(request: SignedInRequest, figure: str) -> HttpResponse:
    """What makes a figure that no list of another room shows, row by row: of a place, or of the reader's department."""
    scope = _scope_of(request)
    department = _department_of(request) if scope is None else None
    found = making.makes(figure, scope, department, request.today)
    if found is None:
        raise Http404
    try:
        page = chained(found.lists, request.GET.get("cursor"))
    except BadCursor:
        page = chained(found.lists)
    context = {
        "made": found,
        "name": department.name if department else full_name(scope or ""),
        "within": query_string(QueryDict(), region=request.GET.get("region")),
        "rows": making.lines(page.items),
        "pager": page.links(request.GET),
    }
    return render(request, "oversight/dashboards/behind.html", context)


@require_GET
@for_duty(Permission.PICTURE_READ)
def instructions(request: SignedInRequest) -> HttpResponse:
    """Leaders' instructions of the reader's places or on what the department leads: those that wait, first."""
    if not queries.sees_any(request.postings):
        raise Http404
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "waiting"
    address = reverse("picture:instructions")
    chips = [
        {"label": label, "count": None, "address": f"{address}?view={name}", "is_chosen": name == view}
        for name, label in VIEWS.items()
    ]
    found = queries.instructions(request.postings, view, request.today)
    context = {"chips": chips, "instructions": presenting.given(found, request.today)}
    return render(request, "oversight/dashboards/instructions.html", context)


def _beside(request: SignedInRequest, scope: str) -> dict[str, Any]:
    """What stands beside the figures, by name: what is late, and for a leader what waits for the leader's word."""
    is_leader = any(posting.role == Role.LEADER for posting in request.postings)
    late = problems.most_overdue(scope, request.today)[: FEW if is_leader else MORE]
    return {
        "late": presenting.overdue(late, request.today),
        "own": queries.scope_within(request.postings, ""),
        "unanswered": _unanswered(request) if is_leader else [],
        "is_leader": is_leader,
        "lays_boundaries": any(why_not_lay_boundaries(posting) is None for posting in request.postings),
    }


def _scope_of(request: SignedInRequest) -> str | None:
    """The place asked for, or the reader's own; None where the reader does not see it whole, or sees a department."""
    code = request.GET.get("region", "")
    asked = scope_of(code) if code else ""
    return None if asked is None else queries.scope_within(request.postings, asked)


def _department_of(request: SignedInRequest) -> Department:
    """The reader's department. Raises Http404 without one, and where a place was asked for: it is not theirs to see."""
    department = queries.department_of(request.postings)
    if request.GET.get("region") or department is None:
        raise Http404
    return department


def _department(request: SignedInRequest) -> HttpResponse:
    """The page of the reader's department."""
    department = _department_of(request)
    late = problems.most_overdue_of(department.pk, request.today)[:MORE]
    context = {
        "picture": presenting.department(queries.handled(department, request.today)),
        "late": presenting.overdue(late, request.today),
    }
    return render(request, "oversight/dashboards/department.html", context)


def _unanswered(request: SignedInRequest) -> list[dict[str, Any]]:
    """What waits for the leader's word: instructions whose day has passed without an answer."""
    return presenting.given(queries.instructions(request.postings, "overdue", request.today)[:FEW], request.today)
