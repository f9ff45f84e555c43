"""The plan of the works: its milestones, each of which stays the same one however it is renamed or moved."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils.translation import gettext as _

from zhitongche.foundation.errors import BadInput, Sentence
from zhitongche.foundation.flow import operation
from zhitongche.foundation.money import wrong_amount
from zhitongche.foundation.people.models import Posting

from .. import queries, rules
from ..gates import HUNDRED
from ..models import Milestone, Project
from ..states import State
from .holding import hold
from .settling import settle
from .steps import refuse_if, step

MOST_MILESTONES = 20
# What stands still in a milestone that is done, beside its name and its place.
FROZEN = ("weight", "cost_amount", "planned_on")


@operation
def set_milestones(project: Project, *, by: Posting, now: datetime, milestones: Sequence[Mapping[str, Any]]) -> Project:
    """Say in which weighted steps the works are done: {name, weight, cost, planned_on}; a new version of the plan.

    A row with the number `milestone` goes on with the one of that number, a row without it with the one of its name: the
    approved day and what is done stay. Raises BadInput where the weights do not add up to 100, saying to what.
    """
    hold(project)
    refuse_if(rules.why_not_set_milestones(by, project))
    held = queries.milestones_of(project)
    if faults := _number_faults(held, milestones):
        raise BadInput(faults)
    rows = _rows(project, held, milestones)
    if faults := _plan_faults(project, held, rows):
        raise BadInput(faults)
    body = {"milestones": [_told(one) for one in rows], "was": [_told(one) for one in held]}
    last = max([project.last_milestone, *(one.number for one in rows)])
    changes = {"plan_version": project.plan_version + 1, "last_milestone": last}
    step(project, "set_milestones", by=by, now=now, body=body, changes=changes, version=project.plan_version + 1)
    Milestone.objects.filter(project=project).delete()
    Milestone.objects.bulk_create(rows)
    settle(project, rows)
    return project


def _number_faults(held: Sequence[Milestone], milestones: Sequence[Mapping[str, Any]]) -> dict[str, Sentence]:
    named = [one["milestone"] for one in milestones if one.get("milestone") is not None]
    if strange := sorted(set(named) - {one.number for one in held}):
        told = {"numbers": _("; ").join(map(str, strange))}
        return {"milestones": _("The plan has no milestone of this number (any more): %(numbers)s.") % told}
    if len(set(named)) < len(named):
        return {"milestones": _("Two rows stand for the same milestone.")}
    return {}


def _rows(project: Project, held: Sequence[Milestone], milestones: Sequence[Mapping[str, Any]]) -> list[Milestone]:
    """The new plan, not written yet: what goes on keeps its number, its approved day and that it is done."""
    by_number = {one.number: one for one in held}
    named = {one.get("milestone") for one in milestones}
    by_name = {one.name: one for one in held if one.number not in named}
    new, rows = count(project.last_milestone + 1), []
    for position, told in enumerate(milestones, start=1):
        name = told["name"].strip()
        number = told.get("milestone")
        # A name goes on once: that two rows have the same one is said below.
        before = by_name.pop(name, None) if number is None else by_number[number]
        row = Milestone(
            project=project,
            position=position,
            name=name,
            weight=told["weight"],
            cost_amount=told.get("cost") or Decimal(0),
            planned_on=told["planned_on"],
        )
        if before is None:
            # What is added to works under way is approved as it comes.
            row.number, row.approved_on = next(new), row.planned_on if project.state == State.UNDER_WAY else None
        else:
            # Slip is counted from what was approved, however the plan is set anew.
            row.number, row.approved_on = before.number, before.approved_on
            row.done_on, row.done_event_id = before.done_on, before.done_event_id
        rows.append(row)
    return rows


def _plan_faults(project: Project, held: Sequence[Milestone], rows: Sequence[Milestone]) -> dict[str, Sentence]:
    if len(rows) > MOST_MILESTONES:
        return {"milestones": _("At most %(limit)d rows.") % {"limit": MOST_MILESTONES}}
    if len({one.name for one in rows}) < len(rows):
        return {"milestones": _("Two milestones have the same name.")}
    total = sum((one.weight for one in rows), Decimal(0))
    if total != HUNDRED:
        return {"milestones": _("The weights add up to %(total)s, not to 100.") % {"total": total}}
    if any(wrong_amount(one.cost_amount) for one in rows):
        return {"milestones": _("An amount has at most two decimals (分).")}
    if any(one.weight <= 0 for one in rows):
        return {"milestones": _("Each milestone weighs more than nought.")}
    said = {one.number: [getattr(one, name) for name in FROZEN] for one in rows}
    done = [one for one in held if one.done_on is not None]
    lost = [one.name for one in done if said.get(one.number) != [getattr(one, name) for name in FROZEN]]
    if lost:
        return {"milestones": _("What is done stays in the plan as it was: %(names)s.") % {"names": _("; ").join(lost)}}
    costs = sum((one.cost_amount for one in rows), Decimal(0))
    if costs > project.investment_amount:
        told = {"costs": f"{costs:,.2f}", "investment": f"{project.investment_amount:,.2f}"}
        return {"milestones": _("They cost %(costs)s yuan, more than the investment of %(investment)s.") % told}
    return {}


def _told(one: Milestone) -> dict[str, Any]:
    """As the step's words keep it, by the contract's names."""
    return {
        "milestone": one.number,
        "name": one.name,
        "weight": str(one.weight),
        "cost": str(one.cost_amount),
        "planned_on": one.planned_on.isoformat(),
    }
