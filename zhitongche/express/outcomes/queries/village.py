"""One village over time, and the targets beside its figures."""

from collections import defaultdict

from ..models import Outcome, OutcomeTarget
from ..states import STANDING


def of_village(code: str) -> dict[str, dict[str, list[Outcome]]]:
    """What stands of a village by kind and period, the one without a project first; one statement."""
    rows = (
        Outcome.objects.filter(village=code, state__in=STANDING)
        .select_related("project", "checked_by__person", "checked_by__region", "checked_by__department")
        .order_by("kind", "period", "pk")
    )
    found: dict[str, dict[str, list[Outcome]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row.kind][row.period].append(row)
    return found


def targets_of(code: str) -> dict[tuple[str, int], OutcomeTarget]:
    """A place's targets by kind and year; one statement."""
    rows = OutcomeTarget.objects.filter(region=code).select_related(
        "set_by__person", "set_by__region", "set_by__department"
    )
    return {(row.kind, row.year): row for row in rows}


def target_of(code: str, kind: str, year: int) -> OutcomeTarget | None:
    return targets_of(code).get((kind, year))
