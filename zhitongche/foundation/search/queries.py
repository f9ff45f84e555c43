"""Reading the index: which things have these words, as candidates that the room's own `visible_to` has the last word on.

Two steps, so that no planner can choose the wrong way. First at most `MOST_HITS` keys by the index alone: then they are
few enough to be ranked. Only where there are more is the room's list walked, newest first: what is common is met at once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode

from django.db import connection
from django.db.models import BooleanField, Case, F, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.http import QueryDict

from . import index, tokens
from .engines import engine
from .models import SavedView, SearchDocument
from .tokens import Sought

M = TypeVar("M", bound=Model)
# Where something stands in an order, its key last.
Place = tuple[Any, ...]
MOST_HITS = 2_000
# Words come in crowds: so many times as many rows are looked at as would do if they came evenly.
UNEVEN = 1.4
TITLE, BODY, LATER = range(3)
TEXTS = ("title", "body", "later")
# Keys of an address that say where somebody stood in a list, and which list, not what was asked for.
UNKEPT = frozenset({"cursor", "narrow", "of"})


@dataclass(frozen=True)
class Question:
    """Folded words, all of them required, of things of one kind that lie in one of the scopes (None: anywhere)."""

    kind: str
    words: tuple[str, ...]
    scopes: tuple[str, ...] | None

    @property
    def marked(self) -> list[str]:
        """The tokens of its scopes; none where it is asked everywhere."""
        return [index.scope_token(self.kind, scope) for scope in self.scopes or ()]

    @property
    def is_vain(self) -> bool:
        """Whether nothing can answer it: no word is left of what was typed, or the reader sees nothing."""
        return not self.words or self.scopes == ()


class Hit(NamedTuple):
    """A thing that has all the words; the best are the largest.

    `worth` is 0 where all words stand in its title, and falls with each that does not; then the newest.
    """

    worth: int
    # As text that sorts as the moment does.
    at: str
    kind: str
    key: int


@dataclass(frozen=True)
class Likeness:
    """A thing that has some of the tokens, and what these weigh together."""

    key: int
    weight: float


def question(kind: str, asked: str, scopes: Sequence[str] | None) -> Question:
    """What somebody typed, as a question."""
    return Question(kind, tuple(tokens.words(asked)), None if scopes is None else tuple(scopes))


def is_common(*asked: Question) -> bool:
    """Whether the database expects too many answers for the index to be worth reading. All ask for the same words."""
    return _expected(asked, asked[0].words) > MOST_HITS


def likely_within(asked: Question, wanted: int) -> int:
    """Among how many of the newest things so many answers are to be expected; 0 where that is not known."""
    answering = _expected([asked], asked.words)
    return int(UNEVEN * wanted * _expected([asked], ()) / answering) if answering else 0


def _expected(asked: Sequence[Question], words: Sequence[str]) -> int:
    return engine().expected(_scopes(asked), [tokens.sought([word]) for word in words])


def _scopes(asked: Sequence[Question]) -> list[str]:
    """Where any of them is asked; none where one is asked everywhere."""
    if any(one.scopes is None for one in asked):
        return []
    return [token for one in asked for token in one.marked]


def ranked(asked: Sequence[Question], after: Place | None, count: int, *, is_by_worth: bool = True) -> list[Hit] | None:
    """The best that have the words, after a given one, at most `count`; None where more than `MOST_HITS` have them.

    All ask for the same words, of different kinds. Where worth does not count (`is_by_worth`) every `worth` is 0 and the
    newest are the best. One statement: the database ranks, for two thousand rows that nobody looks at are slow to read.
    """
    words = asked[0].words if is_by_worth else ()
    reader = engine()
    title, body = reader.holds("d.title"), reader.holds("d.body")
    places = " + ".join([f"CASE WHEN {title} THEN 0 WHEN {body} THEN 1 ELSE 2 END"] * len(words)) or "0"
    values = [word for word in words for _place in (TITLE, BODY)]
    found, given = _found_sql(asked)
    beyond = " WHERE (worth, at, kind, key) < (%s, %s, %s, %s)" if after else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH hits AS MATERIALIZED (SELECT -({places}) AS worth, d.at AS at, d.kind AS kind, d.key AS key"
            f" FROM {found} LIMIT %s),"
            f" best AS (SELECT worth, at, kind, key FROM hits{beyond}"
            " ORDER BY worth DESC, at DESC, kind DESC, key DESC LIMIT %s)"
            # The number of all comes even where none of them is after the given one.
            " SELECT n.found, best.* FROM (SELECT COUNT(*) AS found FROM hits) n LEFT JOIN best ON TRUE"
            " ORDER BY worth DESC, at DESC, kind DESC, key DESC",
            [*values, *given, MOST_HITS + 1, *(after or ()), count],
        )
        rows = cursor.fetchall()
    if rows[0][0] > MOST_HITS:
        return None
    return [Hit(worth, as_text(at), kind, key) for _found, worth, at, kind, key in rows if key is not None]


def hits(asked: Sequence[Question]) -> dict[str, list[int]] | None:
    """The keys of everything that has the words, by kind, in no order; None where that is more than `MOST_HITS`.

    All ask for the same words, of different kinds. One statement.
    """
    found, given = _found_sql(asked)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT d.kind, d.key FROM {found} LIMIT %s", [*given, MOST_HITS + 1])
        rows = cursor.fetchall()
    if len(rows) > MOST_HITS:
        return None
    by_kind: dict[str, list[int]] = {one.kind: [] for one in asked}
    for kind, key in rows:
        by_kind[kind].append(key)
    return by_kind


def placed(kind: str, keys: Sequence[int]) -> list[tuple[str, int]]:
    """(moment, key) of the things of a kind with these keys, the newest first; one statement, none where there are none."""
    rows = (
        SearchDocument.objects.filter(kind=kind, key__in=engine().one_of(keys))
        if keys
        else SearchDocument.objects.none()
    )
    return [(as_text(at), key) for at, key in rows.order_by("-at", "-key").values_list("at", "key")]


def keys(asked: Question) -> list[int] | None:
    """The same of one kind."""
    found = hits([asked])
    return None if found is None else found[asked.kind]


def newest(asked: Question, before: tuple[str, int] | None, count: int) -> list[tuple[str, int]]:
    """The newest that have the words, as (moment, key), from before a given one on; at most `count`. One statement.

    For words that were common once and are rare now: the list's newest rows do not have them, and they are too many to
    be ranked.
    """
    found, given = _found_sql([asked])
    beyond = " AND (d.at, d.key) < (%s, %s)" if before else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT d.at, d.key FROM {found}{beyond} ORDER BY d.at DESC, d.key DESC LIMIT %s",
            [*given, *(before or ()), count],
        )
        return [(as_text(at), key) for at, key in cursor.fetchall()]


def _found_sql(asked: Sequence[Question]) -> tuple[str, list[Any]]:
    """The documents that answer one of these questions, as FROM and WHERE, and the parameters."""
    reader, (holds, held) = engine(), _holding_sql(asked[0])
    kinds = ", ".join(["%s"] * len(asked))
    condition = reader.asked(_scopes(asked), tokens.sought(asked[0].words))
    given = [condition, *(one.kind for one in asked), *held]
    return f"{reader.found()} AND d.kind IN ({kinds}){holds}", given


def _holding_sql(asked: Question) -> tuple[str, list[str]]:
    """The conditions that the texts hold the words, and their parameters; none for a word whose token is all of it.

    A token that the question left out as telling little is looked for in the texts.
    """
    left = {one.token for one in tokens.sought(asked.words)}
    unsure = [word for word in asked.words if word not in left or not tokens.is_told_by_index(word)]
    reader = engine()
    texts = " OR ".join(reader.holds(f"d.{column}") for column in TEXTS)
    return f" AND ({texts})" * len(unsure), [word for word in unsure for _column in TEXTS]


def as_text(at: datetime | str) -> str:
    """A moment as text that sorts as moments do: SQLite keeps it so, PostgreSQL reads it so."""
    if isinstance(at, str):
        return at
    # SQLite gives and takes moments without their zone, which is UTC.
    value: Any = connection.ops.adapt_datetimefield_value(at)
    return value if isinstance(value, str) else str(value.isoformat(" "))


def as_moment(text: str) -> datetime:
    """What `as_text` gave, as a moment again. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def narrowed(rows: QuerySet[M], asked: Question) -> QuerySet[M]:
    """The rows that have the words, for a list in its own order; at most two statements before the list's own."""
    if asked.is_vain:
        return rows.none()
    found = None if is_common(asked) else keys(asked)
    return rows.filter(_read_row_by_row(asked) if found is None else Q(pk__in=found))


