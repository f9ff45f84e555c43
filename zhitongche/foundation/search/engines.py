"""The two forms of the index: PostgreSQL keeps tokens as `tsvector` under a GIN index, SQLite as words of an FTS5 table.

Everything that either database says differently about search stands here, and nothing else does.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from typing import Any, Protocol

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL

from .tokens import Sought

TABLE = "foundation_searchdocument"
WORDS = "foundation_searchwords"
INDEX = "search_tokens"
# The words added since the last merge are read one by one by every search: few enough, and merged often.
PENDING_KIB = 512
# Both find a token only as it was written: no stemming, no dictionary, no word too common.
CREATE = {
    "postgresql": (
        f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS tokens tsvector",
        f"CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE} USING gin (tokens)"
        f" WITH (gin_pending_list_limit = {PENDING_KIB})",
    ),
    "sqlite": (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {WORDS} USING fts5"
        "(words, detail = none, columnsize = 0, tokenize = \"ascii tokenchars '-.@^'\")",
    ),
}
# Beyond this a token is common on an embedded database, however much so.
MOST_COUNTED = 2_000
# Seconds for which a process trusts what it read of the statistics.
STATISTICS_KEPT = 600
HEAD = "kind, key, at, title, body, later"
# A document as it is written: its columns, and its tokens as this database takes them.
Row = tuple[Any, ...]


class Engine(Protocol):
    """What the index needs of a database."""

    def written(self, tokens: Iterable[str]) -> str:
        """The tokens as they are stored."""

    def asked(self, scopes: Sequence[str], sought: Sequence[Sought]) -> str:
        """The condition "in one of these scopes, with all of these tokens"."""

    def insert(self, row: Row) -> None:
        """Write a document that is not there yet; one that is there stays."""

    def extend(self, kind: str, key: int, title: str | None, later: str, tokens: str) -> None:
        """Add words and tokens to a document, and give it another title where one is named."""

    def insert_many(self, rows: Sequence[Row]) -> None:
        """Write documents in bulk."""

    def found(self) -> str:
        """The FROM of a search; its one parameter is what `asked` gives."""

    def holds(self, column: str) -> str:
        """Whether a text holds a word: the condition, with the word as its one parameter."""

    def one_of(self, keys: Sequence[int]) -> Any:
        """What `pk__in` takes for so many keys that they, and not a place beside them, must be how the rows are read."""

    def expected(self, scopes: Sequence[str], words: Sequence[Sequence[Sought]]) -> int:
        """About how many documents have all the words; 0 where that is no matter, the search stops early anyway."""

    def shares(self, tokens: Sequence[str]) -> dict[str, float]:
        """The share of all documents that have each of these tokens, where that is known; else 0.0."""


@dataclass(frozen=True)
class Statistics:
    """What PostgreSQL knows of the tokens: how many documents there are, and the share of them that has each common one."""

    whole: float
    shares: dict[str, float]

    def share(self, one: Sought) -> float:
        """Of the documents that have a token; of one that tells little a lot, for its beginnings are everywhere."""
        if not one.is_beginning:
            return self.shares.get(one.token, 0.0)
        if not one.is_telling:
            return 1.0
        return min(1.0, sum(share for token, share in self.shares.items() if token.startswith(one.token)))


@lru_cache(maxsize=2)
def _statistics(database: str, period: int) -> Statistics:
    """Read once in a while by each process: they change with the work of weeks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [TABLE])
        whole = max(0.0, float(cursor.fetchone()[0]))
        # Behind the frequencies of the elements stand the smallest and the largest of them.
        cursor.execute(
            "SELECT e.token, e.share FROM pg_stats s,"
            " unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS e(token, share)"
            " WHERE s.schemaname = current_schema() AND s.tablename = %s AND s.attname = 'tokens'"
            " AND e.token IS NOT NULL",
            [TABLE],
        )
        return Statistics(whole, {token: float(share) for token, share in cursor.fetchall()})


