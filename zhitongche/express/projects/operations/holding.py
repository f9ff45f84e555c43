"""One thing at a time: whoever changes a plan without moving the state holds the project's row first."""

from ..models import Project


def hold(project: Project) -> Project:
    """Lock the row until the unit ends and read it again, so that rules are asked about what is true now."""
    # What a page had read of it may no longer be so.
    project.kept = None
    project.refresh_from_db(from_queryset=Project.objects.select_for_update(no_key=True))
    return project
