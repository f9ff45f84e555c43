"""The figures of a township, kept by every act: how many projects stand in each state, and what they come to."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, Q, Sum, When

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.batches import by_key
from zhitongche.foundation.flow import operation
from zhitongche.foundation.regions.queries import inside
from zhitongche.foundation.statements import Plus, update

from .. import queries
from ..coverage import Cost, missing_first
from ..models import GatePolicy, Project, ProjectTally
from ..states import State

# The amounts that a project keeps and a township sums.
AMOUNTS = ("investment_amount", "planned_amount", "committed_amount", "received_amount", "spent_amount")
NOUGHT = Decimal("0.00")
# Projects that are held and written at a time.
BATCH = 500


def keep(township: str, state: str, changes: Mapping[str, Decimal], count: int = 0) -> None:
    """Add to what a township's projects of a state come to, at the end of the unit: everybody takes the rows in one order."""
    added: dict[str, Plus] = {name: Plus(amount) for name, amount in changes.items() if amount}
    if count:
        added["count"] = Plus(count)
    if added:
        audit.at_end(f"project tally {township} {state}", lambda: _add(township, state, added))


def _add(township: str, state: str, added: Mapping[str, Plus]) -> None:
    row = {"township": township, "state": state}
    if update(ProjectTally, row, added, returning=["township"]) is None:
        ProjectTally.objects.bulk_create([ProjectTally(**row)], ignore_conflicts=True)
        update(ProjectTally, row, added, returning=["township"])


def counted() -> dict[tuple[str, str], dict[str, Decimal | int]]:
    """What the tallies should hold, counted from the projects themselves; for the recount and for its test."""
    sums = {name: Sum(name) for name in AMOUNTS}
    rows: Any = Project.objects.order_by().values("township", "state").annotate(count=Count("pk"), **sums)
    return {(row["township"], row["state"]): {name: row[name] for name in ("count", *AMOUNTS)} for row in rows}


@operation
def recount(*, now: datetime) -> int:
    """Write every tally anew from the projects; returns how many were wrong."""
    held: dict[tuple[str, str], dict[str, Decimal | int]] = defaultdict(dict)
    for tally in ProjectTally.objects.all():
        held[tally.township, tally.state] = {name: getattr(tally, name) for name in ("count", *AMOUNTS)}
    right = counted()
    empty: dict[str, Decimal | int] = {"count": 0, **dict.fromkeys(AMOUNTS, NOUGHT)}
    wrong = [key for key in right.keys() | held.keys() if right.get(key, empty) != held.get(key, empty)]
    for township, state in wrong:
        ProjectTally.objects.update_or_create(
            township=township, state=state, defaults=right.get((township, state), empty)
        )
    return len(wrong) + _recount_starts()


def _recount_starts() -> int:
    """Write anew which projects' works may begin; returns how many were wrong."""
    rows = Project.objects.filter(Q(state__in=(State.PLANNED, State.LISTED)) | Q(is_startable=True))
    wrong = 0
    for project in rows.order_by("pk").prefetch_related("milestones").iterator(2000):
        steps = [Cost(one.planned_on, one.cost_amount, one.done_on is not None) for one in project.milestones.all()]
        held = (project.is_first_covered, project.is_startable)
        project.is_first_covered = not missing_first(steps, project.committed_amount)
        right = (project.is_first_covered, queries.is_startable(project))
        if right != held:
            Project.objects.filter(pk=project.pk).update(is_first_covered=right[0], is_startable=right[1])
            wrong += 1
    return wrong


def follow_gates(place: str) -> None:
    """Write anew which projects of a county or a city may begin, after what it waives was changed; part of that act.

    The counties of a city that have their own word keep it. Some hundred rows are held at a time, in the order of their
    keys. Planned ones are held too: who is being admitted at this moment asks the gate before or after, never beside.
    """
    rows = queries.within(Project.objects.filter(state__in=(State.PLANNED, State.LISTED)), place)
    own = inside(GatePolicy.objects.filter(gate="start"), place, "region_id").exclude(region=place)
    rows = rows.exclude(county__in=own.values("region")).only("pk").select_for_update(no_key=True)
    may_start = Case(When(queries.startable(place), then=True), default=False)
    for batch in by_key(rows, BATCH):
        Project.objects.filter(pk__in=[one.pk for one in batch]).update(is_startable=may_start)
