"""The list: its filters, its order, and the kept figures beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from zhitongche.foundation.calendar.days import begins
from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.queries import LAST, next_code, outermost
from zhitongche.foundation.search import queries as search
from zhitongche.foundation.statements import Given, Statement
from zhitongche.foundation.web.paging import PAGE_ROWS, KnownLists, Page, keyset

from .. import indexing
from ..models import Problem, Tally
from ..states import State

# A place's level by the length of its code, and the column that holds it.
from .figures import closed_lately
from .seeing import given_by, readers, visible_to, within


@dataclass(frozen=True)
class Filters:
    """What a list can be narrowed by; every one of them stands on an index."""

    view: str = ""
    state: str = ""
    region: str = ""
    department: str = ""
    category: str = ""
    light: str = ""
    source: str = ""
    project: str = ""
    q: str = ""
    since: date | None = None
    until: date | None = None


# What a row of a list shows; a page of them is read on every visit, so nothing else is fetched.


ROW = (
    *("number", "village", "title", "urgency", "state", "reported_at", "due_on", "soon_on", "is_paused", "outcome"),
    *("category__name", "category__name_en", "lead__code", "lead__name", "lead__short_name"),
)


NEWEST = ("-reported_at", "-id")


MOST_LATE = ("due_on", "id")


def order_of(filters: Filters) -> tuple[str, ...]:
    """Newest first; by date where the question is what is late."""
    return MOST_LATE if filters.light in {Light.RED, Light.YELLOW, Light.GREEN} else NEWEST


def listed(postings: Sequence[Posting], filters: Filters, today: date) -> QuerySet[Problem]:
    """The visible problems that pass the filters, with what a row shows; ordered by the caller's page."""
    rows = _passing(visible_to(*postings), filters, today)
    if filters.q:
        scopes = indexing.scopes_of(postings, filters.region)
        rows = search.narrowed(rows, search.question(indexing.KIND, filters.q, scopes))
    return rows


def _passing(rows: QuerySet[Problem], filters: Filters, today: date, project: Any = None) -> QuerySet[Problem]:
    """Those that pass the filters but for the words, with what a row of a list shows; asks the database nothing.

    `project` stands in the place of the number that is asked for, where the statement is kept for any.
    """
    rows = within(rows, filters.region).select_related("category", "lead")
    if filters.view == "open":
        rows = rows.filter(is_open=True)
    if filters.view == "watched":
        rows = rows.filter(pk__in=closed_lately(today))
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.department:
        rows = rows.filter(lead__code=filters.department)
    if filters.category:
        rows = rows.filter(category=filters.category)
    if filters.source:
        rows = rows.filter(source=filters.source)
    if filters.project:
        rows = rows.filter(project__number=project or filters.project)
    if filters.since:
        rows = rows.filter(reported_at__gte=begins(filters.since))
    if filters.until:
        rows = rows.filter(reported_at__lt=begins(filters.until))
    return _lit(rows, filters.light, today).only(*ROW)


_LISTS = KnownLists(Problem)


def page_of(
    postings: Sequence[Posting], filters: Filters, today: date, cursor: str | None, limit: int = PAGE_ROWS
) -> Page[Problem]:
    """One page of the list; what is searched for is asked anew each time. Raises BadCursor."""
    if filters.q:
        return keyset(listed(postings, filters, today), order_of(filters), cursor, limit)
    reading = readers(postings)
    return _LISTS.page(
        (tuple(one.key for one in reading), replace(filters, project=bool(filters.project) * "any"), today),
        lambda: _passing(visible_to(*(one.shape for one in reading)), filters, today, Given("project")),
        order_of(filters),
        cursor,
        limit,
        {**given_by(reading), "project": filters.project},
    )


def _lit(rows: QuerySet[Problem], light: str, today: date) -> QuerySet[Problem]:
    """Those whose light shows `light` on `today`; the light follows from the dates, nothing has to be stored."""
    match light:
        case Light.RED:
            return rows.filter(due_on__lt=today, is_paused=False)
        case Light.YELLOW:
            return rows.filter(due_on__gte=today, soon_on__lte=today, is_paused=False)
        case Light.GREEN:
            return rows.filter(due_on__gte=today, soon_on__gt=today, is_paused=False)
        case Light.PAUSED:
            return rows.filter(is_open=True, is_paused=True)
        case Light.NONE:
            return rows.filter(due_on=None)
    return rows


_COUNTERS = Statement(
    lambda: Tally.objects.filter(county__gte=Given("first"), county__lt=Given("end")).values_list(*State.values)
)


def tally(codes: Iterable[str]) -> dict[State, int]:
    """How many problems of these places stand in each state, from the kept counters; one statement a place.

    `codes` are provinces, cities or counties; a state without problems is 0.
    """
    rows = [row for code in outermost(codes) for row in _COUNTERS.rows(first=code, end=next_code(code) or LAST)]
    return {state: sum(row[place] for row in rows) for place, state in enumerate(State)}


def spans_counties(postings: Iterable[Posting]) -> bool:
    """Whether the reader sees more than one county, so that a row has to name it."""
    return len({posting.scope[:6] for posting in postings}) > 1 or any(len(one.scope) < 6 for one in postings)
