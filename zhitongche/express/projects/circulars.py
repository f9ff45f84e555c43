"""Whom each step of a project is told to."""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone

from zhitongche.foundation.notices import operations as notices
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.roles import Role

from .models import Project, ProjectFunding

# verb: the circles that hear of it. "village" is its first secretary, and whoever planned it.
CIRCLES: dict[str, tuple[str, ...]] = {
    "submit": ("asked",),
    "admit": ("village", "county"),
    "return": ("village", "county"),
    "adjust": ("village",),
    "relocate": ("village", "township"),
    "start": ("county", "township"),
    "report_progress": ("county",),
    "add_funding": ("givers",),
    "update_funding": ("village", "givers"),
    "confirm_overlap": ("village", "township"),
    "accept_work": ("village", "township"),
    "hand_over": ("county",),
    "suspend": ("village", "township"),
    "resume": ("village", "township"),
    "instruct": ("village", "county"),
    "answer_instruction": ("county", "leaders"),
}
URGENT = frozenset({"instruct"})


def tell(project: Project, verb: str, *, by: Posting | None, now: datetime) -> None:
    """Leave a notice with everybody whom a step concerns, but not with who took it; nothing for a step told to nobody."""
    circles = CIRCLES.get(verb)
    if not circles:
        return
    hearers = Posting.objects.in_force(timezone.localdate(now)).filter(_together(project, circles))
    notices.tell(
        hearers.values_list("person_id", flat=True),
        action=f"project.{verb}",
        subject_kind="project",
        subject_number=project.number,
        title=project.title,
        by=by,
        now=now,
        is_urgent=verb in URGENT,
    )


def _together(project: Project, circles: Iterable[str]) -> Q:
    return reduce(or_, (_circle(project, circle) for circle in circles), Q(pk__in=[]))


def _circle(project: Project, name: str) -> Q:
    village = project.village_id
    match name:
        case "village":
            return Q(role=Role.FIRST_SECRETARY, region=village) | Q(pk=project.planner_id)
        case "township":
            return Q(role=Role.TOWNSHIP_COMMITTEE, region=village[:9])
        case "asked":
            place = village[:4] if project.submission == Project.Submission.CITY else village[:6]
            return Q(role=Role.ORGANIZER, region=place)
        case "givers":
            given = ProjectFunding.objects.filter(project=project, source__department__isnull=False)
            return Q(role=Role.DEPARTMENT_LIAISON, department__in=given.values("source__department"))
        case "leaders":
            return Q(role=Role.LEADER, region__in=(village[:6], village[:4]))
    return Q(role=Role.ORGANIZER, region=village[:6])