def _read_row_by_row(asked: Question) -> Subquery:
    """The condition as a value computed for each row that is walked: no planner turns it into a join."""
    document = SearchDocument.objects.filter(kind=asked.kind, key=OuterRef("pk"))
    holds = Case(When(_holding(asked.words), then=Value(True)), default=Value(False), output_field=BooleanField())
    return Subquery(document.annotate(holds=holds).values("holds")[:1], output_field=BooleanField())


def holding(asked: Question, rows: QuerySet[M]) -> list[tuple[str, int]]:
    """Which of some rows (a slice of a list) have the words, as (moment, key), the newest first; one statement."""
    documents = SearchDocument.objects.filter(_holding(asked.words), kind=asked.kind, key__in=rows.values("pk"))
    return [(as_text(at), key) for at, key in documents.order_by("-at", "-key").values_list("at", "key")]


def _holding(words: Iterable[str]) -> Q:
    condition = Q()
    for word in words:
        places = (GreaterThan(StrIndex(F(column), Value(word)), 0) for column in TEXTS)
        condition &= reduce(or_, map(Q, places))
    return condition


def candidates(kind: str, wanted: Mapping[str, float], scopes: Sequence[str] | None, limit: int) -> list[Likeness]:
    """The things of a kind that have ANY of these tokens (`tokens.bigrams`), those whose tokens weigh most first.

    `wanted` gives each token its weight. `scopes` are where the things may lie; None is everywhere. Meant for rare tokens
    (`commonness`): of each at most `limit` documents are looked at. One statement.
    """
    if scopes is not None and not scopes:
        return []
    marked = [index.scope_token(kind, scope) for scope in scopes or ()]
    reader = engine()
    if not wanted:
        return []
    # The weight is a number of ours, written out so that no database has to guess its type.
    each = " UNION ALL ".join(
        f"SELECT key, {weight:.4f} AS weight FROM (SELECT d.key FROM {reader.found()} AND d.kind = %s LIMIT %s) found"
        for weight in wanted.values()
    )
    given = [value for token in wanted for value in (reader.asked(marked, [Sought(token)]), kind, limit)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT key, SUM(weight) FROM ({each}) every GROUP BY key ORDER BY SUM(weight) DESC, key DESC LIMIT %s",
            [*given, limit],
        )
        return [Likeness(key, float(weight)) for key, weight in cursor.fetchall()]


