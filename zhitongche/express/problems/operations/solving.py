"""The lead's work: claim, report progress."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting

from .. import rules
from ..clock import KEPT, REPLIED, until
from ..models import Problem, Rectification
from .asking import ask_leader
from .leading import WITHOUT_LEAD, begin_lead
from .steps import must_lie_ahead, refuse_if, step


@operation
def claim(problem: Problem, *, by: Posting, now: datetime, measures: str, due_on: date) -> Problem:
    """Make the actor's department the lead, with measures and a date. Exactly one wins, however many try."""
    refuse_if(rules.why_not_claim(by, problem))
    must_lie_ahead(due_on, now)
    if ask_leader(problem, "claim", by=by, now=now, body={"measures": measures, "due_on": due_on.isoformat()}):
        return problem
    return take_lead(problem, by=by, now=now, measures=measures, due_on=due_on)


def take_lead(
    problem: Problem, *, by: Posting, now: datetime, measures: str, due_on: date, approved_by: int | None = None
) -> Problem:
    """The claim itself, once nobody's approval is missing."""
    department = by.department
    if department is None:  # The rule has refused it before; this tells the type checker.
        raise RuntimeError("a claim without a department")
    is_in_time = problem.due_on is None or timezone.localdate(now) <= problem.due_on
    body = {"measures": measures, "due_on": due_on.isoformat()}
    changes = {**WITHOUT_LEAD, "lead": department, "last_reply_at": now, "suggested": None}
    facts: dict[str, Any] = {"due_on": body["due_on"]} | ({"approved_by": approved_by} if approved_by else {})
    clock = until(due_on, is_reply=True)
    step(problem, "claim", by=by, now=now, body=body, changes=changes, clock=clock, promises=1, **facts)
    begin_lead(
        problem,
        department,
        by=by,
        now=now,
        measures=measures,
        due_on=due_on,
        origin=Rectification.Origin.CLAIM,
        is_in_time=is_in_time,
    )
    return problem


@operation
def report_progress(problem: Problem, *, by: Posting, now: datetime, text: str, photos: Sequence[UUID] = ()) -> Problem:
    """Tell the village and the organizer how far the work is."""
    refuse_if(rules.why_not_report_progress(by, problem))
    changes = {"last_reply_at": now}
    body = {"text": text}
    clock = REPLIED if problem.reply_on else KEPT
    return step(problem, "report_progress", by=by, now=now, body=body, changes=changes, clock=clock, photos=photos)
