"""Pages of a list by key: each is one index scan from where the last one ended, never an offset, never a count."""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import connections
from django.db.models import F, Field, Model, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ..errors import BadInput
from ..statements import Given, Statements
from ..templatetags.page import query_string

Row = TypeVar("Row", bound=Model)
AFTER, BEFORE, LAST = "a", "b", "l"
PAGE_ROWS = 25
MOST_ROWS = 200


class BadCursor(BadInput):
    """422: the cursor is none of ours."""

    part = "query"

    def __init__(self) -> None:
        super().__init__({"cursor": _("This is not a cursor of this list. Begin again from the first page.")})


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list in its order, and the cursors of the pages around it; None where there is no such page."""

    items: list[Row]
    next: str | None
    previous: str | None
    last: str | None

    @property
    def is_alone(self) -> bool:
        """Whether the whole list is on this page."""
        return self.next is None and self.previous is None

    def links(self, query: QueryDict) -> dict[str, str | None]:
        """The addresses `foundation/_pager.html` draws, the rest of the query kept; None where there is nothing."""

        def at(cursor: str | None) -> str | None:
            return query_string(query, cursor=cursor) if cursor else None

        return {
            "first": query_string(query, cursor=None) if self.previous else None,
            "newer": at(self.previous),
            "older": at(self.next),
            "last": at(self.last),
        }


@dataclass(frozen=True)
class _Order:
    """Columns all in one direction, the last of them unique."""

    names: tuple[str, ...]
    is_descending: bool
    fields: "tuple[Field[Any, Any], ...]"

    def by(self, is_backward: bool) -> list[str]:
        sign = "-" if self.is_descending != is_backward else ""
        return [sign + name for name in self.names]

    def key(self, row: Model) -> list[str]:
        return [field.value_to_string(row) for field in self.fields]

    def values(self, texts: Any) -> tuple[Any, ...]:
        """The key a cursor holds. Raises BadCursor where a value is not of its column's type."""
        if not isinstance(texts, list) or len(texts) != len(self.fields):
            raise BadCursor
        try:
            values = tuple(field.to_python(text) for field, text in zip(self.fields, texts, strict=True))
        except (ValidationError, ValueError, TypeError, OverflowError) as error:
            raise BadCursor from error
        if any(value is None or "\0" in str(value) for value in values):
            raise BadCursor
        return values


def keyset(
    queryset: QuerySet[Row], order: Sequence[str], cursor: str | None = None, limit: int = PAGE_ROWS
) -> Page[Row]:
    """One page of `queryset` in `order`, such as ("-reported_at", "-id"): one direction, no nulls, unique at the end.

    `cursor` is one that an earlier page gave; None is the first page. One statement, for at most `limit` + 1 rows.
    Raises BadCursor.
    """
    columns = _order(queryset.model, tuple(order))
    place = _place(columns, cursor)
    rows = _cut(queryset, columns, place.is_backward, place.key)
    return _page(list(rows[: limit + 1]), columns, place, limit)


def chained(
    lists: Sequence[tuple[QuerySet[Any], Sequence[str]]], cursor: str | None = None, limit: int = PAGE_ROWS
) -> Page[Any]:
    """One page of several lists read one after the other, each in its own order; where one ends the next goes on.

    At most twice as many statements as there are lists, however long they are. Raises BadCursor.
    """
    first, inner = _link(cursor, len(lists))
    page, end = keyset(*lists[first], inner, limit), _encode(LAST, None)
    items, last, before, after, tail = page.items, first, page.previous, page.next, page.last
    is_backward = inner is not None and _decode(inner)[0] in {BEFORE, LAST}
    while is_backward and len(items) < limit and first > 0:
        first -= 1
        more = keyset(*lists[first], end, limit - len(items))
        items, before = [*more.items, *items], more.previous
    while not is_backward and len(items) < limit and last < len(lists) - 1:
        last += 1
        more = keyset(*lists[last], None, limit - len(items))
        items, after, tail = [*items, *more.items], more.next, more.last
    later = [one for one in range(last + 1, len(lists)) if lists[one][0].exists()]
    earlier = [one for one in range(first) if before is None and lists[one][0].exists()]
    return Page(
        items,
        next=f"{last}.{after}" if after else f"{later[0]}." if later else None,
        previous=f"{first}.{before}" if before else f"{earlier[-1]}.{end}" if earlier else None,
        last=f"{later[-1]}.{end}" if later else f"{last}.{tail}" if tail else None,
    )


