"""What a gate knows of a project: its words, its plan, its photos, its papers and its problems."""

from decimal import Decimal

from ..gates import Facts, missing
from ..models import GatePolicy, Milestone, Project, ProjectApproval, ProjectFile
from ..works import Step
from .approving import approvals_of
from .seeing import once

# Of an approval that no longer stands in the way.
PASSED = (ProjectApproval.State.GRANTED, ProjectApproval.State.NOT_NEEDED)


def missing_at(project: Project, gate: str) -> list[str]:
    """Everything the gate still asks for, in words; four statements at most, on a page for all gates together."""
    waived = once(project, "waived", lambda: _waived(project.village_id))
    return missing(gate, once(project, "facts", lambda: facts_of(project)), waived.get(gate, frozenset()))


def waived_at(village: str, gate: str) -> frozenset[str]:
    """What the county or its city does not ask for at the gate; the county's own word goes before the city's."""
    return _waived(village).get(gate, frozenset())


def _waived(village: str) -> dict[str, frozenset[str]]:
    # The city's first, so that the county's own word stands at the end.
    rows = GatePolicy.objects.filter(region__in=(village[:6], village[:4])).order_by("region")
    return {row.gate: frozenset(row.waived) for row in rows}


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
        first_uncovered=_first_uncovered(project, steps),
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


def _first_uncovered(project: Project, milestones: list[Milestone]) -> Decimal:
    """What the first open milestone lacks, with all before it; what a later one lacks does not keep the works waiting."""
    first = next((place for place, one in enumerate(milestones) if one.done_on is None), None)
    if first is None:
        return Decimal(0)
    costs = sum((one.cost_amount for one in milestones[: first + 1]), Decimal(0))
    return max(costs - project.committed_amount, Decimal(0))


def _pending(project: Project) -> list[str]:
    if not project.pending_approval_count:
        return []
    return [str(one.item) for one in approvals_of(project) if one.state not in PASSED]
