"""The kept figures of months, the same counted from the rows themselves, and the lights of what is open."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Count, Q, QuerySet, Sum, TextField, Value, When
from django.db.models.functions import Substr, TruncMonth

from zhitongche.foundation.calendar.days import begins
from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.regions.queries import inside, inside_q

from ..models import Claim, Closure, MonthTally, Problem
from ..states import OPEN, State
from .listing import MOST_LATE
from .seeing import within

# What a claim counts as, by whether it was within the limit; what was assigned has no limit to claim.
CLAIMS: Mapping[bool | None, str] = {True: "in_time_count", False: "too_late_count", None: "assigned_count"}
SAID = ("content_count", "confirmed_count", "unconfirmed_count")
FIGURES: tuple[str, ...] = (*State.values, "closing_count", *SAID, *CLAIMS.values())
CONTENT = (Closure.Satisfaction.SATISFIED, Closure.Satisfaction.FAIRLY)


def words_of(closing: Closure) -> list[str]:
    """Under which figures of satisfaction a closing counts: none where it proved false."""
    if closing.is_false:
        return []
    if closing.is_unconfirmed_by_raiser:
        return ["unconfirmed_count"]
    return ["confirmed_count", *(["content_count"] if closing.satisfaction in CONTENT else [])]


def months(scope: str, first: date, last: date) -> dict[date, Counter[str]]:
    """The figures of a province, city or county by month, from the first day of `first` to that of `last`; one statement."""
    rows = inside(MonthTally.objects.all(), scope, "county").filter(month__gte=first, month__lte=last)
    sums = {f"sum_{name}": Sum(name) for name in FIGURES}
    found = rows.order_by().values_list("month").annotate(**sums)
    return {month: Counter(dict(zip(FIGURES, figures, strict=True))) for month, *figures in found}


def months_counted(scope: str, since: date | None = None) -> dict[tuple[str, date], dict[str, int]]:
    """The same by county and month, counted from the rows themselves; three statements.

    For the recount and its test, and for a township, whose own rows are few.
    """
    found: dict[tuple[str, date], dict[str, int]] = defaultdict(lambda: dict.fromkeys(FIGURES, 0))
    told = inside_q(scope, "village") if scope else Q()
    for county, month, state, count in _by_month(Problem.objects.filter(told), "reported_at", since, "county", "state"):
        found[county, month.date()][state] += count
    its = inside_q(scope, "problem__village") if scope else Q()
    closings = Closure.objects.filter(its, closed_at__isnull=False).annotate(
        stands=Case(When(reopened_at=None, then=Value(True)), default=Value(False), output_field=BooleanField())
    )
    by = ("county", "stands", "is_false", "is_unconfirmed_by_raiser", "satisfaction")
    for county, month, stands, is_false, silent, said, count in _by_month(closings, "closed_at", since, *by):
        month_of = found[county, month.date()]
        month_of["closing_count"] += count if stands else 0
        told_of = Closure(is_false=is_false, is_unconfirmed_by_raiser=silent, satisfaction=said)
        for name in words_of(told_of):
            month_of[name] += count
    claims = Claim.objects.filter(its)
    for county, month, is_in_time, count in _by_month(claims, "claimed_at", since, "problem__county", "is_in_time"):
        found[county, month.date()][CLAIMS[is_in_time]] += count
    return dict(found)


def _by_month(rows: QuerySet[Any], moment: str, since: date | None, *by: str) -> Iterable[tuple[Any, ...]]:
    """Rows counted by the first of `by`, the month, and the others."""
    if since is not None:
        rows = rows.filter(**{f"{moment}__gte": begins(since)})
    counted = rows.order_by().annotate(month=TruncMonth(moment))
    return counted.values_list(by[0], "month", *by[1:]).annotate(count=Count("pk"))


# ---- the rows that some of the figures count ------------------------------------------------------------------------

# Which closings each figure counts.
CLOSINGS: Mapping[str, Q] = {
    "closing_count": Q(reopened_at=None),
    "content_count": Q(is_false=False, is_unconfirmed_by_raiser=False, satisfaction__in=CONTENT),
    "confirmed_count": Q(is_false=False, is_unconfirmed_by_raiser=False),
    "unconfirmed_count": Q(is_false=False, is_unconfirmed_by_raiser=True),
}


def claims_within(scope: str, since: date, *figures: str) -> QuerySet[Claim]:
    """The claims of a place from a day on that count under one of these figures of `CLAIMS`."""
    counted = Q(pk__in=[])
    for is_in_time, name in CLAIMS.items():
        if name in figures:
            counted |= Q(is_in_time=is_in_time)
    rows = inside(Claim.objects.all(), scope, "problem__village").filter(counted, claimed_at__gte=begins(since))
    return rows.select_related("problem", "department")


def closings_within(scope: str, since: date, figure: str) -> QuerySet[Closure]:
    """The closings of a place from a day on that count under a figure of `CLOSINGS`."""
    column = {4: "city", 6: "county"}.get(len(scope))
    here = Q(**{column: scope}) if column else inside_q(scope, "problem__village")
    rows = Closure.objects.filter(here, CLOSINGS[figure], closed_at__gte=begins(since))
    return rows.select_related("problem__lead")


def overdue_within(scope: str, today: date, states: Iterable[State] = OPEN) -> QuerySet[Problem]:
    """What is open in a place in one of these states and shows red."""
    rows = within(Problem.objects.all(), scope).filter(is_open=True, state__in=sorted(states))
    return rows.filter(due_on__lt=today, is_paused=False).select_related("lead")


Lit = dict[tuple[State, Light], int]


def lights(scope: str, length: int, today: date) -> dict[str, Lit]:
    """What is open in each place of `length` digits inside a scope, by state and light; one statement on one index."""
    return _lights(inside(Problem.objects.all(), scope, "village"), length, today)


def lights_of(department: int, length: int, today: date) -> dict[str, Lit]:
    """The same of what a department leads, by its key; one statement."""
    return _lights(Problem.objects.filter(lead=department), length, today)


def received_by(department: int, first: date) -> dict[date, Counter[str]]:
    """What a department leads, by its key, by the month it was reported in and the state it stands in; one statement."""
    found: dict[date, Counter[str]] = defaultdict(Counter)
    rows = Problem.objects.filter(lead=department)
    for state, month, count in _by_month(rows, "reported_at", first, "state"):
        found[month.date()][state] += count
    return dict(found)


def _lights(rows: QuerySet[Problem], length: int, today: date) -> dict[str, Lit]:
    shown = Case(
        When(is_paused=True, then=Value(Light.PAUSED.value)),
        When(due_on=None, then=Value(Light.NONE.value)),
        When(due_on__lt=today, then=Value(Light.RED.value)),
        When(soon_on__lte=today, then=Value(Light.YELLOW.value)),
        default=Value(Light.GREEN.value),
        output_field=TextField(),
    )
    counted = (
        rows.filter(closed_at__isnull=True, state__in=sorted(OPEN))
        .order_by()
        .annotate(place=Substr("village", 1, length), shown=shown)
        .values_list("place", "state", "shown")
        .annotate(count=Count("*"))
    )
    found: dict[str, Lit] = defaultdict(dict)
    for place, state, light, count in counted:
        found[place][State(state), Light(light)] = count
    return dict(found)


def most_overdue(scope: str, today: date) -> QuerySet[Problem]:
    """What has waited longest past its limit in a place, with its lead."""
    return _most_overdue(within(Problem.objects.all(), scope), today)


def most_overdue_of(department: int, today: date) -> QuerySet[Problem]:
    """The same of what a department leads, by its key."""
    return _most_overdue(Problem.objects.filter(lead=department), today)


def _most_overdue(rows: QuerySet[Problem], today: date) -> QuerySet[Problem]:
    return rows.filter(due_on__lt=today, is_paused=False).select_related("lead").order_by(*MOST_LATE)
