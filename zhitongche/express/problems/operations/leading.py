"""Who leads and who supports: the promise with its item on the rectification list, taken up and given up."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from zhitongche.foundation.calendar.lights import soon_from
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.people.models import Department, Posting

from ..models import Claim, Involvement, Problem, Rectification, Request


def begin_lead(
    problem: Problem, department: Department, *, by: Posting, now: datetime, measures: str, due_on: date, origin: str
) -> Rectification:
    """Write down the lead's promise: the claim in force and its item on the rectification list.

    Called after the step that moved the problem, which has counted the promise (`step(promises=1)`).
    """
    Claim.objects.create(
        problem=problem, department=department, posting=by, measures=measures, due_on=due_on, claimed_at=now
    )
    return promise_of(problem, department, by=by, now=now, promise=measures, due_on=due_on, origin=origin)


def promise_of(
    problem: Problem,
    department: Department,
    *,
    by: Posting,
    now: datetime,
    promise: str,
    due_on: date,
    origin: str,
    place: int = 0,
) -> Rectification:
    """One item of the rectification list; `place` counts from the last where one step makes several."""
    involve(problem, [department], now=now)
    today = timezone.localdate(now)
    return Rectification.objects.create(
        number=f"ZG-{problem.number}-{problem.promise_count - place}",
        problem=problem,
        village_id=problem.village_id,
        county=problem.county_code,
        city=problem.village_id[:4],
        department=department,
        origin=origin,
        promise=promise,
        due_on=due_on,
        soon_on=soon_from(workdays(), today, due_on) if due_on > today else today,
        state_since=now,
        made_by=by,
        made_at=now,
    )


def end_lead(problem: Problem, *, now: datetime) -> None:
    """The lead is free: its claim ends, its item is dropped, and what it asked for falls away."""
    Claim.objects.filter(problem=problem, ended_at=None).update(ended_at=now)
    Rectification.objects.filter(problem=problem, department=problem.lead_id, state=Rectification.State.OPEN).update(
        state=Rectification.State.DONE, state_since=now, finished_at=now, is_dropped=True
    )
    drop_requests(problem, now=now)


def drop_requests(problem: Problem, *, now: datetime) -> None:
    """What was asked in a state that has passed is decided by nobody any more."""
    Request.objects.filter(problem=problem, decided_at=None).update(decided_at=now)


def involve(problem: Problem, departments: Iterable[Department], *, now: datetime) -> None:
    """Let these departments see it from now on; a county's own sees every accepted problem of its place anyway."""
    Involvement.objects.bulk_create(
        (
            Involvement(department=department, problem=problem, since=now)
            for department in departments
            if department.region_id != problem.county_code
        ),
        ignore_conflicts=True,
    )
