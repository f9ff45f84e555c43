"""Whether the chains hold: every record read once, as one consistent picture, in bounded memory."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection, transaction

from .chain import COLUMNS, GENESIS, hash_of, instant, root
from .triggers import weaknesses

# The database writes the moment as `chain.instant` does, so that a value no calendar holds is a wrong hash, no crash.
SQLITE_AT = "replace(at, ' ', 'T') || CASE WHEN instr(at, '.') THEN '' ELSE '.000000' END || '+00:00'"
POSTGRESQL_AT = """to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')"""
ROWS_AT_ONCE = 2000
PREVIOUS_HASH = COLUMNS.index("previous_hash")

Heads = dict[str, tuple[int, str]]
# What checkpoints say: chain → size → the hashes given for it. More than one cannot all be true.
Points = Mapping[str, Mapping[int, set[str]]]


class BadCheckpoint(ValueError):
    """A checkpoint that cannot be used: not its form, or its root is not that of its heads."""


@dataclass(frozen=True)
class Checkpoint:
    """Where every chain ended at one moment; kept outside, it shows a chain that was made anew."""

    at: str
    heads: Mapping[str, tuple[int, str]]

    @property
    def root(self) -> str:
        return root(self.heads)

    def as_json(self) -> dict[str, Any]:
        """The contract's object `{at, heads: {chain: [size, hash]}, root}`."""
        return {"at": self.at, "heads": {chain: list(head) for chain, head in self.heads.items()}, "root": self.root}

    @classmethod
    def from_json(cls, told: Any) -> "Checkpoint":
        """Read the contract's object. Raises BadCheckpoint where it is none, or its root contradicts its heads."""
        try:
            heads = {chain: (size, last) for chain, (size, last) in told["heads"].items()}
            checkpoint = cls(told["at"], heads)
            is_whole = all(type(size) is int and type(last) is str for size, last in heads.values())
            is_rooted = told["root"] == checkpoint.root
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise BadCheckpoint("this is no checkpoint") from error
        if not is_whole or not is_rooted:
            raise BadCheckpoint("its root is not that of its heads")
        return checkpoint


@dataclass(frozen=True)
class Fault:
    """The first record of a chain that does not hold, and what is wrong with it."""

    chain: str
    sequence: Any
    wrong: str

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}: {self.wrong}"


@dataclass(frozen=True)
class Finding:
    """What a verification found: figures, the first fault of each chain, and guards that are not in place."""

    record_count: int
    chain_count: int
    faults: tuple[Fault, ...]
    weaknesses: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.faults and not self.weaknesses


def checkpoint(*, now: datetime) -> Checkpoint:
    """Where every chain ends, at `now`."""
    heads = {chain: (size, last) for chain, (size, last) in sorted(_heads().items())}
    return Checkpoint(instant(now), heads)


def verify(checkpoints: Iterable[Checkpoint] = (), *, chain: str | None = None) -> Finding:
    """Read all chains, or one, and hold them against their heads and the checkpoints."""
    points = _points(checkpoints)
    with _snapshot():
        heads = _heads()
        if chain is not None:
            heads = {name: head for name, head in heads.items() if name == chain}
            points = {name: told for name, told in points.items() if name == chain}
        counter = _Counter()
        faults = tuple(_faults(counter.over(_rows(chain)), heads, points))
        guards = tuple(str(weakness) for weakness in weaknesses(connection))
    return Finding(counter.count, len(heads), faults, guards)


class _Counter:
    """Counts what passes through."""

    count = 0

    def over(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        for row in rows:
            self.count += 1
            yield row


def _faults(rows: Iterable[tuple[Any, ...]], heads: Heads, points: Points) -> Iterator[Fault]:
    """The first fault of each chain, chains that left no record included."""
    seen = set()
    for chain, records in groupby(rows, key=itemgetter(0)):
        seen.add(chain)
        if fault := _first_fault(chain, records, heads.get(chain), points.get(chain, {})):
            yield fault
    for chain in sorted((heads.keys() | points.keys()) - seen):
        if fault := _first_fault(chain, (), heads.get(chain), points.get(chain, {})):
            yield fault


def _first_fault(
    chain: str, rows: Iterable[tuple[Any, ...]], head: tuple[int, str] | None, points: Mapping[int, set[str]]
) -> Fault | None:
    end, end_hash = head or (0, GENESIS)
    size, last = 0, GENESIS
    for row in rows:
        if wrong := _why_broken(row, size, last, end if head else None):
            # A missing record is named by the number it had; one that has no place, by the number it bears.
            is_missing = isinstance(row[1], int) and row[1] > size + 1
            return Fault(chain, size + 1 if is_missing else row[1], wrong)
        size, last = row[1], row[-1]
        if size in points and points[size] != {last}:
            return Fault(chain, size, "a checkpoint holds another hash for this record")
    if size < end:
        return Fault(chain, size + 1, f"the record is missing; the head counts {end}")
    if last != end_hash:
        return Fault(chain, size, "the head holds another hash than the last record")
    if any(told > size for told in points):
        return Fault(chain, size + 1, f"the record is missing; a checkpoint counts {max(points)}")
    return None


def _why_broken(row: tuple[Any, ...], size: int, last: str, end: int | None) -> str:
    """What is wrong with the record that follows `size` others of which the last had the hash `last`; "" if nothing."""
    if row[1] != size + 1:
        return "the record is missing" if isinstance(row[1], int) and row[1] > size else "there is no such place"
    if end is None:
        return "the chain has no head"
    if size >= end:
        return f"the record lies beyond the head, which counts {end}"
    if _hash(row) != row[-1]:
        return "the hash is not that of the record"
    if row[PREVIOUS_HASH] != last:
        return f"the previous hash is not that of record {size}"
    return ""


def _hash(row: tuple[Any, ...]) -> str:
    """The hash a row should have; "" for values that the log never holds (SQLite takes any type in any column)."""
    try:
        return hash_of(row[:-1])
    except (TypeError, ValueError):
        return ""


def _points(checkpoints: Iterable[Checkpoint]) -> dict[str, dict[int, set[str]]]:
    points: dict[str, dict[int, set[str]]] = {}
    for told in checkpoints:
        for chain, (size, last) in told.heads.items():
            points.setdefault(chain, {}).setdefault(size, set()).add(last)
    return points


@contextmanager
def _snapshot() -> Iterator[None]:
    """One picture of the database for all reads. Inside a transaction already open, that transaction's."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # Not `atomic`, which takes the write lock at once.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _heads() -> Heads:
    """Every head; a size that is no number (SQLite would hold one) counts as none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT chain, size, hash FROM audit_head")
        return {chain: (size if isinstance(size, int) else 0, last) for chain, size, last in cursor.fetchall()}


def _rows(chain: str | None) -> Iterator[tuple[Any, ...]]:
    """Every record, chain by chain in order: the values of `COLUMNS`, then the hash; never more than a few at once."""
    at = POSTGRESQL_AT if connection.vendor == "postgresql" else SQLITE_AT
    columns = ", ".join(at if name == "at" else f'"{name}"' for name in (*COLUMNS, "hash"))
    wanted, values = ("", []) if chain is None else (" WHERE chain = %s", [chain])
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM audit_record{wanted} ORDER BY chain, sequence", values)
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from rows
