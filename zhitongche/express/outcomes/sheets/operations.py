"""What a sheet does once somebody has seen what it would do: all of its rows, or none."""

from datetime import datetime

from zhitongche.foundation.flow import operation
from zhitongche.foundation.interchange.fates import Fate
from zhitongche.foundation.people.models import Posting

from ..models import Outcome
from ..operations import correct, record_all
from .importing import Plan


@operation
def import_outcomes(plan: Plan, *, by: Posting, now: datetime) -> list[Outcome]:
    """Record every new row and correct where a row says so; returns what was recorded or corrected.

    Raises BadInput with every fault as `row:column`, NotNow where somebody else was faster.
    """
    plan.refuse_faults()
    new = plan.of(Fate.NEW)
    made = record_all([row.entry for row in new], by=by, now=now) if new else []
    for row, outcome in zip(new, made, strict=True):
        row.there = outcome
    for row in plan.of(Fate.CORRECTION):
        if row.there is None:
            raise RuntimeError("a correction without the figure it corrects")
        entry = row.entry
        made.append(
            correct(
                row.there,
                by=by,
                now=now,
                reason=row.line.words("reason"),
                source=entry.source,
                amount=entry.amount,
                people=entry.people,
                area=entry.area,
            )
        )
    return made