def _link(cursor: str | None, count: int) -> tuple[int, str | None]:
    """Which of the lists a cursor of a chain is in, and the cursor there. Raises BadCursor."""
    if not cursor:
        return 0, None
    number, dot, inner = cursor.partition(".")
    if not (dot and number.isascii() and number.isdigit() and len(number) < 3 and int(number) < count):
        raise BadCursor
    return int(number), inner or None


class KnownLists(Generic[Row]):
    """Lists whose SQL is kept for whoever asks the same again: `keyset` without building its statement each time.

    For a list that many requests open. Rows that the statement joins come with it, `prefetch_related` does not.
    """

    def __init__(self, model: type[Row]) -> None:
        self._model = model
        self._statements = Statements()

    def page(
        self,
        key: Hashable,
        build: Callable[[], QuerySet[Row]],
        order: Sequence[str],
        cursor: str | None = None,
        limit: int = PAGE_ROWS,
        given: Mapping[str, Any] | None = None,
    ) -> Page[Row]:
        """As `keyset` of what `build` gives, `given` in the places it leaves open.

        `key` holds everything else that `build` depends on. Raises BadCursor.
        """
        columns = _order(self._model, tuple(order))
        place = _place(columns, cursor)
        ends = {f"key{number}": value for number, value in enumerate(place.key or ())}
        names = tuple(Given(name) for name in ends) or None
        statement = self._statements.get(
            (key, columns.names, columns.is_descending, place.is_backward, len(ends), limit),
            lambda: _cut(build(), columns, place.is_backward, names)[: limit + 1],
        )
        return _page(statement.things(**ends, **(given or {})), columns, place, limit)


@dataclass(frozen=True)
class _Place:
    """Where a page lies: read from which side, and beyond which key (None: from the end of the list)."""

    is_backward: bool
    key: tuple[Any, ...] | None


def _place(columns: _Order, cursor: str | None) -> _Place:
    direction, key = _decode(cursor) if cursor else (AFTER, None)
    return _Place(direction in {BEFORE, LAST}, None if key is None else columns.values(key))


def _cut(rows: QuerySet[Row], columns: _Order, is_backward: bool, key: tuple[Any, ...] | None) -> QuerySet[Row]:
    """The rows beyond the key, in the order in which they are read."""
    rows = rows.order_by(*columns.by(is_backward))
    return rows if key is None else _beyond(rows, columns, key, is_backward)


def _page(found: list[Row], columns: _Order, place: _Place, limit: int) -> Page[Row]:
    """The page that these rows are, of which the last only tells that there are more."""
    is_backward, key = place.is_backward, place.key
    has_more, items = len(found) > limit, found[:limit]
    if is_backward:
        items.reverse()
    has_next = key is not None if is_backward else has_more
    has_previous = has_more if is_backward else key is not None
    return Page(
        items=items,
        next=_encode(AFTER, columns.key(items[-1])) if items and has_next else None,
        previous=_encode(BEFORE, columns.key(items[0])) if items and has_previous else None,
        last=_encode(LAST, None) if items and has_next else None,
    )


@cache
def _order(model: type[Model], order: tuple[str, ...]) -> _Order:
    signs = {name.startswith("-") for name in order}
    if len(signs) != 1:
        raise ValueError("A list is paged in one direction")
    names = tuple(name.lstrip("-") for name in order)
    try:
        fields = tuple(model._meta.get_field("id" if name == "pk" else name) for name in names)
    except FieldDoesNotExist as error:
        raise ValueError(f"{model.__name__} cannot be paged by {names}") from error
    return _Order(names, signs.pop(), fields)  # type: ignore[arg-type]  # columns, not reverse relations


def _beyond(rows: QuerySet[Row], columns: _Order, values: tuple[Any, ...], is_backward: bool) -> QuerySet[Row]:
    """The rows past `values`, as one comparison of row values, which is one range of the index."""
    is_below = columns.is_descending != is_backward
    if not connections[rows.db].features.supports_tuple_lookups:
        # SQLite gets the comparison spelled out with OR; only this bound lets it use the index's order.
        rows = rows.filter(**{f"{columns.names[0]}__{'lte' if is_below else 'gte'}": values[0]})
    lookup = TupleLessThan if is_below else TupleGreaterThan
    return rows.filter(lookup([F(name) for name in columns.names], values))


def _encode(direction: str, key: list[str] | None) -> str:
    text = json.dumps([direction, key], ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(cursor: str) -> tuple[str, list[str] | None]:
    try:
        direction, key = json.loads(urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise BadCursor from error
    if direction not in {AFTER, BEFORE, LAST} or (key is None) != (direction == LAST):
        raise BadCursor
    return direction, key
