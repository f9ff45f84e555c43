"""Whom a step of an approval is told to: the office what was handed in, the village what the office decided."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from zhitongche.foundation.notices import operations as notices
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.roles import Role

from ..handling import TURNS, Side, Step
from ..models import Project, ProjectApproval


def tell_of_step(project: Project, approval: ProjectApproval, taken: Step, *, by: Posting, now: datetime) -> None:
    """Leave a notice with the other side. Asking for more papers and refusing are urgent: the clock of the works runs."""
    if TURNS[taken].side == Side.VILLAGE:
        if approval.department_id is None:
            return
        hears = Q(role=Role.DEPARTMENT_LIAISON, department=approval.department_id)
    else:
        hears = Q(role=Role.FIRST_SECRETARY, region=project.village_id) | Q(pk=project.planner_id)
    hearers = Posting.objects.in_force(timezone.localdate(now)).filter(hears)
    notices.tell(
        hearers.values_list("person_id", flat=True),
        action="project.update_approval",
        subject_kind="project",
        subject_number=project.number,
        title=f"{project.title} · {approval.item.name}",
        by=by,
        now=now,
        is_urgent=taken in {Step.ASK_SUPPLEMENT, Step.REFUSE},
    )
