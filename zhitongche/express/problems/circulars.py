"""Whom each step is told to."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from zhitongche.foundation.notices import operations as notices
from zhitongche.foundation.people.models import Person, Posting
from zhitongche.foundation.people.queries import departments_for, persons_in_post
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


def tell(problem: Problem, verb: str, *, by: Posting, now: datetime) -> None:
    """Leave a notice with everybody whom a step concerns, but not with who took it."""
    hearers = Q(pk__in=[])
    on = timezone.localdate(now)
    for circle in CIRCLES[verb]:
        hearers |= Q(pk__in=_circle(circle, problem, on).values("pk"))
    notices.tell(
        Person.objects.filter(hearers).exclude(pk=by.person_id),
        action=f"problem.{verb}",
        subject_kind="problem",
        subject_number=problem.number,
        title=problem.title,
        by=by,
        now=now,
    )


def _circle(name: str, problem: Problem, on: date) -> QuerySet[Person]:
    """The persons of one circle."""
    match name:
        case "organizers":
            return persons_in_post(Role.ORGANIZER, on, region=problem.county_code)
        case "lead" if problem.lead_id is not None:
            return persons_in_post(Role.DEPARTMENT_LIAISON, on, department=problem.lead_id)
        case "departments":
            return _liaisons_for(problem, on)
        case "village":
            secretaries = persons_in_post(Role.FIRST_SECRETARY, on, region=problem.village_id)
            return Person.objects.filter(Q(pk__in=secretaries.values("pk")) | Q(postings=problem.reporter_id))
    return Person.objects.none()


def _liaisons_for(problem: Problem, on: date) -> QuerySet[Person]:
    """Liaisons of the departments of its county that answer for its category."""
    concerned = departments_for(problem.county_code, problem.category_id)
    return Person.objects.filter(
        pk__in=Posting.objects.in_force(on)
        .filter(role=Role.DEPARTMENT_LIAISON, department__in=concerned)
        .values("person")
    )
