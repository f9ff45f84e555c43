"""Reads of sources of money; `visible_to` is the only way to their rows."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.shapes import Shape
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import ancestors_of, inside_q
from zhitongche.foundation.search import queries as search

from . import indexing
from .models import FundingSource, SourceEvent
from .states import State

# Newest first.
ORDER = ("-id",)
SHOWN = ("region", "department")


def visible_to(*postings: Posting) -> QuerySet[FundingSource]:
    """Every source that at least one of these postings may see: those of its places, and those above that reach them."""
    conditions = [_condition(posting) for posting in postings if posting.may(Permission.PROJECT_READ)]
    if not conditions:
        return FundingSource.objects.none()
    return FundingSource.objects.filter(reduce(or_, conditions)).select_related(*SHOWN)


def _condition(posting: Posting) -> Q:
    code = posting.scope
    here = inside_q(code, "region_id")
    above = Q(region__in=[one for one in ancestors_of(code) if one != code]) if code else Q(pk__in=[])
    return here | above


def found(postings: Iterable[Posting], number: str) -> FundingSource | None:
    """The source of that number, if one of the postings sees it."""
    return visible_to(*postings).filter(number=number).first()


def history(source: FundingSource) -> list[SourceEvent]:
    """Its steps, oldest first, each with who did it; one statement."""
    return list(
        SourceEvent.objects.filter(source=source)
        .select_related("posting__person", "posting__region", "posting__department")
        .order_by("sequence")
    )


def open_for(village: str) -> QuerySet[FundingSource]:
    """The open sources that may be given in a village: of its own places, county, city and province among them."""
    return FundingSource.objects.filter(region__in=ancestors_of(village), state=State.OPEN).select_related(*SHOWN)


def of_department(posting: Posting | Shape) -> QuerySet[FundingSource]:
    """What the posting's department gives from; nothing where it gives nothing."""
    if posting.department_id is None or not posting.may(Permission.FUNDING_GIVE):
        return FundingSource.objects.none()
    return FundingSource.objects.filter(department=posting.department_id)


def listed(
    postings: Sequence[Posting], *, state: str = "", kind: str = "", q: str = "", region: str = "", department: str = ""
) -> QuerySet[FundingSource]:
    """Those that these postings may see, narrowed; the caller pages them by `ORDER`."""
    rows = visible_to(*postings)
    if state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind=kind)
    if q.strip():
        rows = search.narrowed(rows, search.question(indexing.KIND, q, indexing.scopes_of(postings)))
    if region:
        rows = rows.filter(inside_q(region, "region_id"))
    if department:
        rows = rows.filter(department__code=department)
    return rows
