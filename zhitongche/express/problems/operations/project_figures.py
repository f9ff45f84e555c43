"""What a project keeps of its problems: how many are linked to it, and how many of these are open."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q

from zhitongche.express.projects.operations.linking import count_problems, recount_problems

from ..models import Problem


class Held(NamedTuple):
    """Which project a problem holds up, and whether somebody still has to act on it."""

    project: int | None
    is_open: bool


def held_by(problem: Problem) -> Held:
    return Held(problem.project_id, problem.is_open_now)


def follow(before: Held, after: Held) -> None:
    """Move a project's figures with a step of one of its problems, at the end of the unit."""
    linked: Counter[int] = Counter()
    still_open: Counter[int] = Counter()
    for held, sign in ((before, -1), (after, 1)):
        if held.project is not None:
            linked[held.project] += sign
            still_open[held.project] += sign * held.is_open
    for project in linked:
        count_problems(project, linked=linked[project], still_open=still_open[project])


def count_new(problems: Sequence[Problem]) -> None:
    """Count reports that were linked as they were told."""
    for project, count in Counter(one.project_id for one in problems if one.project_id is not None).items():
        count_problems(project, linked=count, still_open=count)


def recount(*, now: datetime) -> int:
    """Write the figures of every project anew from its problems; returns how many were wrong."""
    rows = Problem.objects.filter(project__isnull=False).order_by().values_list("project")
    sums = rows.annotate(linked=Count("pk"), still_open=Count("pk", filter=Q(is_open=True)))
    return recount_problems({key: (linked, still_open) for key, linked, still_open in sums}, now=now)
