"""What the lead asks of the organizer, what the organizer decides, and what a department's leader approves."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.errors import BadInput, NotNow, Refused
from zhitongche.foundation.files.operations import release
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting

from .. import circulars, queries, rules
from ..clock import PAUSED, RESUMED, until, within
from ..models import Problem, Rectification, Request
from ..states import State
from .asking import keep_request, settle
from .claiming import department_of, say_no
from .closing import hand_in
from .holding import hold
from .leading import WITHOUT_LEAD, begin_lead, end_lead, files_of, move_own
from .solving import take_lead
from .steps import must_lie_ahead, refuse_if, step

# At a time, when paused problems are looked through.
BATCH = 500
FOR_ORGANIZER: frozenset[Any] = frozenset(Request.Verb) - Request.FOR_APPROVAL


@operation
def hand_back(problem: Problem, *, by: Posting, now: datetime, reason: str) -> Problem:
    """退单: the lead asks to be released; it leads on until the organizer has decided."""
    return _ask(problem, "hand_back", rules.why_not_hand_back, by=by, now=now, body={"reason": reason})


@operation
def transfer(problem: Problem, *, by: Posting, now: datetime, reason: str, department: str) -> Problem:
    """转办: the lead asks that another department leads."""
    named = department_of(problem, department, "department") if rules.why_not_transfer(by, problem) is None else None
    if named is not None and named.pk == problem.lead_id:
        raise BadInput({"department": _("This department leads already.")})
    body = {"reason": reason, "department": department, "called": named.name if named else ""}
    return _ask(problem, "transfer", rules.why_not_transfer, by=by, now=now, body=body)


@operation
def extend(problem: Problem, *, by: Posting, now: datetime, reason: str, due_on: date) -> Problem:
    """The lead asks for a later day, before the promised one has passed."""
    by.as_of(timezone.localdate(now))
    if rules.why_not_extend(by, problem) is None:
        _is_later(problem, due_on)
        must_lie_ahead(due_on, now)
    body = {"reason": reason, "due_on": due_on.isoformat()}
    return _ask(problem, "extend", rules.why_not_extend, by=by, now=now, body=body)


@operation
def pause(problem: Problem, *, by: Posting, now: datetime, reason: str, until: date | None = None) -> Problem:
    """The lead asks that the clock stands still while it waits for others."""
    if until is not None and rules.why_not_pause(by, problem) is None:
        must_lie_ahead(until, now, "until")
    body = {"reason": reason, "until": until.isoformat() if until else None}
    return _ask(problem, "pause", rules.why_not_pause, by=by, now=now, body=body)


@operation
def decide(problem: Problem, *, by: Posting, now: datetime, request: int, granted: bool, reason: str) -> Problem:
    """The organizer's word on what the lead asks; one word on each request."""
    hold(problem)
    refuse_if(rules.why_not_decide(by, problem))
    asked = settle(problem, request, FOR_ORGANIZER, by=by, now=now, granted=granted, decision=reason)
    body = {"request": asked.pk, "verb": asked.verb, "granted": granted, "reason": reason}
    if granted:
        GRANTED[asked.verb](problem, asked, by=by, now=now, body=body)
    else:
        # Refused, the question who leads is ruled on, and not asked again.
        changes = {"is_locked": True} if asked.verb == Request.Verb.HAND_BACK else {}
        step(problem, "decide", by=by, now=now, body=body, changes=changes, **_facts(asked, granted))
    if asked.department_id != problem.lead_id:
        circulars.tell_department(problem, "decide", asked.department_id, by=by, now=now)
    return problem


@operation
def resume(problem: Problem, *, by: Posting, now: datetime) -> Problem:
    """The clock runs again; every limit is later by the working days it stood still."""
    hold(problem)
    refuse_if(rules.why_not_resume(by, problem))
    return _resumed(problem, by=by, now=now)


def resume_paused(*, now: datetime) -> int:
    """Let the clock run again where the day has come until which it was paused; returns how many. Each is a unit."""
    today = timezone.localdate(now)
    waiting = Problem.objects.filter(is_paused=True, paused_until__lte=today, state=State.IN_PROGRESS)
    return sum(_resume_by_itself(problem, now=now) for problem in waiting.order_by("paused_until", "pk")[:BATCH])


