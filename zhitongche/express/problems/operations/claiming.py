"""Who is to lead, and who helps: assigned and signed for, suggested and answered, supported of one's own accord."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Department, Posting

from .. import circulars, queries, rules
from ..clock import Effect, until, within
from ..models import Problem, Rectification
from .asking import ask_leader
from .holding import hold
from .leading import WITHOUT_LEAD, begin_lead, involve, promise_of
from .steps import must_lie_ahead, refuse_if, step


@operation
def assign(
    problem: Problem,
    *,
    by: Posting,
    now: datetime,
    department: str,
    due_on: date,
    reason: str,
    supporters: Sequence[str] = (),
) -> Problem:
    """交办: the organizer names the lead, who signs for it, and those who help, each with an item of its own.

    After a refusal or a hand-back this is the ruling: who leads is no longer argued about.
    """
    hold(problem)
    refuse_if(rules.why_not_assign(by, problem))
    must_lie_ahead(due_on, now)
    lead, helpers = _named(problem, department, supporters)
    body = {
        "department": lead.code,
        "called": lead.name,
        "supporters": [one.code for one in helpers],
        "due_on": due_on.isoformat(),
        "reason": reason,
    }
    changes = {
        **WITHOUT_LEAD,
        "lead": lead,
        "is_assigned": True,
        "suggested": None,
        "is_locked": problem.bounce_count > 0,
    }
    # Only those get an item who have none: what a department has promised of its own accord stands.
    new = [one for one in helpers if not queries.has_open_promise(problem, one.pk)]
    clock = running(problem, due_on)
    facts: dict[str, Any] = {"department": lead.code, "due_on": due_on.isoformat()}
    step(problem, "assign", by=by, now=now, body=body, changes=changes, clock=clock, promises=1 + len(new), **facts)
    origin = Rectification.Origin.ASSIGN
    begin_lead(problem, lead, by=by, now=now, measures=reason, due_on=due_on, origin=origin, place=len(new))
    for helper in helpers:
        circulars.tell_department(problem, "assign", helper.pk, by=by, now=now)
    for place, helper in enumerate(reversed(new)):
        promise_of(
            problem,
            helper,
            by=by,
            now=now,
            promise=reason,
            due_on=due_on,
            origin=Rectification.Origin.SUPPORT,
            place=place,
        )
    return problem


@operation
def acknowledge(problem: Problem, *, by: Posting, now: datetime) -> Problem:
    """签收: the assigned lead has read it; once."""
    hold(problem)
    refuse_if(rules.why_not_acknowledge(by, problem))
    return step(problem, "acknowledge", by=by, now=now, body={}, changes={"acknowledged_at": now})


@operation
def suggest(problem: Problem, *, by: Posting, now: datetime, department: str) -> Problem:
    """Name a department that must claim it or decline it within the limit for claiming."""
    hold(problem)
    refuse_if(rules.why_not_suggest(by, problem))
    named = department_of(problem, department, "department")
    if queries.has_declined(problem, named.pk):
        raise BadInput({"department": _("%(department)s has declined it; assign it instead.") % {"department": named}})
    involve(problem, [named], now=now)
    limits = queries.limits_of(queries.place_of(problem), problem.category_id, problem.urgency)
    body = {"department": named.code, "called": named.name}
    return step(
        problem,
        "suggest",
        by=by,
        now=now,
        body=body,
        changes={"suggested": named},
        clock=within(limits.claim),
        department=named.code,
    )


@operation
def decline(problem: Problem, *, by: Posting, now: datetime, basis: str, reason: str) -> Problem:
    """The suggested department says no, once, and on what basis; the organizer hears of it, and rules at last."""
    hold(problem)
    refuse_if(rules.why_not_decline(by, problem))
    if ask_leader(problem, "decline", by=by, now=now, body={"basis": basis, "reason": reason}):
        return problem
    return say_no(problem, by=by, now=now, basis=basis, reason=reason)


def say_no(
    problem: Problem, *, by: Posting, now: datetime, basis: str, reason: str, approved_by: int | None = None
) -> Problem:
    """The refusal itself, once nobody's approval is missing."""
    changes = {"suggested": None, "bounce_count": problem.bounce_count + 1}
    body = {"basis": basis, "reason": reason}
    facts: dict[str, Any] = {"approved_by": approved_by} if approved_by else {}
    return step(problem, "decline", by=by, now=now, body=body, changes=changes, **facts)


@operation
def support(problem: Problem, *, by: Posting, now: datetime, task: str, due_on: date) -> Problem:
    """A department helps of its own accord: what it will do, by when."""
    hold(problem)
    refuse_if(rules.why_not_support(by, problem))
    must_lie_ahead(due_on, now)
    department = by.department
    if department is None:  # The rule has refused it before; this tells the type checker.
        raise RuntimeError("support without a department")
    body = {"task": task, "due_on": due_on.isoformat()}
    step(problem, "support", by=by, now=now, body=body, promises=1, due_on=body["due_on"])
    origin = Rectification.Origin.SUPPORT
    promise_of(problem, department, by=by, now=now, promise=task, due_on=due_on, origin=origin)
    return problem


def department_of(problem: Problem, code: str, field: str) -> Department:
    """The department of that code, of the problem's place and level or above. Raises BadInput naming `field`."""
    found = queries.departments_answering(problem).filter(code=code).first()
    if found is None:
        raise BadInput({field: _("There is no department “%(code)s” that this could be given to.") % {"code": code}})
    return found


def _named(problem: Problem, department: str, supporters: Sequence[str]) -> tuple[Department, list[Department]]:
    """The lead and the helpers by their codes, each once; faults are named by field."""
    lead = department_of(problem, department, "department")
    helpers = [department_of(problem, code, "supporters") for code in dict.fromkeys(supporters)]
    if lead in helpers:
        raise BadInput({"supporters": _("The lead cannot support itself.")})
    return lead, helpers


def running(problem: Problem, due_on: date) -> Effect:
    """The promised day, and beside it the limits for reply and solving, begun now where they do not run yet."""
    limits = queries.limits_of(queries.place_of(problem), problem.category_id, problem.urgency)
    return until(
        due_on,
        reply=limits.reply if problem.reply_on is None and problem.last_reply_at is None else None,
        solve=limits.solve if problem.solve_on is None else None,
    )
