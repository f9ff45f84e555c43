"""What a sheet does once somebody has seen what it would do: all of its rows, or none."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from zhitongche.foundation.flow import operation
from zhitongche.foundation.interchange.operations import remember_lines
from zhitongche.foundation.people.models import Posting

from ..models import Problem
from ..operations import report_all
from .importing import KIND, Plan


@operation
def import_problems(
    plan: Plan, *, by: Posting, now: datetime, projects: Mapping[str, str] | None = None
) -> list[Problem]:
    """Report every new row of a sheet; returns the problems in the sheet's order, none where nothing is new.

    `projects` are the numbers of what the same workbook has planned, by the keys that its rows expect.

    Raises BadInput with every fault as `row:column` where there is one, NotNow where somebody else has taken the same
    rows in the meantime.
    """
    plan.refuse_faults()
    numbers = projects or {}
    new = [
        (row, replace(row.telling, project=numbers[row.expects]) if row.expects in numbers else row.telling)
        for row in plan.new
        if row.telling is not None
    ]
    if not new:
        return []
    made = report_all([telling for _row, telling in new], by=by, now=now)
    taken = {row.fingerprint: problem.number for (row, _telling), problem in zip(new, made, strict=True)}
    remember_lines(KIND, taken, now)
    for (row, _telling), problem in zip(new, made, strict=True):
        row.number = problem.number
    return made
