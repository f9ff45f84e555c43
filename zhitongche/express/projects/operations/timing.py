"""What a corrected calendar moves in approvals: the statutory day, and the working days already used."""

from collections.abc import Sequence
from datetime import datetime

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.batches import by_key
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.flow import operation
from zhitongche.foundation.statements import update

from .. import clockwork
from ..models import ProjectApproval
from ..queries.timing import clocked

# Approvals whose clocks are computed again in one transaction.
BATCH = 500


def recompute_limits(*, now: datetime) -> int:
    """Set the statutory day of every open approval again from the calendar as it stands; returns how many changed.

    A few hundred at a time, each batch a unit of its own, so that nobody waits for the whole.
    """
    days = workdays()
    return sum(_recompute(batch, days, now) for batch in by_key(clocked(), BATCH))


@operation
def _recompute(batch: Sequence[ProjectApproval], days: Workdays, now: datetime) -> int:
    """Replay the steps of each; one statement for each approval whose clock moved."""
    changed = 0
    for approval in batch:
        clock = clockwork.replay(approval, days)
        if clock == (approval.used_days, approval.due_on):
            continue
        # Guarded by the number of steps: whoever takes one meanwhile computes with the new calendar anyway.
        guard = {"pk": approval.pk, "step_count": approval.step_count}
        if update(ProjectApproval, guard, clock._asdict()) is not None:
            due = clock.due_on.isoformat() if clock.due_on else None
            audit.record(
                "project.recompute_limit",
                approval.project,
                by=None,
                now=now,
                approval=approval.code,
                used_days=clock.used_days,
                due_on=due,
            )
            changed += 1
    return changed
