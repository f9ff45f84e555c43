"""What a project keeps of its plan, written anew after its milestones, its money or its days have changed."""

from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.calendar.workdays import Workdays

from .. import queries, works
from ..models import Milestone, Project
from ..states import State


def settle(project: Project, milestones: list[Milestone] | None = None, days: Workdays | None = None) -> None:
    """Write progress, the next day and what the money does not cover; the row is held by the step before.

    `project` holds the committed amount that the database holds, as every step leaves it.
    """
    found = queries.milestones_of(project) if milestones is None else milestones
    begun = project.started_on if project.state == State.UNDER_WAY else None
    kept = works.columns(queries.steps_of(found), project.committed_amount, begun, days or workdays())
    if any(getattr(project, name) != value for name, value in kept.items()):
        Project.objects.filter(pk=project.pk).update(**kept)
        for name, value in kept.items():
            setattr(project, name, value)
