"""What comes round by itself or with a new installation."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.batches import by_key
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.flow import operation

from ..clock import Effect, replay
from ..models import Category, Problem

# Problems whose limits are computed again in one transaction.
BATCH = 500


@operation
def load_categories(rows: Sequence[tuple[str, str, str]], *, now: datetime) -> int:
    """Add the categories that are missing: (code, Chinese name, English name). Returns how many were new."""
    known = set(Category.objects.values_list("code", flat=True))
    new = [
        Category(code=code, name=name, name_en=name_en, position=position)
        for position, (code, name, name_en) in enumerate(rows, start=1)
        if code not in known
    ]
    Category.objects.bulk_create(new)
    return len(new)


def recompute_limits(*, now: datetime) -> int:
    """Set every open limit again from the calendar as it stands; returns how many changed.

    A limit given in working days moves with a corrected calendar; a promised date stays, only its light moves. A few
    hundred at a time, each batch a unit of its own, so that nobody waits for the whole.
    """
    days = workdays()
    limited = Problem.objects.filter(due_on__isnull=False).prefetch_related("events")
    return sum(_recompute(batch, days, now) for batch in by_key(limited, BATCH))


@operation
def _recompute(batch: Sequence[Problem], days: Workdays, now: datetime) -> int:
    """Replay the history of each; one statement for the histories, one for each problem whose limits moved."""
    changed = 0
    for problem in batch:
        clock = replay(
            ((timezone.localdate(event.at), Effect.from_json(event.clock)) for event in problem.events.all()), days
        )
        columns = clock.columns(days)
        if all(getattr(problem, name) == value for name, value in columns.items()):
            continue
        # Guarded by the length of the history: whoever acts meanwhile computes with the new calendar anyway.
        if Problem.objects.filter(pk=problem.pk, event_count=problem.event_count).update(**columns):
            due = clock.due.isoformat() if clock.due else None
            audit.record("problem.recompute_limit", problem, by=None, now=now, due_on=due)
            changed += 1
    return changed
