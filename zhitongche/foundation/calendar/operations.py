"""Writes of the calendar: the corrections an office imports."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, NamedTuple

from .. import flow
from ..audit import operations as audit
from ..audit.chain import canonical
from ..people.models import Posting
from .models import WorkdayException


class Row(NamedTuple):
    """One declared day."""

    day: date
    is_workday: bool
    name: str = ""


@dataclass(frozen=True)
class Calendar:
    """What the log says was changed: there is one calendar, and it belongs to the whole system."""

    audit_chain: ClassVar[str] = "system"
    audit_id: ClassVar[str] = "calendar"


@flow.operation
def import_workdays(*, rows: Iterable[Row], by: Posting | None, now: datetime) -> list[date]:
    """Keep the declared days, over what was kept of them before; returns the days that changed, in order.

    The same rows again change nothing and are not recorded. Time limits are recomputed by the worker's next round.
    """
    wanted = {row.day: row for row in rows}
    kept = {one.day: Row(one.day, one.is_workday, one.name) for one in WorkdayException.objects.filter(day__in=wanted)}
    changed = [row for day, row in sorted(wanted.items()) if kept.get(day) != row]
    if not changed:
        return []
    WorkdayException.objects.bulk_create(
        [WorkdayException(**row._asdict()) for row in changed],
        update_conflicts=True,
        unique_fields=["day"],
        update_fields=["is_workday", "name"],
    )
    days = [row.day for row in changed]
    said = canonical([[row.day.isoformat(), row.is_workday, row.name] for row in changed])
    audit.record(
        "calendar.import",
        Calendar(),
        by=by,
        now=now,
        days=len(days),
        first=days[0].isoformat(),
        last=days[-1].isoformat(),
        digest=hashlib.sha256(said.encode()).hexdigest(),
    )
    return days
