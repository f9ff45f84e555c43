"""What a gate knows of a project: its words, its plan, its photos, its papers and its problems."""

from collections.abc import Collection
from decimal import Decimal
from functools import reduce
from operator import and_

from django.db.models import Q

from ..coverage import Cost, missing_first
from ..gates import HUNDRED, Facts, missing
from ..models import GatePolicy, Milestone, Project, ProjectApproval, ProjectFile
from ..states import State
from ..works import Step
from .approving import approvals_of
from .seeing import once

# Of an approval that no longer stands in the way.
PASSED = (ProjectApproval.State.GRANTED, ProjectApproval.State.NOT_NEEDED)

# What the gate `start` asks for, item by item, in the columns that a project keeps.
START = {
    "milestones": Q(milestone_count__gt=0),
    "approvals": Q(pending_approval_count=0),
    "covered": Q(is_first_covered=True),
}


def missing_at(project: Project, gate: str, besides: Collection[str] = ()) -> list[str]:
    """Everything the gate still asks for `besides` some items, in words; four statements at most, on a page for all gates."""
    waived = once(project, "waived", lambda: _waived(project.village_id)).get(gate, frozenset())
    return missing(gate, once(project, "facts", lambda: facts_of(project)), {*waived, *besides})


def waived_at(village: str, gate: str) -> frozenset[str]:
    """What the county or its city does not ask for at the gate; the county's own word goes before the city's."""
    return _waived(village).get(gate, frozenset())


def policies_of(place: str) -> dict[str, GatePolicy]:
    """The word that counts at each gate of a county or city, where it or its city has said one; one statement."""
    rows = GatePolicy.objects.filter(region__in={place[:4], place}).select_related("region").order_by("region")
    return {row.gate: row for row in rows}


def _waived(village: str) -> dict[str, frozenset[str]]:
    # The city's first, so that the county's own word stands at the end.
    rows = GatePolicy.objects.filter(region__in=(village[:6], village[:4])).order_by("region")
    return {row.gate: frozenset(row.waived) for row in rows}


def is_startable(project: Project) -> bool:
    """Whether the gate `start` would open, read off what the project keeps; the place is asked only where something lacks.

    The weights of a plan that was set add up to 100.
    """
    if project.state != State.LISTED:
        return False
    facts = Facts(
        weights=(HUNDRED,) if project.milestone_count else (),
        pending_approvals=("",) * project.pending_approval_count,
        first_uncovered=Decimal(not project.is_first_covered),
    )
    return not missing("start", facts) or not missing("start", facts, waived_at(project.village_id, "start"))


def startable(place: str) -> Q:
    """The same as a condition on the listed projects of a county or a city, by what the place waives now."""
    waived = waived_at(place, "start")
    return reduce(and_, (wanted for code, wanted in START.items() if code not in waived), Q(state=State.LISTED))


def facts_of(project: Project) -> Facts:
    """What the gates look at; three statements, fewer where its page has read some of it."""
    steps = milestones_of(project)
    held = ProjectFile.objects.filter(project=project).values_list("side", "spot")
    files = once(project, "files", lambda: list(held))
    before = {spot for side, spot in files if side == ProjectFile.Side.BEFORE}
    after = {spot for side, spot in files if side == ProjectFile.Side.AFTER}
    return Facts(
        goal=project.goal,
        scope_of_works=project.scope_of_works,
        benefit=project.benefit,
        is_publicized=project.is_publicized,
        investment=project.investment_amount,
        planned=project.planned_amount,
        weights=[one.weight for one in steps],
        undone=[one.name for one in steps if one.done_on is None],
        first_uncovered=missing_first(
            [Cost(one.planned_on, one.cost_amount, one.done_on is not None) for one in steps], project.committed_amount
        ),
        spots_before=before,
        spots_after=after,
        has_before=any(side == ProjectFile.Side.BEFORE for side, _spot in files),
        has_after=any(side == ProjectFile.Side.AFTER for side, _spot in files),
        has_paper=any(side == ProjectFile.Side.PAPER for side, _spot in files),
        pending_approvals=_pending(project),
        open_problems=project.open_problem_count,
    )


def milestones_of(project: Project) -> list[Milestone]:
    """Its milestones in their order."""
    rows = Milestone.objects.filter(project=project).order_by("position")
    return once(project, "milestones", lambda: list(rows))


def steps_of(milestones: list[Milestone]) -> list[Step]:
    """Milestones as the arithmetic of works sees them."""
    return [Step(one.weight, one.cost_amount, one.planned_on, one.done_on, one.approved_on) for one in milestones]


def _pending(project: Project) -> list[str]:
    if not project.pending_approval_count:
        return []
    return [str(one.item) for one in approvals_of(project) if one.state not in PASSED]