@operation
def _resume_by_itself(problem: Problem, *, now: datetime) -> bool:
    hold(problem)
    is_due = problem.paused_until is not None and problem.paused_until <= timezone.localdate(now)
    if not (problem.is_paused and is_due and problem.state == State.IN_PROGRESS):
        return False
    _resumed(problem, by=None, now=now)
    return True


@operation
def approve(problem: Problem, *, by: Posting, now: datetime, request: int, reason: str = "") -> Problem:
    """The leader's yes: what the liaison asked for is done now, in the liaison's name, if it still may be."""
    hold(problem)
    refuse_if(rules.why_not_approve(by, problem))
    asked = _answered(problem, request, by=by, now=now, granted=True, reason=reason)
    author = asked.posting.as_of(timezone.localdate(now))
    if not queries.is_in_post(author, timezone.localdate(now)):
        raise NotNow(_("Whoever asked for it is no longer in post; disapprove it."), state=problem.state)
    refuse_if(RULES[asked.verb](author, problem))
    body = {"request": asked.pk, "verb": asked.verb, "reason": reason}
    step(problem, "approve", by=by, now=now, body=body, request=asked.pk, asked=asked.verb)
    circulars.tell_department(problem, "approve", asked.department_id, by=by, now=now)
    CARRIED_OUT[asked.verb](problem, asked, by=author, now=now, approved_by=by.pk)
    return problem


@operation
def disapprove(problem: Problem, *, by: Posting, now: datetime, request: int, reason: str) -> Problem:
    """The leader's no: nothing is done, and the liaison hears why."""
    hold(problem)
    refuse_if(rules.why_not_disapprove(by, problem))
    asked = _answered(problem, request, by=by, now=now, granted=False, reason=reason)
    release(files_of(asked))
    body = {"request": asked.pk, "verb": asked.verb, "reason": reason}
    step(problem, "disapprove", by=by, now=now, body=body, request=asked.pk, asked=asked.verb)
    circulars.tell_department(problem, "disapprove", asked.department_id, by=by, now=now)
    return problem


def _ask(
    problem: Problem,
    verb: str,
    why_not: Callable[[Posting, Problem], Refused | None],
    *,
    by: Posting,
    now: datetime,
    body: Mapping[str, Any],
) -> Problem:
    hold(problem)
    by.as_of(timezone.localdate(now))
    refuse_if(why_not(by, problem))
    step(problem, verb, by=by, now=now, body=body)
    keep_request(problem, verb, by=by, now=now, body=body)
    return problem


def _answered(problem: Problem, request: int, *, by: Posting, now: datetime, granted: bool, reason: str) -> Request:
    """The request of the leader's own department, with the leader's word on it."""
    asked = settle(problem, request, Request.FOR_APPROVAL, by=by, now=now, granted=granted, decision=reason)
    if asked.department_id != by.department_id:
        raise BadInput({"request": _("This is not a request that you decide.")})
    return asked


def _facts(asked: Request, granted: bool) -> dict[str, Any]:
    """What the record says of a decision: no words."""
    return {"request": asked.pk, "asked": asked.verb, "granted": granted}


# ---- what follows from a yes: (problem, what was asked, by, now, body) ----------------------------------------------


def _let_go(problem: Problem, asked: Request, *, by: Posting, now: datetime, body: Mapping[str, Any]) -> None:
    limits = queries.limits_of(queries.place_of(problem), problem.category_id, problem.urgency)
    changes = {**WITHOUT_LEAD, "bounce_count": problem.bounce_count + 1}
    end_lead(problem, now=now, by=by)
    step(
        problem,
        "decide",
        by=by,
        now=now,
        body=body,
        changes=changes,
        clock=within(limits.claim),
        to=State.POOLED,
        **_facts(asked, True),
    )


