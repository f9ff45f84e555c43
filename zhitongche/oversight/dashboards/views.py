"""总体情况: the picture of a place or of a department; and the list of leaders' instructions (批示)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from zhitongche.express.boundaries.rules import why_not_lay_boundaries
from zhitongche.express.problems import queries as problems
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.queries import scope_of
from zhitongche.foundation.web.access import SignedInRequest, for_duty

from . import presenting, queries

# How many of the longest overdue a leader is shown, and everybody else.
FEW, MORE = 3, 8
VIEWS = {"waiting": _("Wait for an answer"), "overdue": _("Overdue"), "answered": _("Answered"), "all": _("All")}


@require_GET
@for_duty(Permission.PICTURE_READ)
def home(request: SignedInRequest) -> HttpResponse:
    """The reader's place, or one in it, in figures; whoever serves in a department reads what it leads.

    `view=projector` is large and names nobody.
    """
    code = request.GET.get("region", "")
    asked = scope_of(code) if code else ""
    scope = None if asked is None else queries.scope_within(request.postings, asked)
    if scope is None:
        return _department(request, is_asked=bool(code))
    is_projected = request.GET.get("view") == "projector"
    template = "oversight/dashboards/projector.html" if is_projected else "oversight/dashboards/picture.html"
    picture = presenting.drawn(queries.picture(scope, request.today))
    beside = {} if is_projected else _beside(request, scope)
    return render(request, template, {"picture": picture, **beside})


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


def _department(request: SignedInRequest, *, is_asked: bool) -> HttpResponse:
    """The page of the reader's department. A place was asked for: it is not theirs to see."""
    department = queries.department_of(request.postings)
    if is_asked or department is None:
        raise Http404
    late = problems.most_overdue_of(department.pk, request.today)[:MORE]
    context = {
        "picture": presenting.department(queries.handled(department, request.today)),
        "late": presenting.overdue(late, request.today),
    }
    return render(request, "oversight/dashboards/department.html", context)


def _unanswered(request: SignedInRequest) -> list[dict[str, Any]]:
    """What waits for the leader's word: instructions whose day has passed without an answer."""
    return presenting.given(queries.instructions(request.postings, "overdue", request.today)[:FEW], request.today)
