"""What a meeting sets down about a problem: a department's promise, with its item on the rectification list."""

from datetime import date, datetime
from typing import Any

from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Department, Posting

from .. import circulars, rules
from ..clock import KEPT, REPLIED
from ..models import Problem, Rectification
from ..states import POOL, State
from .claiming import running
from .holding import hold
from .leading import WITHOUT_LEAD, begin_lead, promise_of
from .steps import refuse_if, step


@operation
def promise_at_meeting(
    problem: Problem, *, by: Posting, now: datetime, department: Department, promise: str, due_on: date, meeting: str
) -> Rectification:
    """One item of the rectification list for what a department promised at the meeting of this number.

    Where nobody leads the problem yet, the department leads it from now on, with this item as its promise: it said so
    before everybody, so there is nothing to claim. Raises NotYourDuty, NotNow.
    """
    hold(problem)
    refuse_if(rules.why_not_promise(by, problem))
    body = {
        "department": department.code,
        "called": department.name,
        "promise": promise,
        "due_on": due_on.isoformat(),
        "meeting": meeting,
    }
    takes_lead = problem.state in POOL
    changes: dict[str, Any] = {"last_reply_at": now}
    if takes_lead:
        changes |= {**WITHOUT_LEAD, "lead": department, "suggested": None}
    clock = running(problem, due_on) if takes_lead else REPLIED if problem.reply_on else KEPT
    end = State.IN_PROGRESS if takes_lead else None
    step(
        problem,
        "promise",
        by=by,
        now=now,
        body=body,
        changes=changes,
        clock=clock,
        promises=1,
        to=end,
        department=department.code,
        due_on=due_on.isoformat(),
        meeting=meeting,
    )
    circulars.tell_department(problem, "promise", department.pk, by=by, now=now)
    if takes_lead:
        return begin_lead(
            problem,
            department,
            by=by,
            now=now,
            measures=promise,
            due_on=due_on,
            origin=Rectification.Origin.ASSIGN,
            meeting=meeting,
        )
    return promise_of(
        problem,
        department,
        by=by,
        now=now,
        promise=promise,
        due_on=due_on,
        origin=Rectification.Origin.MEETING,
        meeting=meeting,
    )
