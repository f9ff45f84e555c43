"""The kept figures of months, the same counted from the rows themselves, and the lights of what is open."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Count, Q, QuerySet, SmallIntegerField, Sum, Value, When
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
# Of the places whose months are kept.
COUNTY_DIGITS, TOWNSHIP_DIGITS = KEPT_DIGITS = (6, 9)
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
    """The figures of a place, a township at least, by month, from the first day of `first` to that of `last`; one statement."""
    digits = next(one for one in KEPT_DIGITS if one >= len(scope))
    rows = inside(MonthTally.objects.filter(digits=digits), scope, "place").filter(month__gte=first, month__lte=last)
    sums = {f"sum_{name}": Sum(name) for name in FIGURES}
    found = rows.order_by().values_list("month").annotate(**sums)
    return {month: Counter(dict(zip(FIGURES, figures, strict=True))) for month, *figures in found}


def months_counted(scope: str) -> dict[tuple[str, date], dict[str, int]]:
    """The same by place (townships, and the counties they add up to) and month, counted from the rows; three statements.

    For the recount and its test.
    """
    found: dict[tuple[str, date], dict[str, int]] = defaultdict(lambda: dict.fromkeys(FIGURES, 0))
    told = inside_q(scope, "village") if scope else Q()
    problems = Problem.objects.filter(told)
    for township, month, state, count in _by_month(problems, "village", "reported_at", "state"):
        found[township, month.date()][state] += count
    its = inside_q(scope, "problem__village") if scope else Q()
    closings = Closure.objects.filter(its, closed_at__isnull=False).annotate(
        stands=Case(When(reopened_at=None, then=Value(True)), default=Value(False), output_field=BooleanField())
    )
    by = ("stands", "is_false", "is_unconfirmed_by_raiser", "satisfaction")
    counted = _by_month(closings, "problem__village", "closed_at", *by)
    for township, month, stands, is_false, silent, said, count in counted:
        month_of = found[township, month.date()]
        month_of["closing_count"] += count if stands else 0
        told_of = Closure(is_false=is_false, is_unconfirmed_by_raiser=silent, satisfaction=said)
        for name in words_of(told_of):
            month_of[name] += count
    claims = Claim.objects.filter(its)
    for township, month, is_in_time, count in _by_month(claims, "problem__village", "claimed_at", "is_in_time"):
        found[township, month.date()][CLAIMS[is_in_time]] += count
    return _with_counties(found)


def _by_month(rows: QuerySet[Any], village: str, moment: str, *by: str) -> Iterable[tuple[Any, ...]]:
    """Rows counted by the township of the village in a column, the month of a moment, and the others."""
    counted = rows.order_by().annotate(township=Substr(village, 1, TOWNSHIP_DIGITS), month=TruncMonth(moment))
    return counted.values_list("township", "month", *by).annotate(count=Count("pk"))


def _with_counties(townships: Mapping[tuple[str, date], dict[str, int]]) -> dict[tuple[str, date], dict[str, int]]:
    found = dict(townships)
    for (township, month), figures in townships.items():
        county = found.setdefault((township[:COUNTY_DIGITS], month), dict.fromkeys(FIGURES, 0))
        for name, count in figures.items():
            county[name] += count
    return found


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


# Lights as the database groups them: by a number, which is quicker than a word.
SHOWN: tuple[Light, ...] = tuple(Light)
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
    rows = Problem.objects.filter(lead=department, reported_at__gte=begins(first)).order_by()
    counted = rows.annotate(month=TruncMonth("reported_at")).values_list("state", "month").annotate(count=Count("pk"))
    for state, month, count in counted:
        found[month.date()][state] += count
    return dict(found)


def _lights(rows: QuerySet[Problem], length: int, today: date) -> dict[str, Lit]:
    shown = Case(
        When(is_paused=True, then=Value(SHOWN.index(Light.PAUSED))),
        When(due_on=None, then=Value(SHOWN.index(Light.NONE))),
        When(due_on__lt=today, then=Value(SHOWN.index(Light.RED))),
        When(soon_on__lte=today, then=Value(SHOWN.index(Light.YELLOW))),
        default=Value(SHOWN.index(Light.GREEN)),
        output_field=SmallIntegerField(),
    )
    # What was taken back or merged has no moment of closing either: it is left out below, for the database looks at
    # each of a province's fifty thousand rows, and at a state as text longer than at anything else.
    counted = (
        rows.filter(closed_at__isnull=True)
        .order_by()
        .annotate(place=Substr("village", 1, length), shown=shown)
        .values_list("place", "state", "shown")
        .annotate(count=Count("*"))
    )
    found: dict[str, Lit] = defaultdict(dict)
    for place, state, light, count in counted:
        if state in OPEN:
            found[place][State(state), SHOWN[light]] = count
    return dict(found)


def most_overdue(scope: str, today: date) -> QuerySet[Problem]:
    """What has waited longest past its limit in a place, with its lead."""
    return _most_overdue(within(Problem.objects.all(), scope), today)


def most_overdue_of(department: int, today: date) -> QuerySet[Problem]:
    """The same of what a department leads, by its key."""
    return _most_overdue(Problem.objects.filter(lead=department), today)


def _most_overdue(rows: QuerySet[Problem], today: date) -> QuerySet[Problem]:
    return rows.filter(due_on__lt=today, is_paused=False).select_related("lead").order_by(*MOST_LATE)
