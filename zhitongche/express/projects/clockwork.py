"""The statutory clock of an approval, and its critical path: pure functions of what is kept and the calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from zhitongche.express.approvals import path
from zhitongche.foundation.calendar.lights import Light, light_of, soon_from
from zhitongche.foundation.calendar.workdays import Workdays

from . import handling
from .models import ProjectApproval

State = ProjectApproval.State


def used_by(approval: ProjectApproval, day: date, days: Workdays) -> int:
    """Working days of the limit that are used on a day; they stand still while more papers are waited for."""
    started = running_since(approval)
    if started is None:
        return approval.used_days
    return approval.used_days + max(days.between(started, day), 0)


def running_since(approval: ProjectApproval) -> date | None:
    """Since when the clock runs: since acceptance, or since the last papers came; None while it stands."""
    if approval.state != State.ACCEPTED or approval.accepted_on is None:
        return None
    return max(approval.accepted_on, approval.held_since)


def due_after(started: date, used: int, limit: int, days: Workdays) -> date:
    """The statutory day for the decision, of a clock that runs since a day with some of its days used before."""
    return days.add(started, max(limit - used, 0))


class Clock(NamedTuple):
    """What is kept of a limit: the days used before it last stood still, and the statutory day where it runs."""

    used_days: int
    due_on: date | None


def replay(approval: ProjectApproval, days: Workdays) -> Clock:
    """The clock as the steps that were taken leave it under a calendar; what is kept, where the calendar is the same."""
    used, started = 0, None
    for taken in approval.steps.all():
        if taken.step in {handling.Step.SUBMIT, handling.Step.RESUBMIT}:
            used, started = 0, None
        elif taken.after == State.ACCEPTED:
            started = taken.on
        elif started is not None:
            used, started = used + max(days.between(started, taken.on), 0), None
    if started is None:
        return Clock(used, None)
    return Clock(used, due_after(started, used, approval.item.limit_days, days))


def light(approval: ProjectApproval, today: date, days: Workdays) -> Light:
    """Of the statutory clock; paused while papers are waited for."""
    if approval.state == State.SUPPLEMENT and approval.paused_on is not None:
        return Light.PAUSED
    started = running_since(approval)
    if approval.due_on is None or started is None:
        return Light.NONE
    return light_of(approval.due_on, soon_from(days, started, approval.due_on), False, today)


def remaining(approval: ProjectApproval, today: date, days: Workdays) -> int:
    """Working days it still takes by the law, if its papers are handed in today; nothing below nought."""
    if approval.state in {State.ACCEPTED, State.SUPPLEMENT}:
        return max(approval.item.limit_days - used_by(approval, today, days), 0)
    return approval.item.limit_days


@dataclass(frozen=True)
class Plan:
    """When all of a project's open approvals can be granted, and what that hangs on."""

    dated: dict[str, path.Dated]
    placed: dict[str, path.Placed]
    days: int
    ends_on: date | None
    critical: list[str]


def plan(approvals: Sequence[ProjectApproval], today: date, days: Workdays) -> Plan:
    """The path of what is open, counted from today; nothing where nothing is."""
    still = [one for one in approvals if one.state not in handling.PASSED]
    begun = {State.SUBMITTED, State.ACCEPTED, State.SUPPLEMENT}
    steps = [
        path.Step(one.code, remaining(one, today, days), tuple(one.predecessors), is_begun=one.state in begun)
        for one in still
    ]
    found = path.path_of(steps)
    ends_on = days.add(today, found.days) if steps else None
    return Plan(path.dated(found, steps, today, days.add), dict(found.placed), found.days, ends_on, found.critical)


def blocking(approvals: Sequence[ProjectApproval], planned: Plan) -> ProjectApproval | None:
    """The approval on which the whole hangs now: the first critical one that somebody holds."""
    by_code = {one.code: one for one in approvals}
    held = [by_code[code] for code in planned.critical if by_code[code].holder != ProjectApproval.Holder.NOBODY]
    return next(iter(held), None)