def _pass_on(problem: Problem, asked: Request, *, by: Posting, now: datetime, body: Mapping[str, Any]) -> None:
    named = department_of(problem, asked.body["department"], "request")
    claim = queries.open_claim(problem)
    due_on = claim.due_on if claim else problem.due_on or timezone.localdate(now)
    end_lead(problem, now=now, by=by)
    changes = {**WITHOUT_LEAD, "paused_until": problem.paused_until, "lead": named, "is_assigned": True}
    told = {**body, "department": named.code}
    facts = {**_facts(asked, True), "department": named.code}
    step(problem, "decide", by=by, now=now, body=told, changes=changes, promises=1, **facts)
    begin_lead(
        problem,
        named,
        by=by,
        now=now,
        measures=asked.body["reason"],
        due_on=due_on,
        origin=Rectification.Origin.ASSIGN,
    )


def _grant_days(problem: Problem, asked: Request, *, by: Posting, now: datetime, body: Mapping[str, Any]) -> None:
    due_on = date.fromisoformat(asked.body["due_on"])
    if problem.is_paused:
        raise NotNow(_("The clock is paused; let it run again before you grant a later day."), state=problem.state)
    if problem.due_on is not None and due_on <= problem.due_on:
        raise NotNow(_("The limit is that late already; refuse the request."), state=problem.state)
    changes = {"extension_count": problem.extension_count + 1}
    told = {**body, "due_on": asked.body["due_on"]}
    facts = {**_facts(asked, True), "due_on": asked.body["due_on"]}
    step(problem, "decide", by=by, now=now, body=told, changes=changes, clock=until(due_on), **facts)
    move_own(problem, due_on, now=now)


def _stop_the_clock(problem: Problem, asked: Request, *, by: Posting, now: datetime, body: Mapping[str, Any]) -> None:
    last = asked.body.get("until")
    changes = {"paused_until": date.fromisoformat(last) if last else None}
    step(problem, "decide", by=by, now=now, body=body, changes=changes, clock=PAUSED, **_facts(asked, True))


def _resumed(problem: Problem, *, by: Posting | None, now: datetime) -> Problem:
    step(problem, "resume", by=by, now=now, body={}, changes={"paused_until": None}, clock=RESUMED)
    if problem.due_on is not None:
        move_own(problem, problem.due_on, now=now)
    return problem


def _is_later(problem: Problem, due_on: date) -> None:
    if problem.due_on is not None and due_on <= problem.due_on:
        raise BadInput({"due_on": _("Name a day after %(day)s.") % {"day": problem.due_on.isoformat()}})


GRANTED: dict[str, Callable[..., None]] = {
    Request.Verb.HAND_BACK: _let_go,
    Request.Verb.TRANSFER: _pass_on,
    Request.Verb.EXTEND: _grant_days,
    Request.Verb.PAUSE: _stop_the_clock,
}


# ---- what a leader's yes carries out: (problem, what was asked, by, now, approved_by) --------------------------------


def _claim(problem: Problem, asked: Request, *, by: Posting, now: datetime, approved_by: int) -> None:
    due_on = date.fromisoformat(asked.body["due_on"])
    must_lie_ahead(due_on, now, "request")
    take_lead(problem, by=by, now=now, measures=asked.body["measures"], due_on=due_on, approved_by=approved_by)


def _decline(problem: Problem, asked: Request, *, by: Posting, now: datetime, approved_by: int) -> None:
    told = {name: asked.body[name] for name in ("basis", "reason")}
    say_no(problem, by=by, now=now, approved_by=approved_by, **told)


def _submit_closure(problem: Problem, asked: Request, *, by: Posting, now: datetime, approved_by: int) -> None:
    release(files_of(asked))
    files: dict[str, Any] = {
        name: [UUID(one) for one in asked.body.get(name, ())] for name in ("photos", "evidence_files")
    }
    told = {name: asked.body[name] for name in ("evidence", "outcome")}
    hand_in(problem, by=by, now=now, approved_by=approved_by, **told, **files)


RULES: dict[str, Callable[[Posting, Problem], Refused | None]] = {
    Request.Verb.CLAIM: rules.why_not_claim,
    Request.Verb.DECLINE: rules.why_not_decline,
    Request.Verb.SUBMIT_CLOSURE: rules.why_not_submit_closure,
}
CARRIED_OUT: dict[str, Callable[..., None]] = {
    Request.Verb.CLAIM: _claim,
    Request.Verb.DECLINE: _decline,
    Request.Verb.SUBMIT_CLOSURE: _submit_closure,
}
