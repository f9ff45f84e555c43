"""One page of answers at a time: the best first where they are few, the newest first where they are many."""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from heapq import merge
from itertools import groupby, islice
from typing import Any, NamedTuple

from django.db.models import QuerySet

from ..web.paging import BadCursor
from . import queries
from .engines import engine
from .queries import Place, Question

RANKED, WALKED = "r", "w"
# Rows of the list looked at: at first at least, and then more at a time, until the index is asked for the rest after all.
FIRST_STEP, LONGEST_STEP, MOST_WALKED = 100, 2_000, 10_000
# Ranked at a time: a page, and as many again where the reader does not see all.
BATCH = 200
# Keys in one question who sees them: more than a page, and few enough places for the driver to keep how it reads them.
CHECKED = 40
# Beyond this a figure says no more than that there are many.
MOST_COUNTED = 200
SHAPES: dict[str, list[type]] = {RANKED: [int, str, str, int], WALKED: [str, str, int]}
LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class Searched:
    """One kind of things: what is asked of it, the rows that the reader may see, and the column of their moment."""

    question: Question
    rows: "QuerySet[Any]"
    at: str

    @property
    def kind(self) -> str:
        return self.question.kind


class Sight:
    """Of some candidates those that the reader may see: of each the room is asked once."""

    def __init__(self, searched: Sequence[Searched]) -> None:
        self._rows = {one.kind: one.rows for one in searched}
        self._known: dict[str, dict[int, bool]] = {one.kind: {} for one in searched}
        # Of a kind that was counted among its newest rows: how many rows those were, and which of them have the words.
        self.newest: dict[str, tuple[int, list[tuple[str, int]]]] = {}
        # Of a kind that was counted by the index: the keys of all that have the words.
        self.few: dict[str, list[int]] = {}

    def visible(self, kind: str, keys: Sequence[int]) -> list[int]:
        """Those of the keys that are seen, in their order; at most one statement."""
        known = self._known[kind]
        if unknown := [key for key in keys if key not in known]:
            seen = set(self._rows[kind].filter(pk__in=engine().one_of(unknown)).values_list("pk", flat=True))
            known.update((key, key in seen) for key in unknown)
        return [key for key in keys if known[key]]

    def seen(self, places: Sequence[Place]) -> Iterator[Place]:
        """Of some places in order, each ending in kind and key, those that are seen; asked for as far as somebody reads."""
        for start in range(0, len(places), CHECKED):
            some = places[start : start + CHECKED]
            by_kind = groupby(sorted(place[-2:] for place in some), key=lambda one: one[0])
            visible = {(kind, key) for kind, ones in by_kind for key in self.visible(kind, [one[1] for one in ones])}
            yield from (place for place in some if place[-2:] in visible)


@dataclass(frozen=True)
class Answers:
    """Kind and key of each in the order they are shown in, and the cursor of the next ones; None where these are all."""

    places: list[tuple[str, int]]
    next: str | None


class Count(NamedTuple):
    """How many of a kind the reader finds; where `is_more`, more than that."""

    number: int
    is_more: bool = False


def answers(searched: Sequence[Searched], cursor: str | None, limit: int, sight: Sight | None = None) -> Answers:
    """At most `limit` of the visible things of these kinds that have all the words, which are the same for all kinds.

    Where `MOST_HITS` or fewer have the words: title before text before what was said later, newer first. Where more:
    newest first. Raises BadCursor.
    """
    way, after = _decoded(cursor, [one.kind for one in searched]) if cursor else ("", None)
    asked = [one for one in searched if not one.question.is_vain]
    if not asked:
        return Answers([], None)
    sight = sight or Sight(asked)
    questions = [one.question for one in asked]
    is_walked = way == WALKED or (not way and queries.is_common(*questions))
    best = None if is_walked else queries.ranked(questions, after, BATCH)
    if best is None and way == RANKED:
        raise BadCursor
    found: Iterator[Place]
    if best is not None:
        way, found = RANKED, _ranked(sight, questions, best, is_by_worth=True)
    else:
        way, found = WALKED, merge(*(_newest(one, sight, after, limit + 1) for one in asked), reverse=True)
    page = list(islice(found, limit + 1))
    more = _encoded(way, page[limit - 1]) if len(page) > limit else None
    return Answers([(place[-2], place[-1]) for place in page[:limit]], more)


def counts(searched: Sequence[Searched], sight: Sight) -> dict[str, Count]:
    """How many of each kind the reader finds, `MOST_COUNTED` at most; of very common words among the newest alone."""
    asked = [one for one in searched if not one.question.is_vain]
    # Of kinds whose places have little of the words the index is asked at once: it reads all that has them each time.
    few = [one for one in asked if not queries.is_common(one.question)]
    found = (queries.hits([one.question for one in few]) if few else None) or {}
    sight.few.update(found)
    counted = {one.kind: Count(0) for one in searched}
    for one in asked:
        keys = found[one.kind] if one.kind in found else _few(one, sight)
        if keys is not None:
            counted[one.kind] = _count(one.kind, keys, sight)
        else:
            counted[one.kind] = Count(min(len(sight.newest[one.kind][1]), MOST_COUNTED), is_more=True)
    return counted