class PostgreSQL:
    """tsvector and GIN. The index is read to its end before the first row comes: common words are better not asked."""

    def written(self, tokens: Iterable[str]) -> str:
        return "'" + "' '".join(tokens) + "'"

    def asked(self, scopes: Sequence[str], sought: Sequence[Sought]) -> str:
        parts = [f"'{one.token}'{':*' if one.is_beginning else ''}" for one in sought]
        if scopes:
            parts.append("(" + " | ".join(f"'{scope}'" for scope in scopes) + ")")
        return " & ".join(parts)

    def insert(self, row: Row) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {TABLE} ({HEAD}, tokens) VALUES (%s, %s, %s, %s, %s, %s, %s::tsvector)"
                " ON CONFLICT (kind, key) DO NOTHING",
                row,
            )

    def extend(self, kind: str, key: int, title: str | None, later: str, tokens: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {TABLE} SET tokens = tokens || %s::tsvector, later = later || %s, title = coalesce(%s, title)"
                " WHERE kind = %s AND key = %s",
                [tokens, later, title, kind, key],
            )

    def insert_many(self, rows: Sequence[Row]) -> None:
        with connection.cursor() as cursor, cursor.copy(f"COPY {TABLE} ({HEAD}, tokens) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def found(self) -> str:
        return f"{TABLE} d WHERE d.tokens @@ %s::tsquery"

    def holds(self, column: str) -> str:
        return f"strpos({column}, %s) > 0"

    def one_of(self, keys: Sequence[int]) -> Any:
        # A kept plan knows neither the place nor how many rows lie there: with hundreds of keys written out it reads all
        # rows of the place instead, sixty times as long. Of one list it takes for granted that it is short.
        return RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])

    def expected(self, scopes: Sequence[str], words: Sequence[Sequence[Sought]]) -> int:
        known = _statistics(connection.settings_dict["NAME"], int(time.monotonic() // STATISTICS_KEPT))
        inside = min(1.0, sum(known.share(Sought(scope)) for scope in scopes)) if scopes else 1.0
        # The pairs of one word come together; two words, and a word and a place, by chance.
        return int(known.whole * inside * prod(min(map(known.share, tokens)) for tokens in words if tokens))

    def shares(self, tokens: Sequence[str]) -> dict[str, float]:
        known = _statistics(connection.settings_dict["NAME"], int(time.monotonic() // STATISTICS_KEPT))
        return {token: known.shares.get(token, 0.0) for token in tokens}


class SQLite:
    """FTS5: a search gives its rows as it finds them."""

    def written(self, tokens: Iterable[str]) -> str:
        return " ".join(tokens)

    def asked(self, scopes: Sequence[str], sought: Sequence[Sought]) -> str:
        parts = [f'"{one.token}"{"*" if one.is_beginning else ""}' for one in sought]
        if scopes:
            parts.append("(" + " OR ".join(f'"{scope}"' for scope in scopes) + ")")
        return " AND ".join(parts)

    def insert(self, row: Row) -> None:
        *head, tokens = row
        head[2] = connection.ops.adapt_datetimefield_value(head[2])
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT OR IGNORE INTO {TABLE} ({HEAD}) VALUES (%s, %s, %s, %s, %s, %s)", head)
            if cursor.rowcount:
                cursor.execute(f"INSERT INTO {WORDS} (rowid, words) VALUES (last_insert_rowid(), %s)", [tokens])

    def extend(self, kind: str, key: int, title: str | None, later: str, tokens: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {TABLE} SET later = later || %s, title = coalesce(%s, title) WHERE kind = %s AND key = %s",
                [later, title, kind, key],
            )
            cursor.execute(
                f"UPDATE {WORDS} SET words = words || ' ' || %s"
                f" WHERE rowid = (SELECT id FROM {TABLE} WHERE kind = %s AND key = %s)",
                [tokens, kind, key],
            )

    def insert_many(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self.insert(row)

    def found(self) -> str:
        return f"{WORDS} w JOIN {TABLE} d ON d.id = w.rowid WHERE w.{WORDS} MATCH %s"

    def holds(self, column: str) -> str:
        return f"instr({column}, %s) > 0"

    def one_of(self, keys: Sequence[int]) -> Any:
        return keys

    def expected(self, scopes: Sequence[str], words: Sequence[Sequence[Sought]]) -> int:
        return 0

    def shares(self, tokens: Sequence[str]) -> dict[str, float]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {TABLE}")
            whole = cursor.fetchone()[0]
            counts = {}
            for token in tokens:
                asked = self.asked((), [Sought(token)])
                cursor.execute(
                    f"SELECT count(*) FROM (SELECT 1 FROM {WORDS} w WHERE w.{WORDS} MATCH %s LIMIT {MOST_COUNTED})",
                    [asked],
                )
                counts[token] = cursor.fetchone()[0]
        return {token: count / max(whole, 1) for token, count in counts.items()}


def install(on: BaseDatabaseWrapper) -> None:
    """Make what Django's migrations cannot: safe to repeat, run after every migrate.

    Where the table of documents is not there (yet, or any more), the words are not either.
    """
    with on.cursor() as cursor:
        if TABLE in on.introspection.table_names(cursor):
            for statement in CREATE[on.vendor]:
                cursor.execute(statement)
        elif on.vendor == "sqlite":
            cursor.execute(f"DROP TABLE IF EXISTS {WORDS}")


@contextmanager
def poured() -> Iterator[None]:
    """Take the index away while documents pour in, and build it at the end: far quicker than word by word."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX IF EXISTS {INDEX}")
    try:
        yield
    finally:
        install(connection)


ENGINES: dict[str, Engine] = {"postgresql": PostgreSQL(), "sqlite": SQLite()}


def engine() -> Engine:
    """The one of the database this process stands on."""
    return ENGINES[connection.vendor]