def commonness(wanted: Iterable[str]) -> dict[str, float]:
    """The share of all documents that have each of these tokens, 0.0 to 1.0, as the database's statistics know it.

    0.0 where they know nothing of it: then it is rarer than the thousand commonest, or nothing was analysed yet.
    """
    return engine().shares(list(dict.fromkeys(wanted)))


def said_since(
    steps: QuerySet[Any], thing: str, said: Callable[[Mapping[str, Any]], Iterable[str]]
) -> dict[int, list[str]]:
    """What the steps after the first said of each thing, the newest first; `thing` is the column that names it.

    One statement, for a page of them.
    """
    found: dict[int, list[str]] = {}
    for key, body in steps.filter(sequence__gt=1).order_by("-sequence").values_list(thing, "body"):
        found.setdefault(key, []).extend(said(body))
    return found


def views_of(person: int, kind: str = "") -> QuerySet[SavedView]:
    """The views a person keeps, of one kind or of all, by name; a handful."""
    views = SavedView.objects.filter(person=person).order_by("kind", "name")
    return views.filter(kind=kind) if kind else views


def kept_part(query: str) -> str:
    """The part of an address that a saved view keeps: without the page it stood on, and without empty fields."""
    given = QueryDict(query.removeprefix("?"))
    return urlencode([(name, value) for name, value in given.items() if value and name not in UNKEPT])
