"""What the picture reads: kept figures and the lights of what is open, of a place the reader sees whole."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from zhitongche.express.meetings.models import Meeting
from zhitongche.express.meetings.states import State as Meetings
from zhitongche.express.problems import queries as problems
from zhitongche.express.problems.models import Instruction
from zhitongche.express.problems.states import POOL, State
from zhitongche.express.projects import queries as library
from zhitongche.express.projects.models import ProjectInstruction
from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import LENGTHS, inside_any, inside_q, names_of, outermost

# Until May a calendar year says little: then the last twelve months are told.
YEAR_TELLS_FROM = 5
MONTHS = 12
TOWNSHIP_DIGITS = 9
# Instructions of one kind that a page shows.
MOST_INSTRUCTIONS = 100

Lit = dict[tuple[State, Light], int]


@dataclass(frozen=True)
class Period:
    """From the first day of a month until today; `is_year` where that is this calendar year."""

    first: date
    today: date
    is_year: bool


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
    meetings: int
    projects: Any

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


def scope_within(postings: Sequence[Posting], region: str) -> str | None:
    """The place asked for, else the reader's own; None where the reader does not see it whole."""
    scopes = scopes_of(postings)
    if not region:
        return scopes[0] if scopes else None
    sees = len(region) <= TOWNSHIP_DIGITS and any(region.startswith(scope) for scope in scopes)
    return region if sees else None


def picture(scope: str, today: date) -> Picture:
    """Everything a place's picture says; six statements, whatever lies in it.

    A township's months are counted from its own rows, which are few; every other place has kept ones.
    """
    period, first = period_of(today), first_of(today, MONTHS - 1)
    length = next(one for one in LENGTHS if one > len(scope))
    parts = problems.lights(scope, length, today)
    whole: Counter[tuple[State, Light]] = Counter()
    for part in parts.values():
        whole.update(part)
    names = names_of([scope, *parts])
    return Picture(
        scope=scope,
        name=names.get(scope, scope),
        period=period,
        months=_months(scope, min(first, period.first), today),
        whole=dict(whole),
        parts=dict(sorted(parts.items())),
        names=names,
        meetings=_meetings(scope, period),
        projects=library.total(library.roll_up(scope), scope),
    )


def _months(scope: str, first: date, today: date) -> dict[date, Counter[str]]:
    if len(scope) < TOWNSHIP_DIGITS:
        return problems.months(scope, first, today)
    return {month: Counter(counts) for (_county, month), counts in problems.months_counted(scope, first).items()}


def _meetings(scope: str, period: Period) -> int:
    """Meetings held inside a place in the period, of every level."""
    held = Meeting.objects.filter(inside_q(scope, "region"), state=Meetings.CLOSED, is_called_off=False)
    return held.filter(starts_on__gte=period.first, starts_on__lte=period.today).count()


def instructions(postings: Sequence[Posting], view: str, today: date) -> list[Instruction | ProjectInstruction]:
    """Instructions on problems and projects of the reader's places, the newest first; two statements.

    `view`: those that wait, those past their day, those answered, or all.
    """
    shown = {
        "waiting": Q(answered_at=None),
        "overdue": Q(answered_at=None, due_on__lt=today),
        "answered": Q(answered_at__isnull=False),
    }.get(view, Q())
    here = shown & inside_any(scopes_of(postings), "county")
    told = Instruction.objects.filter(here).select_related("problem", "posting__person").order_by("-pk")
    given = ProjectInstruction.objects.filter(here).order_by("-pk")
    given = given.select_related("project", "event__posting__person")
    found: list[Instruction | ProjectInstruction] = [*told[:MOST_INSTRUCTIONS], *given[:MOST_INSTRUCTIONS]]
    return sorted(found, key=given_at, reverse=True)[:MOST_INSTRUCTIONS]


def given_at(one: Instruction | ProjectInstruction) -> Any:
    return one.given_at if isinstance(one, Instruction) else one.event.at
