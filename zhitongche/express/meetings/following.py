"""After meetings: who kept what was promised there, and what each meeting has brought by its 30th, 60th and 90th day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone

from zhitongche.express.problems.models import Rectification
from zhitongche.express.problems.queries import Rate
from zhitongche.foundation.people.models import Department, Posting
from zhitongche.foundation.regions.queries import inside_q

from .models import Meeting, MeetingItem

# The days after a meeting on which its effect is told (E7).
MARKS = (30, 60, 90)
# Made at a meeting and not taken back since.
PROMISED = ~Q(meeting="") & Q(is_dropped=False)
KEPT = Q(state=Rectification.State.DONE, finished_at__date__lte=F("due_on"))
DONE = Q(state=Rectification.State.DONE)


@dataclass(frozen=True)
class Line:
    """One department's promises at meetings: how many, kept by their day of those whose day has come, done later, late."""

    department: Department
    promises: int
    kept: Rate
    done_late: int
    overdue: int
    ahead: int


@dataclass(frozen=True)
class Effect:
    """What had come of a meeting `days` after it: of its items closed, of its promises done. Still ahead: None."""

    days: int
    on: date
    closed: Rate | None
    done: Rate | None


def ledger(postings: Sequence[Posting], today: date) -> list[Line]:
    """The promises made at meetings within the readers' reach, by department; two statements, however many."""
    reach = Q(pk__in=[])
    for posting in postings:
        is_own = posting.department_id is not None
        reach |= Q(department=posting.department_id) if is_own else inside_q(posting.scope, "village_id")
    is_due = DONE | Q(due_on__lt=today)
    rows = (
        Rectification.objects.filter(reach, PROMISED)
        .values("department")
        .annotate(
            promises=Count("pk"),
            due=Count("pk", filter=is_due),
            kept=Count("pk", filter=KEPT),
            done=Count("pk", filter=DONE),
            overdue=Count("pk", filter=~DONE & Q(due_on__lt=today)),
        )
        .order_by()
    )
    found = {row["department"]: row for row in rows}
    departments = Department.objects.filter(pk__in=found).select_related("region").order_by("region", "code")
    return [_line(one, found[one.pk]) for one in departments]


def _line(department: Department, row: Mapping[str, Any]) -> Line:
    return Line(
        department=department,
        promises=row["promises"],
        kept=Rate(row["kept"], row["due"]),
        done_late=row["done"] - row["kept"],
        overdue=row["overdue"],
        ahead=row["promises"] - row["due"],
    )


def effects(meeting: Meeting, today: date) -> list[Effect]:
    """What had come of a meeting by each of its marks; none for one that was called off. Two statements."""
    if meeting.closed_at is None or meeting.is_called_off:
        return []
    held = timezone.localdate(meeting.closed_at)
    days = [(mark, held + timedelta(days=mark)) for mark in MARKS]
    items = MeetingItem.objects.filter(meeting=meeting).aggregate(
        of=Count("pk"), **{f"by{mark}": Count("pk", filter=Q(problem__closed_at__date__lte=on)) for mark, on in days}
    )
    promised = Rectification.objects.filter(PROMISED, meeting=meeting.number).aggregate(
        of=Count("pk"), **{f"by{mark}": Count("pk", filter=DONE & Q(finished_at__date__lte=on)) for mark, on in days}
    )
    return [
        Effect(
            mark,
            on,
            Rate(items[f"by{mark}"], items["of"]) if on <= today else None,
            Rate(promised[f"by{mark}"], promised["of"]) if on <= today else None,
        )
        for mark, on in days
    ]
