"""What the picture reads: kept figures and the lights of what is open, of a place the reader sees whole."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from zhitongche.express.boundaries.models import Boundary
from zhitongche.express.boundaries.queries import outlines_in
from zhitongche.express.meetings.models import Meeting
from zhitongche.express.meetings.queries import HELD
from zhitongche.express.problems import queries as problems
from zhitongche.express.problems.models import Instruction
from zhitongche.express.problems.queries import Lit, monthly
from zhitongche.express.problems.queries.loads import Record
from zhitongche.express.problems.states import POOL, State
from zhitongche.express.projects import queries as library
from zhitongche.express.projects.models import ProjectInstruction
from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.people.models import Department, Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.models import Region
from zhitongche.foundation.regions.names import GROUPINGS
from zhitongche.foundation.regions.queries import LENGTHS, inside_any, inside_q, names_of, outermost
from zhitongche.foundation.statements import Given, Statement

# Until May a calendar year says little: then the last twelve months are told.
YEAR_TELLS_FROM = 5
MONTHS = 12
COUNTY_DIGITS = 6
TOWNSHIP_DIGITS = 9
# Instructions of one kind that a page shows.
MOST_INSTRUCTIONS = 100


@dataclass(frozen=True)
class Period:
    """From the first day of a month until today; `is_year` where that is this calendar year."""

    first: date
    today: date
    is_year: bool


@dataclass(frozen=True)
class Meetings:
    """Meetings held in the period, the problems they heard, and how many of those are closed by now."""

    held: int = 0
    heard: int = 0
    solved: int = 0


@dataclass(frozen=True)
class Picture:
    """A place in figures. `months` go by what was reported or done in each; `parts` are of the places directly inside."""

    scope: str
    name: str
    period: Period
    months: dict[date, Counter[str]]
    whole: Lit
    parts: dict[str, Lit]
    names: dict[str, str]
    meetings: Meetings
    projects: Any
    # The boundaries of the places inside, where the office has uploaded any.
    outlines: Sequence[Boundary] = ()

    @property
    def sums(self) -> Counter[str]:
        """The months of the period together."""
        found: Counter[str] = Counter()
        for month, counts in self.months.items():
            if month >= self.period.first:
                found.update(counts)
        return found

    def lit(self, light: Light, states: frozenset[State] = frozenset(State)) -> int:
        return sum(count for (state, shown), count in self.whole.items() if shown == light and state in states)

    @property
    def unclaimed(self) -> int:
        """Past the limit to claim, and still in the pool."""
        return self.lit(Light.RED, POOL)


@dataclass(frozen=True)
class Handled:
    """What a department leads: `parts` by county, and how it kept its word in the last twelve months."""

    department: Department
    whole: Lit
    parts: dict[str, Lit]
    names: dict[str, str]
    record: Record
    # What it leads, by the month it was reported in and the state it stands in; the present month is the last.
    months: dict[date, Counter[str]]
    today: date


def period_of(today: date) -> Period:
    """This year from May on; before that the last twelve months, the present one among them."""
    if today.month >= YEAR_TELLS_FROM:
        return Period(date(today.year, 1, 1), today, is_year=True)
    return Period(first_of(today, MONTHS - 1), today, is_year=False)


def first_of(day: date, back: int = 0) -> date:
    """The first day of the month so many months before a day's."""
    months = day.year * 12 + day.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def scopes_of(postings: Sequence[Posting]) -> list[str]:
    """The places of which the reader sees every problem, whole townships at least; the outermost only."""
    return outermost(
        posting.scope
        for posting in postings
        if posting.may(Permission.PICTURE_READ)
        and posting.department_id is None
        and 0 < len(posting.scope) <= TOWNSHIP_DIGITS
    )


def department_of(postings: Sequence[Posting]) -> Department | None:
    """The department whose figures the reader sees: that of the first posting in one."""
    found = (one.department for one in postings if one.may(Permission.PICTURE_READ) and one.department is not None)
    return next(found, None)


def sees_any(postings: Sequence[Posting]) -> bool:
    """Whether there is anything a picture could show the reader."""
    return bool(scopes_of(postings)) or department_of(postings) is not None


def scope_within(postings: Sequence[Posting], region: str) -> str | None:
    """The place asked for, else the reader's own; None where the reader does not see it whole."""
    scopes = scopes_of(postings)
    if not region:
        return scopes[0] if scopes else None
    sees = len(region) <= TOWNSHIP_DIGITS and any(region.startswith(scope) for scope in scopes)
    return region if sees else None


