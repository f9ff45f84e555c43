"""挂账、提请上级、批示: shelve and revive, raise to the city and send back, instruct and answer."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.queries import names_of

from .. import queries, rules
from ..clock import STOPPED, Effect, within
from ..models import Instruction, Problem
from ..states import State
from .leading import drop_requests, end_lead
from .steps import must_lie_ahead, refuse_if, step

# What belongs to whoever leads it, or was meant to.
WITHOUT_A_LEAD: dict[str, Any] = {
    "lead": None,
    "suggested": None,
    "is_locked": False,
    "is_assigned": False,
    "acknowledged_at": None,
    "paused_until": None,
    "extension_count": 0,
}


@operation
def shelve(problem: Problem, *, by: Posting, now: datetime, reason: str, basis: str, review_on: date) -> Problem:
    """Set it aside with the basis for it and a day to look again; it stays in every list and figure of what is open."""
    refuse_if(rules.why_not_shelve(by, problem))
    must_lie_ahead(review_on, now, "review_on")
    drop_requests(problem, now=now)
    body = {"reason": reason, "basis": basis, "review_on": review_on.isoformat()}
    changes = {"review_on": review_on, "suggested": None, "state_before": problem.state}
    return step(problem, "shelve", by=by, now=now, body=body, changes=changes, clock=STOPPED)


@operation
def revive(problem: Problem, *, by: Posting, now: datetime, reason: str) -> Problem:
    """Take up again what was shelved: by its lead where there still is one, else from the pool, with a fresh limit.

    A report that was shelved before it was accepted is accepted by this.
    """
    refuse_if(rules.why_not_revive(by, problem))
    has_lead = problem.lead is not None and problem.lead.until is None
    changes: dict[str, Any] = {"review_on": None, "outcome": "", "state_before": ""}
    changes["accepted_at"] = problem.accepted_at or now
    if not has_lead:
        end_lead(problem, now=now)
        changes |= WITHOUT_A_LEAD
    to = State.IN_PROGRESS if has_lead else State.POOLED
    clock = queries.fresh_limit(problem, has_lead=has_lead)
    return step(problem, "revive", by=by, now=now, body={"reason": reason}, changes=changes, clock=clock, to=to)


@operation
def escalate(problem: Problem, *, by: Posting, now: datetime, reason: str) -> Problem:
    """Raise it to the city (提请上级): into the city's pool, where the city's limit to claim begins."""
    refuse_if(rules.why_not_escalate(by, problem))
    return _moved(problem, "escalate", Problem.Tier.CITY, problem.village_id[:4], by=by, now=now, reason=reason)


@operation
def send_back(problem: Problem, *, by: Posting, now: datetime, reason: str) -> Problem:
    """Send what was raised back to its county's pool, where the county's limit to claim begins."""
    refuse_if(rules.why_not_send_back(by, problem))
    return _moved(problem, "send_back", Problem.Tier.COUNTY, problem.county_code, by=by, now=now, reason=reason)


def _moved(
    problem: Problem, verb: str, level: Problem.Tier, place: str, *, by: Posting, now: datetime, reason: str
) -> Problem:
    """Put it into the other level's pool; what was promised, asked and suggested at this level ends."""
    end_lead(problem, now=now)
    body = {"reason": reason, "to": names_of([place]).get(place, place)}
    changes = {**WITHOUT_A_LEAD, "level": level}
    clock = _pool_limit(problem, place)
    return step(problem, verb, by=by, now=now, body=body, changes=changes, clock=clock, level=level.value)


def _pool_limit(problem: Problem, place: str) -> Effect:
    limits = queries.limits_of(place, problem.category_id, problem.urgency)
    return within(limits.claim, reply=limits.reply, solve=limits.solve)


@operation
def instruct(
    problem: Problem,
    *,
    by: Posting,
    now: datetime,
    text: str,
    due_on: date,
    leader: str = "",
    photos: Sequence[UUID] = (),
) -> Problem:
    """批示: what a leader wants done, by when. Entered for a leader, it names them and carries a photo of the paper."""
    refuse_if(rules.why_not_instruct(by, problem))
    must_lie_ahead(due_on, now)
    if by.role != Role.LEADER:
        _must_be_proven(leader, photos)
    body = {"text": text, "due_on": due_on.isoformat(), "leader": leader}
    step(problem, "instruct", by=by, now=now, body=body, photos=photos, due_on=body["due_on"])
    Instruction.objects.create(
        problem=problem,
        county=problem.county_code,
        posting=by,
        leader=leader,
        text=text,
        due_on=due_on,
        given_at=now,
    )
    _forget(problem)
    return problem


def _must_be_proven(leader: str, photos: Sequence[UUID]) -> None:
    faults = {}
    if not leader.strip():
        faults["leader"] = _("Name the leader whose instruction it is.")
    if not photos:
        faults["photos"] = _("Add a photo of the paper with the instruction.")
    if faults:
        raise BadInput(faults)


@operation
def answer_instruction(problem: Problem, *, by: Posting, now: datetime, text: str) -> Problem:
    """Say what became of the oldest instruction that waits."""
    by.as_of(timezone.localdate(now))
    refuse_if(rules.why_not_answer_instruction(by, problem))
    oldest = queries.oldest_instruction(problem)
    waiting = Instruction.objects.filter(pk=oldest.pk, answered_at=None) if oldest else Instruction.objects.none()
    if not waiting.update(answered_at=now, answer=text):
        raise NotNow(_("Someone else was faster: please look again at where it stands."), state=problem.state)
    _forget(problem)
    return step(problem, "answer_instruction", by=by, now=now, body={"text": text})


def _forget(problem: Problem) -> None:
    """What was read of its instructions before is no longer so."""
    if hasattr(problem, "kept_instructions"):
        del problem.kept_instructions
