"""What comes round by itself or with a new installation."""

from collections.abc import Sequence
from datetime import datetime

from zhitongche.foundation.calendar.lights import soon_from
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.flow import operation

from ..models import Category, Problem


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


@operation
def recompute_limits(*, now: datetime) -> int:
    """Set every open limit again from the calendar as it stands; returns how many changed.

    A limit given in working days moves with a corrected calendar; a promised date stays, only its light moves.
    """
    days = workdays()
    changed = 0
    for problem in Problem.objects.filter(due_on__isnull=False, limit_from__isnull=False).iterator():
        start = problem.limit_from
        due = days.add(start, problem.limit_days) if problem.limit_days is not None else problem.due_on
        soon = soon_from(days, start, due)
        if (due, soon) != (problem.due_on, problem.soon_on):
            guard = Problem.objects.filter(pk=problem.pk, event_count=problem.event_count)
            changed += guard.update(due_on=due, soon_on=soon)
    return changed
