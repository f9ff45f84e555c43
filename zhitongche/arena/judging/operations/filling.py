"""Alternates fill in where somebody left or is recused, so that entries have equal numbers of totals."""

from collections.abc import Iterable
from datetime import datetime

from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.foundation.statements import insert

from .. import queries
from ..models import Assignment, JudgeSeat
from ..queries import Panel


def fill(contest: Contest, entries: Iterable[Entry], *, now: datetime) -> dict[str, list[int]]:
    """Give each of these entries one judge more; who filled in by serial and by person, and entries left `short`."""
    found: dict[str, list[int]] = {"by": [], "people": [], "short": []}
    panel = queries.panel(contest)
    for entry in entries:
        seat = next_for(panel, entry)
        if seat is None:
            found["short"].append(entry.serial)
            continue
        assign_one(panel, seat, entry, now)
        if seat.serial not in found["by"]:
            found["by"].append(seat.serial)
            found["people"].append(seat.person_id)
    return found


def next_for(panel: Panel, entry: Entry) -> JudgeSeat | None:
    """Whoever has least to do among the alternates, and where entries are shared out among the others too."""
    free = [one for one in panel.alternates if _is_free(panel, one, entry)]
    if not free and panel.contest.judges_per_entry:
        free = [one for one in panel.main if _is_free(panel, one, entry)]
    return min(free, key=lambda one: (len(panel.duty(one)), one.serial), default=None)


def assign_one(panel: Panel, seat: JudgeSeat, entry: Entry, now: datetime) -> None:
    insert(Assignment(seat=seat, entry=entry, assigned_at=now))
    panel.assigned.add((seat.pk, entry.pk))
    if seat.submitted_at is not None:
        # There is more to do than was handed in.
        JudgeSeat.objects.filter(pk=seat.pk).update(submitted_at=None)


def _is_free(panel: Panel, seat: JudgeSeat, entry: Entry) -> bool:
    return panel.may(seat, entry) and not panel.is_given(seat, entry)
