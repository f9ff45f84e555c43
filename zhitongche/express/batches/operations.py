"""What a workbook does once somebody has seen what it would do: all of its rows, or none."""

from dataclasses import dataclass
from datetime import datetime

from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.sheets.operations import import_problems
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.operations import plan_all
from zhitongche.foundation.flow import operation
from zhitongche.foundation.interchange.operations import remember_lines
from zhitongche.foundation.people.models import Posting

from .importing import KIND, Batch


@dataclass(frozen=True)
class Taken:
    """What a workbook has come to."""

    projects: list[Project]
    problems: list[Problem]


@operation
def import_batch(batch: Batch, *, by: Posting, now: datetime) -> Taken:
    """Plan every new project and report every new problem, each tied to its project, in one unit.

    Raises BadInput with every fault as `row:column` (of the problems as `problems row:column`) where there is one, NotNow
    where somebody else has taken the same rows in the meantime.
    """
    batch.refuse_faults()
    new = [(row, row.plan) for row in batch.new if row.plan is not None]
    made = plan_all([plan for _row, plan in new], by=by, now=now) if new else []
    numbers = {}
    for (row, _plan), project in zip(new, made, strict=True):
        row.number = numbers[row.key] = project.number
    remember_lines(KIND, {row.fingerprint: row.number for row, _plan in new}, now)
    if batch.problems is None:
        return Taken(made, [])
    return Taken(made, import_problems(batch.problems, by=by, now=now, projects=numbers))
