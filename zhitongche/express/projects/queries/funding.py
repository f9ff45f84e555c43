"""A project's money: its lines."""

from ..models import Project, ProjectFunding


def lines_of(project: Project) -> list[ProjectFunding]:
    """Its lines in their order, each with its source."""
    return list(
        ProjectFunding.objects.filter(project=project).select_related("source__department").order_by("position")
    )
