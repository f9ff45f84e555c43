"""The list: its filters and its order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from zhitongche.foundation.calendar.days import begins
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.search import queries as search
from zhitongche.foundation.web.paging import PAGE_ROWS, KnownLists, Page, keyset

from .. import indexing
from ..models import Outcome
from ..states import STANDING
from .seeing import given_by, readers, visible_to, within

ORDER = ("-recorded_at", "-id")
_LISTS = KnownLists(Outcome)


@dataclass(frozen=True)
class Filters:
    """What a list can be narrowed by; every one of them stands on an index. `state` may also be `standing`."""

    state: str = ""
    kind: str = ""
    period: str = ""
    region: str = ""
    project: str = ""
    q: str = ""
    since: date | None = None
    until: date | None = None


def listed(postings: Sequence[Posting], filters: Filters) -> QuerySet[Outcome]:
    """The visible figures that pass the filters; ordered by the caller's page."""
    rows = _passing(visible_to(*postings), filters)
    if filters.q:
        scopes = indexing.scopes_of(postings, filters.region)
        rows = search.narrowed(rows, search.question(indexing.KIND, filters.q, scopes))
    return rows


def _passing(rows: QuerySet[Outcome], filters: Filters) -> QuerySet[Outcome]:
    """Those that pass the filters but for the words; asks the database nothing."""
    rows = within(rows, filters.region).select_related("village", "checked_by__person", "project")
    if filters.state == "standing":
        rows = rows.filter(state__in=STANDING)
    elif filters.state:
        rows = rows.filter(state=filters.state)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.period:
        rows = rows.filter(period=filters.period)
    if filters.project:
        rows = rows.filter(project__number=filters.project)
    if filters.since:
        rows = rows.filter(recorded_at__gte=begins(filters.since))
    if filters.until:
        rows = rows.filter(recorded_at__lt=begins(filters.until))
    return rows


def page_of(postings: Sequence[Posting], filters: Filters, cursor: str | None, limit: int = PAGE_ROWS) -> Page[Outcome]:
    """One page of the list, newest first; what is searched for is asked anew each time. Raises BadCursor."""
    if filters.q:
        return keyset(listed(postings, filters), ORDER, cursor, limit)
    reading = readers(postings)
    return _LISTS.page(
        (tuple(one.key for one in reading), filters),
        lambda: _passing(visible_to(*(one.shape for one in reading)), filters),
        ORDER,
        cursor,
        limit,
        given_by(reading),
    )


def spans_counties(postings: Iterable[Posting]) -> bool:
    """Whether the reader sees more than one county, so that a row has to name it."""
    return len({posting.scope[:6] for posting in postings}) > 1 or any(len(one.scope) < 6 for one in postings)
