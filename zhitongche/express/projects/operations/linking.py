"""How many problems hold a project up: kept by the steps of its problems, which are a later room."""

from collections.abc import Mapping
from datetime import datetime

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.flow import operation
from zhitongche.foundation.statements import Plus, update

from ..models import Project


def count_problems(project: int, *, linked: int = 0, still_open: int = 0) -> None:
    """Add to a project's figures at the end of the unit, in one order for everybody, so that two never wait in a circle."""
    added = {"problem_count": linked, "open_problem_count": still_open}
    changes = {name: Plus(count) for name, count in added.items() if count}
    if changes:
        audit.at_end(f"project problems {project:020}", lambda: _add(project, changes))


def _add(project: int, changes: dict[str, Plus]) -> None:
    update(Project, {"pk": project}, changes)


@operation
def recount_problems(counted: Mapping[int, tuple[int, int]], *, now: datetime) -> int:
    """Write every project's figures anew from what was counted: linked and still open; returns how many were wrong."""
    kept = Project.objects.order_by("pk").values_list("pk", "problem_count", "open_problem_count")
    wrong = [(key, *right) for key, *held in kept.iterator() if (right := counted.get(key, (0, 0))) != tuple(held)]
    for key, linked, still_open in wrong:
        Project.objects.filter(pk=key).update(problem_count=linked, open_problem_count=still_open)
    return len(wrong)
