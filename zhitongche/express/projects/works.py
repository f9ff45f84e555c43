"""The arithmetic of a plan of works: progress, the next milestone, slip, and when reports are owed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from zhitongche.foundation.calendar.lights import soon_from
from zhitongche.foundation.calendar.workdays import Workdays

from .coverage import Cost, missing_first, uncovered

# A month's report is owed on this working day of the next month.
REPORT_DAYS = 5


@dataclass(frozen=True)
class Step:
    """One milestone: its weight of a hundred, its cost in yuan, its day by the plan in force, and when it was done."""

    weight: Decimal
    cost: Decimal
    on: date
    done_on: date | None = None
    # Its day when the works began: planning anew does not turn a red light green.
    approved_on: date | None = None


def progress(steps: Sequence[Step]) -> Decimal:
    """The sum of the weights done, of a hundred."""
    return sum((step.weight for step in steps if step.done_on), Decimal("0.00"))


def slip_of(planned: date, done: date | None, today: date) -> int:
    """Calendar days a milestone came after its day, or stands after it today; below nought: done before it."""
    if done is not None:
        return (done - planned).days
    return max(0, (today - planned).days)


def columns(steps: Sequence[Step], committed: Decimal, begun: date | None, days: Workdays) -> dict[str, Any]:
    """What a project keeps of its plan: progress, the next day with its light, and what is not covered.

    Before the works have begun no milestone is due.
    """
    following = next((step for step in steps if step.done_on is None), None)
    due = (following.approved_on or following.on) if following is not None and begun is not None else None
    costs = [Cost(step.on, step.cost, step.done_on is not None) for step in steps]
    missing = uncovered(costs, committed)
    return {
        "milestone_count": len(steps),
        "progress": progress(steps),
        "due_on": due,
        "soon_on": _soon(steps, begun, due, days) if begun is not None and due is not None else None,
        "uncovered_on": missing[0] if missing else None,
        "uncovered_amount": missing[1] if missing else Decimal("0.00"),
        "is_first_covered": not missing_first(costs, committed),
    }


def _soon(steps: Sequence[Step], begun: date, due: date, days: Workdays) -> date:
    """The day from which the light is yellow: of the way from the last milestone done, or from the beginning."""
    done = [step.done_on for step in steps if step.done_on is not None and step.done_on < due]
    start = max([begun, *done])
    return soon_from(days, start, due) if start < due else due


def month_of(day: date) -> date:
    return day.replace(day=1)


def following(month: date) -> date:
    """The month after."""
    return month_of(month + timedelta(days=31))


def owed_on(month: date, days: Workdays) -> date:
    """The day by which the report of `month` is owed: the fifth working day of the next."""
    return days.add(following(month) - timedelta(days=1), REPORT_DAYS)


def month_told(report_on: date | None, today: date) -> date:
    """The month that a report sent today tells of: the one that is owed, or this one where none is."""
    if report_on is None:
        return month_of(today)
    return min(month_of(month_of(report_on) - timedelta(days=1)), month_of(today))
