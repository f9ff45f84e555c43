"""Reads of indicator libraries; `visible_to` is the only way to their rows."""

from collections.abc import Sequence
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Count, F, Q, QuerySet

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import ancestors_of, inside_q
from zhitongche.foundation.web.paging import PAGE_ROWS, Page, keyset

from .models import Aspect, Indicator, IndicatorEvent, IndicatorLibrary
from .states import State

ORDER = ("-id",)


def visible_to(*postings: Posting) -> QuerySet[IndicatorLibrary]:
    """The product's own, those of the readers' places, of places inside them and of those above.

    What is being drawn up is seen by those who keep it.
    """
    conditions = [_condition(posting) for posting in postings if posting.may(Permission.ALLIANCE_READ)]
    return IndicatorLibrary.objects.filter(reduce(or_, conditions)) if conditions else IndicatorLibrary.objects.none()


def _condition(posting: Posting) -> Q:
    above = [code for code in ancestors_of(posting.scope) if code != posting.scope] if posting.scope else []
    shown = Q(region=None) | inside_q(posting.scope, "region_id") | Q(region__in=above)
    if posting.may(Permission.INDICATOR_MANAGE):
        return shown & (~Q(state=State.DRAFT) | inside_q(posting.scope, "region_id"))
    return shown & ~Q(state=State.DRAFT)


def for_page(rows: QuerySet[IndicatorLibrary]) -> QuerySet[IndicatorLibrary]:
    return rows.select_related("region", "based_on")


def found(postings: Sequence[Posting], number: str) -> IndicatorLibrary | None:
    """The library of that number, if one of the postings sees it."""
    return for_page(visible_to(*postings)).filter(number=number).first()


def afresh(library: IndicatorLibrary) -> IndicatorLibrary:
    """The library as it stands after an act, for somebody who has just acted on it."""
    return for_page(IndicatorLibrary.objects.filter(pk=library.pk)).get()


def page_of(
    postings: Sequence[Posting], *, state: str = "", cursor: str | None = None, limit: int = PAGE_ROWS
) -> Page[IndicatorLibrary]:
    """One page of the visible ones, the newest first. Raises BadCursor."""
    rows = visible_to(*postings)
    if state:
        rows = rows.filter(state=state)
    return keyset(for_page(rows), ORDER, cursor, limit)


def items_of(library: IndicatorLibrary) -> list[Indicator]:
    """Its items, aspect by aspect as the article names them, in the order of their codes."""
    order = list(Aspect)
    return sorted(
        Indicator.objects.filter(library=library), key=lambda one: (order.index(Aspect(one.aspect)), one.code)
    )


def item_of(library: IndicatorLibrary, code: str) -> Indicator | None:
    return Indicator.objects.filter(library=library, code=code).first()


def offered_at(place: str) -> QuerySet[Indicator]:
    """The items a contest of a place can be about: of libraries in force, its own or of a place above, the nearest first.

    So a code that several libraries know is the nearest one's, and of two of the same place the newer one's.
    """
    inside = Q(library__region=None) | Q(library__region__in=ancestors_of(place))
    rows = Indicator.objects.filter(inside, library__state=State.ISSUED).select_related("library")
    return rows.order_by(F("library__region").desc(nulls_last=True), "-library", "position", "code")


def item_counts(libraries: Sequence[IndicatorLibrary]) -> dict[int, int]:
    """How many items each has, by key; one statement."""
    rows = Indicator.objects.filter(library__in=[one.pk for one in libraries]).order_by()
    return dict(rows.values_list("library").annotate(count=Count("pk")))


def total(items: Sequence[Indicator]) -> Decimal:
    return sum((one.max_points for one in items), Decimal(0))


def history(library: IndicatorLibrary) -> list[IndicatorEvent]:
    """What became of it, oldest first."""
    events = IndicatorEvent.objects.filter(library=library)
    return list(events.select_related("posting__person", "posting__region", "posting__department").order_by("sequence"))
