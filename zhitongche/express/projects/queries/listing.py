"""The library's list: its filters, its order, and the kept figures beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from zhitongche.foundation.calendar.days import begins
from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.people import shapes
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.search import queries as search
from zhitongche.foundation.web.paging import PAGE_ROWS, KnownLists, Page, keyset

from .. import indexing
from ..models import Project
from .seeing import visible_to, within

NEWEST = ("-planned_at", "-id")
MOST_LATE = ("due_on", "id")
REPORTS = ("report_on", "id")
GAPS = ("uncovered_on", "id")
LATE_REPORT = "report"
ROW = (
    *("number", "village", "title", "state", "level", "submission", "is_suspended", "planned_at", "progress"),
    *("investment_amount", "committed_amount", "due_on", "soon_on", "uncovered_on", "uncovered_amount", "report_on"),
    *("open_problem_count", "pending_approval_count", "batch", "industry__name", "industry__name_en"),
)


@dataclass(frozen=True)
class Filters:
    """What the list can be narrowed by; every one of them stands on an index.

    `gap` is "yes" for what the money does not cover; `report` is "late" for monthly reports that are owed.
    """

    state: str = ""
    region: str = ""
    industry: str = ""
    light: str = ""
    submission: str = ""
    level: str = ""
    batch: str = ""
    gap: str = ""
    report: str = ""
    q: str = ""
    since: date | None = None
    until: date | None = None


def order_of(filters: Filters) -> tuple[str, ...]:
    """Newest first; by date where the question is what is late, owed or not covered."""
    if filters.light in {Light.RED, Light.YELLOW, Light.GREEN}:
        return MOST_LATE
    if filters.report:
        return REPORTS
    return GAPS if filters.gap else NEWEST


def listed(postings: Sequence[Posting], filters: Filters, today: date) -> QuerySet[Project]:
    """The visible projects that pass the filters, with what a row shows; ordered by the caller's page."""
    rows = passing(visible_to(*postings), filters, today)
    if filters.q:
        scopes = indexing.scopes_of(postings, filters.region)
        rows = search.narrowed(rows, search.question(indexing.KIND, filters.q, scopes))
    return rows


def passing(rows: QuerySet[Project], filters: Filters, today: date) -> QuerySet[Project]:
    """Those that pass the filters but for the words; asks the database nothing."""
    rows = within(rows, filters.region).select_related("industry")
    for name in ("state", "industry", "level"):
        if value := getattr(filters, name):
            rows = rows.filter(**{name: value})
    if filters.batch:
        # What the index leaves out is left out by name: a database does not guess it from the value asked for.
        rows = rows.filter(batch=filters.batch).exclude(batch="")
    if filters.submission:
        rows = rows.filter(submission=filters.submission).exclude(submission=Project.Submission.NONE)
    if filters.gap:
        rows = rows.filter(uncovered_on__isnull=False)
    if filters.report:
        rows = rows.filter(report_on__lt=today, is_suspended=False)
    if filters.since:
        rows = rows.filter(planned_at__gte=begins(filters.since))
    if filters.until:
        rows = rows.filter(planned_at__lt=begins(filters.until))
    return _lit(rows, filters.light, today).only(*ROW)


_LISTS = KnownLists(Project)


def page_of(
    postings: Sequence[Posting], filters: Filters, today: date, cursor: str | None, limit: int = PAGE_ROWS
) -> Page[Project]:
    """One page of the list; what is searched for by words is asked anew each time. Raises BadCursor."""
    if filters.q:
        return keyset(listed(postings, filters, today), order_of(filters), cursor, limit)
    reading = [posting for posting in postings if posting.may(Permission.PROJECT_READ)]
    shaped = [shapes.shaped(posting, position=position) for position, posting in enumerate(reading)]
    return _LISTS.page(
        (tuple(one.key for one in shaped), filters, today),
        lambda: passing(visible_to(*(one.shape for one in shaped)), filters, today),
        order_of(filters),
        cursor,
        limit,
        {name: value for one in shaped for name, value in one.given.items()},
    )


def _lit(rows: QuerySet[Project], light: str, today: date) -> QuerySet[Project]:
    """Those whose next milestone shows `light` on `today`; it follows from the dates, nothing has to be stored."""
    match light:
        case Light.RED:
            return rows.filter(due_on__lt=today, is_suspended=False)
        case Light.YELLOW:
            return rows.filter(due_on__gte=today, soon_on__lte=today, is_suspended=False)
        case Light.GREEN:
            return rows.filter(due_on__gte=today, soon_on__gt=today, is_suspended=False)
        case Light.PAUSED:
            return rows.filter(is_suspended=True)
        case Light.NONE:
            return rows.filter(due_on=None)
    return rows
