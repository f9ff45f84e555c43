"""The lead's work: claim, report progress."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting

from .. import rules
from ..clock import KEPT, REPLIED, until
from ..models import Problem, Rectification
from .leading import begin_lead
from .steps import not_in_the_past, refuse_if, step


@operation
def claim(problem: Problem, *, by: Posting, now: datetime, measures: str, due_on: date) -> Problem:
    """Make the actor's department the lead, with measures and a date. Exactly one wins, however many try."""
    refuse_if(rules.why_not_claim(by, problem))
    not_in_the_past(due_on, now)
    department = by.department
    if department is None:  # The rule has refused it before; this tells the type checker.
        raise RuntimeError("a claim without a department")
    body = {"measures": measures, "due_on": due_on.isoformat()}
    changes = {"lead": department, "last_reply_at": now, "suggested": None}
    clock = until(due_on, is_reply=True)
    step(problem, "claim", by=by, now=now, body=body, changes=changes, clock=clock, promises=1, due_on=body["due_on"])
    begin_lead(
        problem,
        department,
        by=by,
        now=now,
        measures=measures,
        due_on=due_on,
        origin=Rectification.Origin.CLAIM,
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
