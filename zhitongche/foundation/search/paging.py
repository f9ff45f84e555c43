"""One page of answers at a time: the best first where they are few, the newest first where they are many."""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from ..web.paging import BadCursor
from . import queries
from .queries import Question

M = TypeVar("M", bound=Model)
RANKED, WALKED = "r", "w"
# Rows of the list looked at: at first at least, and then more at a time, until the index is asked for the rest after all.
FIRST_STEP, LONGEST_STEP, MOST_WALKED = 100, 2_000, 10_000
# Ranked at a time: a page, and as many again where the reader does not see all.
BATCH = 200
# Keys in one question who sees them: more than a page, and few enough places for the driver to keep how it reads them.
CHECKED = 40
SHAPES: dict[str, list[type]] = {RANKED: [int, str, int], WALKED: [str, int]}
LARGEST_KEY = 2**63 - 1
# Where something stands in the order, its key last.
Place = tuple[Any, ...]


@dataclass(frozen=True)
class Answers:
    """Keys in the order they are shown in, and the cursor of the next ones; None where these are all."""

    keys: list[int]
    next: str | None


def answers(rows: "QuerySet[M]", asked: Question, at: str, cursor: str | None, limit: int) -> Answers:
    """At most `limit` of the visible `rows` that have all the words.

    `at` is the column of `rows` that holds the document's moment. Where `MOST_HITS` or fewer have the words: title
    before text before what was said later, newer first. Where more: newest first. Raises BadCursor.
    """
    way, after = _decoded(cursor) if cursor else ("", None)
    if asked.is_vain:
        return Answers([], None)
    best = None if way == WALKED or (not way and queries.is_common(asked)) else queries.ranked(asked, after, BATCH)
    if best is None and way == RANKED:
        raise BadCursor
    found: Iterator[Place]
    if best is not None:
        way, found = RANKED, _ranked(rows, asked, best)
    else:
        way, found = WALKED, _walked(rows, asked, at, after, limit + 1)
    page = list(islice(found, limit + 1))
    more = _encoded(way, page[limit - 1]) if len(page) > limit else None
    return Answers([place[-1] for place in page[:limit]], more)


def _ranked(rows: "QuerySet[M]", asked: Question, best: list[queries.Hit]) -> Iterator[Place]:
    """(worth, moment, key) of the visible rows that have the words, the best first."""
    while best:
        yield from _seen(rows, best)
        best = (queries.ranked(asked, best[-1], BATCH) or []) if len(best) == BATCH else []


def _seen(rows: "QuerySet[M]", places: Sequence[Place]) -> Iterator[Place]:
    """Of some places in order, each ending in a key, those of visible rows; asked for as far as somebody reads."""
    for start in range(0, len(places), CHECKED):
        some = places[start : start + CHECKED]
        visible = set(rows.filter(pk__in=[place[-1] for place in some]).values_list("pk", flat=True))
        yield from (place for place in some if place[-1] in visible)


def _walked(rows: "QuerySet[M]", asked: Question, at: str, after: Any, wanted: int) -> Iterator[Place]:
    """(moment, key) of the visible rows that have the words, newest first: row by row, then by the index."""
    step, walked = min(max(FIRST_STEP, queries.likely_within(asked, wanted)), LONGEST_STEP), 0
    last = after
    while walked < MOST_WALKED:
        beyond = _beyond(rows, at, last)
        yield from queries.holding(asked, beyond[:step])
        end = beyond.values_list(at, "pk")[step - 1 : step].first()
        if end is None:
            return
        last, walked, step = (queries.as_text(end[0]), end[1]), walked + step, min(step * 3, LONGEST_STEP)
    while found := queries.newest(asked, last, LONGEST_STEP):
        yield from _seen(rows, found)
        last = found[-1]


def _beyond(rows: "QuerySet[M]", at: str, last: Place | None) -> "QuerySet[M]":
    ordered = rows.order_by(f"-{at}", "-pk")
    if last is None:
        return ordered
    # The bound on the moment alone is what lets either database use the index's order.
    moment = queries.as_moment(last[0])
    return ordered.filter(**{f"{at}__lte": moment}).exclude(**{at: moment, "pk__gte": last[1]})


def _encoded(way: str, place: Place) -> str:
    text = json.dumps([way, *place], separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decoded(cursor: str) -> tuple[str, Any]:
    """How the answers are found, and the place after which they go on. Raises BadCursor."""
    try:
        way, *place = json.loads(urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
        if [type(value) for value in place] != SHAPES[way] or abs(place[-1]) > LARGEST_KEY:
            raise BadCursor
        queries.as_moment(place[-2])
    except (binascii.Error, ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadCursor from error
    return way, tuple(place)