def picture(scope: str, today: date) -> Picture:
    """Everything a place's picture says; seven statements, whatever lies in it.

    Every place inside has its part, be nothing open there; of a township's villages those where something is.
    """
    period, first = period_of(today), first_of(today, MONTHS - 1)
    length = next(one for one in LENGTHS if one > len(scope))
    parts = problems.lights(scope, length, today)
    if len(scope) < TOWNSHIP_DIGITS:
        names, inside = _places_of(scope, today)
        parts = {code: {} for code in inside} | parts
    else:
        names = names_of([scope, *parts])
    return Picture(
        scope=scope,
        name=names.get(scope, scope),
        period=period,
        months=problems.months(scope, min(first, period.first), today),
        whole=_together(parts),
        parts=dict(sorted(parts.items())),
        names=names,
        meetings=_meetings(scope, period),
        projects=library.total(library.roll_up(scope), scope),
        outlines=list(outlines_in(scope, length)),
    )


def handled(department: Department, today: date) -> Handled:
    """Everything a department's page says; eight statements, however much it leads."""
    parts = problems.lights_of(department.pk, COUNTY_DIGITS, today)
    return Handled(
        department=department,
        whole=_together(parts),
        parts=dict(sorted(parts.items())),
        names=names_of([*parts]),
        record=problems.records_of([department], today)[department.pk],
        months=monthly.received_by(department.pk, first_of(today, MONTHS - 1)),
        today=today,
    )


_PLACES = Statement(
    lambda: Region.objects.filter(Q(code=Given("scope")) | Q(parent=Given("parent"))).values_list(
        "code", "short_name", "name", "until"
    )
)


def _places_of(scope: str, today: date) -> tuple[dict[str, str], list[str]]:
    """The short names of a place and of those directly inside it, and which of these stand today; one statement.

    What only groups places (市辖区) is none.
    """
    rows = list(_PLACES.rows(scope=scope, parent=scope))
    standing = [
        code
        for code, _short, name, until in rows
        if code != scope and name not in GROUPINGS and (until is None or until > today)
    ]
    return {code: short for code, short, _name, _until in rows}, standing


def _together(parts: dict[str, Lit]) -> Lit:
    whole: Counter[tuple[State, Light]] = Counter()
    for part in parts.values():
        whole.update(part)
    return dict(whole)


def _meetings(scope: str, period: Period) -> Meetings:
    """Meetings held inside a place in the period, of every level, and their effect; one statement."""
    found = held_in(scope, period).aggregate(
        held=Count("pk", distinct=True),
        heard=Count("items__problem", distinct=True),
        solved=Count("items__problem", filter=Q(items__problem__state=State.CLOSED), distinct=True),
    )
    return Meetings(**found)


def held_in(scope: str, period: Period) -> QuerySet[Meeting]:
    """Meetings of every level that were held inside a place in the period."""
    held = Meeting.objects.filter(HELD, inside_q(scope, "region"))
    return held.filter(starts_on__gte=period.first, starts_on__lte=period.today)


def instructions(postings: Sequence[Posting], view: str, today: date) -> list[Instruction | ProjectInstruction]:
    """Instructions on problems and projects of the reader's places, the newest first; two statements.

    A department reads those on the problems it leads.
    `view`: those that wait, those past their day, those answered, or all.
    """
    shown = {
        "waiting": Q(answered_at=None),
        "overdue": Q(answered_at=None, due_on__lt=today),
        "answered": Q(answered_at__isnull=False),
    }.get(view, Q())
    scopes = scopes_of(postings)
    department = department_of(postings)
    led = Q(problem__lead=department) if department else Q(pk__in=[])
    told = Instruction.objects.filter(shown & (_under(scopes, "problem__village") | led)).order_by("-pk")
    told = told.select_related("problem", "posting__person")
    given = ProjectInstruction.objects.filter(shown & _under(scopes, "project__village")).order_by("-pk")
    given = given.select_related("project", "event__posting__person")
    found: list[Instruction | ProjectInstruction] = [*told[:MOST_INSTRUCTIONS], *given[:MOST_INSTRUCTIONS]]
    return sorted(found, key=given_at, reverse=True)[:MOST_INSTRUCTIONS]


def _under(scopes: Sequence[str], village: str) -> Q:
    """Instructions of these places: by the county they keep, inside a county by the village of what they are about."""
    above = [scope for scope in scopes if len(scope) <= COUNTY_DIGITS]
    return inside_any(above, "county") | inside_any([one for one in scopes if one not in above], village)


def given_at(one: Instruction | ProjectInstruction) -> Any:
    return one.given_at if isinstance(one, Instruction) else one.event.at
