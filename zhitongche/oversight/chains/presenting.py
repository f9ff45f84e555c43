"""The chain in words: the one sentence, and each part of it with who holds it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhitongche.express.problems import presenting as problems
from zhitongche.express.problems.models import Problem
from zhitongche.express.projects import clockwork, handling
from zhitongche.express.projects import presenting as projects
from zhitongche.express.projects.models import Project, ProjectApproval, ProjectFunding
from zhitongche.express.projects.states import State
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.people.models import Department
from zhitongche.foundation.templatetags.page import wan

from . import knots as holding
from .deciding import Knot, stuck_on
from .queries import Parts


def sentence(knot: Knot | None, project: Project, today: date) -> str:
    """“Stuck on X, held by Y for Z days”; or that nothing holds it up."""
    if knot is None:
        return _("It is handed over.") if project.state == State.HANDED_OVER else _("Nothing holds it up now.")
    told = {"what": knot.what, "holder": knot.holder}
    count = knot.days(today)
    if not count:
        return _("It waits for %(what)s; it is with: %(holder)s.") % told
    said = ngettext(
        "It waits for %(what)s; it has been with %(holder)s for %(days)d day.",
        "It waits for %(what)s; it has been with %(holder)s for %(days)d days.",
        count,
    )
    return said % {**told, "days": count}


def chain(parts: Parts, today: date, days: Workdays) -> dict[str, Any]:
    """Everything the page draws, from the top down."""
    knots = holding.knots_of(parts, today, days)
    first = stuck_on(knots, today)
    shown = problems.rows(parts.problems, today, with_county=True, days=days)
    return {
        "first": first,
        "sentence": sentence(first, parts.project, today),
        "others": [_other(knot, today) for knot in knots if knot is not first],
        "approvals": [_approval(one, parts, today, days) for one in parts.approvals],
        "lines": [_line(one) for one in parts.lines],
        "gap": wan(parts.project.gap_amount) if parts.project.gap_amount else "",
        "problems": [(row, holding.problem_holder(row.problem, today)) for row in shown],
        "hidden_problems": max(parts.project.open_problem_count - len(parts.problems), 0),
        "departments": departments(parts, today),
    }


def departments(parts: Parts, today: date) -> list[dict[str, Any]]:
    """Each department in the chain with what it holds now."""
    held: dict[int, tuple[Department, list[str]]] = {}

    def put(department: Department | None, what: str) -> None:
        if department is not None:
            held.setdefault(department.pk, (department, []))[1].append(what)

    for approval in parts.approvals:
        if approval.holder == ProjectApproval.Holder.OFFICE:
            put(approval.department, approval_words(approval))
    for line in parts.lines:
        if line.source is not None and line.planned_amount > line.committed_amount:
            put(line.source.department, money_words(line))
    for problem in parts.problems:
        put(problem.lead, problem_words(problem))
    return [
        {"name": one.name, "held": words, "address": f"{reverse('chains:department')}?department={one.code}"}
        for one, words in held.values()
    ]


def approval_words(approval: ProjectApproval) -> str:
    return _("approval: %(name)s") % {"name": str(approval.item)}


def money_words(line: ProjectFunding) -> str:
    missing = {"amount": wan(line.planned_amount - line.committed_amount), "name": line.name}
    return _("money: %(amount)s of %(name)s not committed yet") % missing


def problem_words(problem: Problem) -> str:
    return _("problem: %(title)s") % {"title": problem.title}


def resource(parts: Parts, today: date, days: Workdays) -> dict[str, Any]:
    """The chain for programs. Amounts are yuan as text."""
    knots = holding.knots_of(parts, today, days)
    first = stuck_on(knots, today)
    return {
        "number": parts.project.number,
        "sentence": sentence(first, parts.project, today),
        "stuck_on": _knot(first, today) if first else None,
        "knots": [_knot(knot, today) for knot in knots],
        "approvals": [_approval_out(one, parts, today, days) for one in parts.approvals],
        "gap": str(parts.project.gap_amount.quantize(Decimal("0.01"))),
        "uncovered_on": parts.project.uncovered_on,
        "uncovered": str(parts.project.uncovered_amount),
        "problems": [
            problems.summary(row) for row in problems.rows(parts.problems, today, with_county=True, days=days)
        ],
        "departments": [{"name": one["name"], "holds": one["held"]} for one in departments(parts, today)],
    }


def _knot(knot: Knot, today: date) -> dict[str, Any]:
    return {
        "kind": knot.kind.name.lower(),
        "what": knot.what,
        "holder": knot.holder,
        "since": knot.since,
        "days": knot.days(today),
        "late": knot.is_late,
    }


def _other(knot: Knot, today: date) -> dict[str, Any]:
    return {
        "what": knot.what,
        "holder": knot.holder,
        "since": knot.since,
        "is_late": knot.is_late,
        "address": knot.address,
    }


def _approval(one: ProjectApproval, parts: Parts, today: date, days: Workdays) -> dict[str, Any]:
    is_over = one.state in handling.PASSED
    used = {"used": clockwork.used_by(one, today, days), "limit": one.item.limit_days}
    return {
        "name": str(one.item),
        "state": ProjectApproval.State(one.state).label,
        "holder": "" if is_over else holding.approval_holder(one),
        "since": None if is_over else one.held_since,
        "used": "" if is_over or one.accepted_on is None else _("%(used)d of %(limit)d working days used") % used,
        "is_blocking": parts.blocking is not None and one.pk == parts.blocking.pk,
        "light": clockwork.light(one, today, days),
    }


def _approval_out(one: ProjectApproval, parts: Parts, today: date, days: Workdays) -> dict[str, Any]:
    return {
        "name": str(one.item),
        "code": one.code,
        "state": one.state,
        "holder": holding.approval_holder(one),
        "since": one.held_since,
        "used_days": clockwork.used_by(one, today, days),
        "limit_days": one.item.limit_days,
        "blocking": parts.blocking is not None and one.pk == parts.blocking.pk,
    }


def _line(line: ProjectFunding) -> dict[str, Any]:
    missing = line.planned_amount - line.committed_amount
    return {
        "name": line.name,
        "giver": holding.giver_of(line),
        "planned": wan(line.planned_amount),
        "committed": wan(line.committed_amount),
        "missing": wan(missing) if missing > 0 else "",
    }


def waiting(
    shown: Sequence[Project],
    approvals: Sequence[ProjectApproval],
    lines: Sequence[ProjectFunding],
    led: Sequence[Problem],
    today: date,
) -> list[dict[str, Any]]:
    """Projects that wait for a department, each with what for."""
    words: dict[int | None, list[str]] = {}
    for approval in approvals:
        words.setdefault(approval.project_id, []).append(approval_words(approval))
    for line in lines:
        words.setdefault(line.project_id, []).append(money_words(line))
    for problem in led:
        words.setdefault(problem.project_id, []).append(problem_words(problem))
    return [
        {
            "row": row,
            "held": words.get(row.project.pk, []),
            "address": reverse("chains:project", args=[row.project.number]),
        }
        for row in projects.rows(shown, today, with_county=True)
    ]
