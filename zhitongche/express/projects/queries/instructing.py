"""Instructions on a project."""

from ..models import Project, ProjectInstruction
from .seeing import once


def instructions_of(project: Project) -> list[ProjectInstruction]:
    """All of them, oldest first, with whoever left them."""
    rows = ProjectInstruction.objects.filter(project=project).order_by("pk")
    return list(rows.select_related("event__posting__person", "event__posting__region"))


def oldest_instruction(project: Project) -> ProjectInstruction | None:
    """The one to be answered next, if any waits."""
    waiting = ProjectInstruction.objects.filter(project=project, answered_at=None).order_by("pk")
    return once(project, "instruction", waiting.first)
