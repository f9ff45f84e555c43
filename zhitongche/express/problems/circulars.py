"""Whom each step is told to."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from zhitongche.foundation.notices import operations as notices
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.queries import departments_for
from zhitongche.foundation.permissions.roles import Role

from .models import Problem

# verb: the circles that hear of it. "village" is whoever reported it and the first secretary in post.
CIRCLES: dict[str, tuple[str, ...]] = {
    "report": ("organizers",),
    "resubmit": ("organizers",),
    "withdraw": ("organizers",),
    "accept": ("village", "departments"),
    "return": ("village",),
    "claim": ("village",),
    "report_progress": ("village",),
    "submit_closure": ("village",),
    "confirm": ("organizers", "lead"),
    "verify": ("village", "lead"),
    "refuse": ("lead",),
    "reopen": ("lead", "organizers"),
}


def tell(problem: Problem, verb: str, *, by: Posting | None, now: datetime) -> None:
    """Leave a notice with everybody whom a step concerns, but not with who took it."""
    notices.tell(
        _hearers(problem, verb, timezone.localdate(now)),
        action=f"problem.{verb}",
        subject_kind="problem",
        subject_number=problem.number,
        title=problem.title,
        by=by,
        now=now,
    )


def _hearers(problem: Problem, verb: str, on: date) -> QuerySet[Posting]:
    """The postings in force in the verb's circles; one statement over the indexes of places and departments."""
    circles = Q(pk__in=[])
    for circle in CIRCLES[verb]:
        circles |= _circle(circle, problem)
    return Posting.objects.in_force(on).filter(circles)


def _circle(name: str, problem: Problem) -> Q:
    match name:
        case "organizers":
            return Q(role=Role.ORGANIZER, region=problem.county_code)
        case "lead" if problem.lead_id is not None:
            return Q(role=Role.DEPARTMENT_LIAISON, department=problem.lead_id)
        case "departments":
            concerned = departments_for(problem.county_code, problem.category_id)
            return Q(role=Role.DEPARTMENT_LIAISON, department__in=concerned)
        case "village":
            return Q(role=Role.FIRST_SECRETARY, region=problem.village_id) | Q(pk=problem.reporter_id)
    return Q(pk__in=[])
