"""The rectification list (整改清单): whose items a reader finds on it, and one item with its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import inside_q

from ..models import Rectification, RectificationEvent, RectificationFile
from .seeing import visible_to

# The nearest day first.
PROMISE_ORDER = ("due_on", "id")
SHOWN = ("problem", "department")


@dataclass(frozen=True)
class PromiseFilters:
    """What the list can be narrowed by. `state` is open, done or all."""

    state: str = "open"
    light: str = ""
    department: str = ""
    region: str = ""
    problem: str = ""
    since: date | None = None
    until: date | None = None


def promises_visible_to(postings: Sequence[Posting]) -> QuerySet[Rectification]:
    """The items of every problem that one of these postings may see."""
    return Rectification.objects.filter(problem__in=visible_to(*postings).values("pk")).select_related(
        "problem__category", "problem__lead", "department", "made_by__person", "made_by__department", "made_by__region"
    )


def promises_listed(postings: Sequence[Posting], filters: PromiseFilters, today: date) -> QuerySet[Rectification]:
    """A department's own items; a place's, those of its villages. Ordered by the caller's page."""
    reach = [_reach(posting) for posting in postings if posting.may(Permission.PROBLEM_READ)]
    if not reach:
        return Rectification.objects.none()
    union = reach[0]
    for more in reach[1:]:
        union |= more
    rows = Rectification.objects.filter(union).select_related(*SHOWN)
    if filters.state != "all":
        rows = rows.filter(state=filters.state or Rectification.State.OPEN)
    if filters.department:
        rows = rows.filter(department__code=filters.department)
    if filters.problem:
        rows = rows.filter(problem__number=filters.problem)
    if filters.region:
        rows = rows.filter(_within(filters.region))
    if filters.since:
        rows = rows.filter(due_on__gte=filters.since)
    if filters.until:
        rows = rows.filter(due_on__lt=filters.until)
    return _lit(rows, filters.light, today)


def history_of(item: Rectification) -> list[RectificationEvent]:
    """Its steps, oldest first, each with who did it and its photos; two statements."""
    files = Prefetch("files", RectificationFile.objects.select_related("attachment").order_by("position"))
    return list(
        RectificationEvent.objects.filter(rectification=item)
        .select_related("posting__person", "posting__region", "posting__department")
        .prefetch_related(files)
        .order_by("sequence")
    )


def promise_file(item: Rectification, attachment_id: UUID) -> RectificationFile | None:
    """One photo of an item that the caller has found through `promises_visible_to`."""
    files = RectificationFile.objects.select_related("attachment")
    return files.filter(event__rectification=item, attachment_id=attachment_id).first()


def _reach(posting: Posting) -> Q:
    if posting.department_id is not None:
        return Q(department=posting.department_id)
    return _within(posting.scope)


def _within(code: str) -> Q:
    """Items of a place's villages, by the column of its level."""
    match len(code):
        case 4:
            return Q(city=code)
        case 6:
            return Q(county=code)
        case 0 | 2:
            return inside_q(code, "village_id")
        case 12:
            return Q(county=code[:6], village=code)
    return Q(county=code[:6]) & inside_q(code, "village_id")


def _lit(rows: QuerySet[Rectification], light: str, today: date) -> QuerySet[Rectification]:
    """Those whose light shows `light` on `today`; a lead's own stands still while its problem is paused."""
    is_still = Q(problem__is_paused=True, origin__in=(Rectification.Origin.CLAIM, Rectification.Origin.ASSIGN))
    is_open = Q(state=Rectification.State.OPEN)
    match light:
        case Light.RED:
            return rows.filter(is_open & ~is_still, due_on__lt=today)
        case Light.YELLOW:
            return rows.filter(is_open & ~is_still, due_on__gte=today, soon_on__lte=today)
        case Light.GREEN:
            return rows.filter(is_open & ~is_still, due_on__gte=today, soon_on__gt=today)
        case Light.PAUSED:
            return rows.filter(is_open & is_still)
        case Light.NONE:
            return rows.exclude(is_open)
    return rows
