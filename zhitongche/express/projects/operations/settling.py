"""What a project keeps of its plan, written anew after its milestones, its money or its days have changed."""

from typing import Any

from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.calendar.workdays import Workdays

from .. import queries, works
from ..models import Milestone, Project
from ..states import State


def settle(project: Project, milestones: list[Milestone] | None = None, days: Workdays | None = None) -> None:
    """Write progress, the next day, what the money does not cover and whether the works may begin; the row is held.

    `project` holds the committed amount that the database holds, as every step leaves it.
    """
    found = queries.milestones_of(project) if milestones is None else milestones
    begun = project.started_on if project.state == State.UNDER_WAY else None
    kept = works.columns(queries.steps_of(found), project.committed_amount, begun, days or workdays())
    _keep(project, kept)


def settle_start(project: Project) -> None:
    """Write whether the works may begin, where only approvals or the state have changed; the row is held."""
    _keep(project, {})


def _keep(project: Project, kept: dict[str, Any]) -> None:
    changed = {name: value for name, value in kept.items() if getattr(project, name) != value}
    for name, value in changed.items():
        setattr(project, name, value)
    if project.is_startable != (may_start := queries.is_startable(project)):
        changed["is_startable"] = project.is_startable = may_start
    if changed:
        Project.objects.filter(pk=project.pk).update(**changed)
