"""The figures of a township, kept by every act: how many projects stand in each state, and what they come to."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.flow import operation
from zhitongche.foundation.statements import Plus, update

from ..models import Project, ProjectTally

# The amounts that a project keeps and a township sums.
AMOUNTS = ("investment_amount", "planned_amount", "committed_amount", "received_amount", "spent_amount")
NOUGHT = Decimal("0.00")


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
    return len(wrong)
