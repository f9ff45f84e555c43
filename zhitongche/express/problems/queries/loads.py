"""What each department has in hand, and how it has kept its word: grouped reads over the departments of one place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from zhitongche.foundation.calendar.days import begins
from zhitongche.foundation.people.models import Department
from zhitongche.foundation.regions.queries import inside_any

from ..models import Claim, Closure, Problem, Rectification, Request
from ..states import State

# How far back the rates look.
WINDOW = timedelta(days=365)
# Of the claims, promises and closings below, those that a rate counts as good; and those on which the raiser spoke.
IN_TIME = Q(is_in_time=True)
KEPT = Q(finished_at__date__lte=F("due_on"))
SPOKEN = Q(is_unconfirmed_by_raiser=False)
PLEASED = SPOKEN & Q(satisfaction__in=(Closure.Satisfaction.SATISFIED, Closure.Satisfaction.FAIRLY))


@dataclass(frozen=True)
class Load:
    """What a department has in hand: problems it leads, of them late and paused."""

    leads: int = 0
    late: int = 0
    paused: int = 0
    unsigned: int = 0


@dataclass(frozen=True)
class Rate:
    """So many of so many; no percentage of nothing."""

    count: int = 0
    of: int = 0

    @property
    def percent(self) -> int | None:
        return round(100 * self.count / self.of) if self.of else None


@dataclass(frozen=True)
class Record:
    """How a department stands: what it has in hand, and how it kept its word in the last twelve months.

    `satisfied` is out of the closings on which the raiser spoke; `unconfirmed` are those on which nobody did.
    """

    load: Load = field(default_factory=Load)
    supports: int = 0
    in_time: Rate = field(default_factory=Rate)
    kept: Rate = field(default_factory=Rate)
    closed: int = 0
    false: Rate = field(default_factory=Rate)
    satisfied: Rate = field(default_factory=Rate)
    unconfirmed: int = 0


def departments_in(place: str) -> QuerySet[Department]:
    """A place's own departments, not closed, by code."""
    return Department.objects.filter(region=place, until=None).order_by("code")


def loads_of(departments: Iterable[Department], today: date) -> Mapping[int, Load]:
    """By the department's key; one statement over the index of what each leads and is open."""
    keys = [department.pk for department in departments]
    rows = (
        Problem.objects.filter(lead__in=keys, is_open=True)
        .values("lead")
        .annotate(
            leads=Count("pk"),
            late=Count("pk", filter=Q(due_on__lt=today, is_paused=False)),
            paused=Count("pk", filter=Q(is_paused=True)),
            unsigned=Count("pk", filter=Q(is_assigned=True, acknowledged_at=None, state=State.IN_PROGRESS)),
        )
        .order_by()
    )
    found = {row["lead"]: Load(row["leads"], row["late"], row["paused"], row["unsigned"]) for row in rows}
    return {key: found.get(key, Load()) for key in keys}


def records_of(departments: Iterable[Department], today: date) -> Mapping[int, Record]:
    """By the department's key; five statements, however many departments."""
    chosen = list(departments)
    keys = [department.pk for department in chosen]
    loads, promises = loads_of(chosen, today), _promises(keys, today)
    claims, closings = _claims(keys, today), _closings(chosen, today)
    supports = _supports(keys)
    return {
        key: Record(
            load=loads[key],
            supports=supports.get(key, 0),
            in_time=claims.get(key, Rate()),
            kept=promises.get(key, Rate()),
            **closings.get(key, {}),
        )
        for key in keys
    }


def _supports(keys: list[int]) -> dict[int, int]:
    open_items = Rectification.objects.filter(department__in=keys, state=Rectification.State.OPEN)
    beside = open_items.exclude(problem__lead=F("department")).values("department")
    return {row["department"]: row["count"] for row in beside.annotate(count=Count("pk")).order_by()}


def claims_of(keys: Iterable[int], today: date) -> QuerySet[Claim]:
    """What departments claimed themselves in the time that the rates look back on."""
    since = begins(today - WINDOW)
    return Claim.objects.filter(department__in=list(keys), is_in_time__isnull=False, claimed_at__gte=since)


def promises_due_of(keys: Iterable[int], today: date) -> QuerySet[Rectification]:
    """Promises of departments whose day has come in that time, or that are done; what was dropped counts for nothing."""
    is_over = Q(state=Rectification.State.DONE) | Q(due_on__lt=today)
    due = Rectification.objects.filter(department__in=list(keys), is_dropped=False)
    return due.filter(is_over, due_on__range=(today - WINDOW, today))


def closings_of(departments: Sequence[Department], today: date) -> QuerySet[Closure]:
    """Closings in that time of what departments lead.

    Nothing is led outside the department's place: its closings are read off the index of the counties.
    """
    here = inside_any({department.region_id for department in departments}, "county")
    return Closure.objects.filter(here, problem__lead__in=departments, closed_at__gte=begins(today - WINDOW))


def _claims(keys: list[int], today: date) -> dict[int, Rate]:
    """Claims within the limit, of those it claimed itself."""
    rows = claims_of(keys, today).values("department").annotate(of=Count("pk"), count=Count("pk", filter=IN_TIME))
    return {row["department"]: Rate(row["count"], row["of"]) for row in rows.order_by()}


def _promises(keys: list[int], today: date) -> dict[int, Rate]:
    """Promises kept by their day, of those whose day has come."""
    rows = promises_due_of(keys, today).values("department")
    rows = rows.annotate(of=Count("pk"), count=Count("pk", filter=KEPT))
    return {row["department"]: Rate(row["count"], row["of"]) for row in rows.order_by()}


def _closings(departments: list[Department], today: date) -> dict[int, dict[str, Any]]:
    """Closings of what each leads: how many, how many did not hold, and what the villages said."""
    rows = (
        closings_of(departments, today)
        .values("problem__lead")
        .annotate(
            closed=Count("pk"),
            bad=Count("pk", filter=Q(is_false=True)),
            heard=Count("pk", filter=SPOKEN),
            pleased=Count("pk", filter=PLEASED),
        )
        .order_by()
    )
    return {
        row["problem__lead"]: {
            "closed": row["closed"],
            "false": Rate(row["bad"], row["closed"]),
            "satisfied": Rate(row["pleased"], row["heard"]),
            "unconfirmed": row["closed"] - row["heard"],
        }
        for row in rows
    }


def overdue_in(place: str, today: date) -> QuerySet[Problem]:
    """The long tail: what a place's departments lead and have not finished in time, the most overdue first."""
    column = "city" if len(place) == 4 else "county"
    rows = Problem.objects.filter(**{column: place}, due_on__lt=today, lead__isnull=False)
    return rows.select_related("category", "lead")


def pause_reasons(problems: Iterable[Problem]) -> dict[int, str]:
    """Why the clock of each was last paused, by the problem's key; one statement."""
    granted = Request.objects.filter(problem__in=list(problems), verb=Request.Verb.PAUSE, is_granted=True)
    return {row.problem_id: row.reason for row in granted.order_by("decided_at")}