def _few(one: Searched, sight: Sight) -> list[int] | None:
    """The keys of all that have the words; None where they are many: then `sight.newest` has some of them.

    The statistics do not tell one kind's words from another's: what is common is looked for among the newest rows, and
    where they have little of it the index knows all.
    """
    is_common = queries.is_common(one.question)
    keys = None if is_common else queries.keys(one.question)
    if keys is None:
        step = min(max(FIRST_STEP, queries.likely_within(one.question, MOST_COUNTED)), LONGEST_STEP)
        newest = queries.holding(one.question, _beyond(one.rows, one.at, None)[:step])
        sight.newest[one.kind] = (step, newest)
        if is_common and len(newest) <= MOST_COUNTED:
            keys = queries.keys(one.question)
    if keys is not None:
        sight.few[one.kind] = keys
    return keys


def _count(kind: str, keys: Sequence[int], sight: Sight) -> Count:
    number = 0
    for start in range(0, len(keys), BATCH):
        number += len(sight.visible(kind, keys[start : start + BATCH]))
        if number > MOST_COUNTED:
            return Count(MOST_COUNTED, is_more=True)
    return Count(number)


def _ranked(sight: Sight, asked: Sequence[Question], best: list[queries.Hit], *, is_by_worth: bool) -> Iterator[Place]:
    """(worth, moment, kind, key) of the visible things that have the words, the best first."""
    while best:
        yield from sight.seen(best)
        more = queries.ranked(asked, best[-1], BATCH, is_by_worth=is_by_worth) if len(best) == BATCH else None
        best = more or []


def _newest(one: Searched, sight: Sight, after: Place | None, wanted: int) -> Iterator[Place]:
    """(moment, kind, key) of the visible things of one kind that have the words, the newest first."""
    if one.kind in sight.few:
        places = [(at, one.kind, key) for at, key in queries.placed(one.kind, sight.few[one.kind])]
        yield from sight.seen([place for place in places if after is None or place < after])
        return
    asked, few = [one.question], None
    if not queries.is_common(one.question):
        few = queries.ranked(asked, (0, *after) if after else None, BATCH, is_by_worth=False)
    if few is not None:
        yield from (place[1:] for place in _ranked(sight, asked, few, is_by_worth=False))
        return
    for at, key in _walked(one, sight, _from(one.kind, after), wanted):
        yield (at, one.kind, key)


def _from(kind: str, after: Place | None) -> tuple[str, int] | None:
    """Where a kind goes on after a place of any kind: things of one moment come by their kind, then by their key."""
    if after is None:
        return None
    moment, other, key = after
    if kind == other:
        return (moment, key)
    return (moment, LARGEST_KEY if kind < other else 0)


def _walked(one: Searched, sight: Sight, after: tuple[str, int] | None, wanted: int) -> Iterator[tuple[str, int]]:
    """(moment, key) of the visible rows that have the words, newest first: row by row, then by the index."""
    asked, last, walked = one.question, after, 0
    step = min(max(FIRST_STEP, queries.likely_within(asked, wanted)), LONGEST_STEP)
    known = sight.newest.get(one.kind) if after is None else None
    if known is not None:
        step = known[0]
    while walked < MOST_WALKED:
        beyond = _beyond(one.rows, one.at, last)
        found = known[1] if known is not None else queries.holding(asked, beyond[:step])
        yield from found
        end = beyond.values_list(one.at, "pk")[step - 1 : step].first()
        if end is None:
            return
        last = (queries.as_text(end[0]), end[1])
        if not walked and known is None and len(found) < wanted:
            # Less than the statistics told: common in another kind, maybe, and rare here.
            few = queries.ranked([asked], (0, last[0], one.kind, last[1]), BATCH, is_by_worth=False)
            if few is not None:
                yield from ((place[1], place[3]) for place in _ranked(sight, [asked], few, is_by_worth=False))
                return
        known, walked, step = None, walked + step, min(step * 3, LONGEST_STEP)
    while found := queries.newest(asked, last, LONGEST_STEP):
        yield from ((at, key) for at, _kind, key in sight.seen([(at, one.kind, key) for at, key in found]))
        last = found[-1]


def _beyond(rows: "QuerySet[Any]", at: str, last: tuple[str, int] | None) -> "QuerySet[Any]":
    ordered = rows.order_by(f"-{at}", "-pk")
    if last is None:
        return ordered
    # The bound on the moment alone is what lets either database use the index's order.
    moment = queries.as_moment(last[0])
    return ordered.filter(**{f"{at}__lte": moment}).exclude(**{at: moment, "pk__gte": last[1]})


def _encoded(way: str, place: Place) -> str:
    text = json.dumps([way, *place], separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decoded(cursor: str, kinds: Sequence[str]) -> tuple[str, Place]:
    """How the answers are found, and the place after which they go on. Raises BadCursor."""
    try:
        way, *place = json.loads(urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
        if [type(value) for value in place] != SHAPES[way]:
            raise BadCursor
        *worth, at, kind, key = place
        if kind not in kinds or any(abs(number) > LARGEST_KEY for number in (*worth, key)):
            raise BadCursor
        # Written anew: a database reads fewer forms of a moment than we do.
        at = queries.as_text(queries.as_moment(at).astimezone(UTC))
    except (binascii.Error, ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise BadCursor from error
    return way, (*worth, at, kind, key)
