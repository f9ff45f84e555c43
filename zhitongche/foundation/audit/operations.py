"""The one way into the operation log. `record` only collects; the outermost `unit` writes, as its last statements."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Protocol

from django.db import connection, transaction

from .chain import ALGORITHM, COLUMNS, GENESIS, facts_text, link

if TYPE_CHECKING:
    from ..people.models import Posting

# Written without the ORM: these three statements run in every act, the last two under the lock of the chain.
LOCK = "SELECT size, hash FROM audit_head WHERE chain = %s"
BEGIN = "INSERT INTO audit_head (chain, size, hash) VALUES (%s, 0, %s) ON CONFLICT DO NOTHING"
GROW = "UPDATE audit_head SET size = %s, hash = %s WHERE chain = %s"
_QUOTED = [f'"{name}"' for name in (*COLUMNS, "hash")]
APPEND = f"INSERT INTO audit_record ({', '.join(_QUOTED)}) VALUES "
COPY = f"COPY audit_record ({', '.join(_QUOTED)}) FROM STDIN"
ONE_ROW = f"({', '.join(['%s'] * (len(COLUMNS) + 1))})"
# The driver reads a statement with very many places slowly, and SQLite takes at most 32,766 of them.
ROWS_AT_ONCE = 50


class Subject(Protocol):
    """What a record can be about: it knows its chain and the name it goes by in the log."""

    @property
    def audit_chain(self) -> str: ...
    @property
    def audit_id(self) -> str: ...


@dataclass(frozen=True)
class Origin:
    """The account and network address an act comes from; the middleware, a token or a command sets it."""

    account_id: int | None = None
    address: str = ""


@dataclass
class _Unit:
    collected: list[dict[str, Any]] = field(default_factory=list)
    # What is left for the end: in which order, and what.
    endings: list[tuple[str, Callable[[], None]]] = field(default_factory=list)
    # Whether the next unit inside takes this one's transaction for its own.
    is_lent: bool = False


NOWHERE = Origin()
origin: ContextVar[Origin] = ContextVar("origin", default=NOWHERE)
_unit: ContextVar[_Unit | None] = ContextVar("unit", default=None)


@contextmanager
def unit(*, lends: bool = False) -> Iterator[None]:
    """One transaction of record: all that was done and its lines in the log, or nothing.

    Units nest; the outermost commits. A nested one that fails and is caught takes its own lines with it, which a bare
    `transaction.atomic` would not: inside a unit, whoever means to catch a failure opens a unit. A unit that `lends`
    its transaction catches nothing of the operation in it, which therefore needs no savepoint of its own.
    """
    outer = _unit.get()
    if outer is not None:
        with _nested(outer):
            yield
        return
    mine = _Unit(is_lent=lends)
    token = _unit.set(mine)
    try:
        with transaction.atomic():
            yield
            _end(mine)
    finally:
        _unit.reset(token)


@contextmanager
def _nested(outer: _Unit) -> Iterator[None]:
    """A unit inside another: with a savepoint to go back to, but where the outer one has lent its transaction."""
    kept, left, was_lent = len(outer.collected), len(outer.endings), outer.is_lent
    outer.is_lent = False
    try:
        with transaction.atomic(savepoint=not was_lent):
            yield
    except BaseException:
        del outer.collected[kept:], outer.endings[left:]
        raise
    finally:
        outer.is_lent = was_lent


def record(
    action: str,
    subject: Subject,
    /,
    *,
    by: "Posting | None",
    now: datetime,
    before: str = "",
    after: str = "",
    **facts: Any,
) -> None:
    """Collect one line for the log: ids, codes, states, dates and digests in `facts`, never a free text.

    Raises RuntimeError outside a unit: an act without its record is a fault of the programmer. Raises TypeError and
    ValueError for facts the record does not hold (`chain.facts_text`).
    """
    current = _unit.get()
    if current is None:
        raise RuntimeError(f"{action} was recorded outside a unit of work")
    source = origin.get()
    current.collected.append(
        {
            "chain": subject.audit_chain,
            "at": now,
            "action": action,
            "subject_kind": type(subject).__name__.lower(),
            "subject_id": str(subject.audit_id),
            "account_id": source.account_id,
            "person_id": by.person_id if by else None,
            "posting_id": by.pk if by else None,
            "role": str(by.role) if by else "",
            "address": source.address,
            "before": str(before),
            "after": str(after),
            "facts": facts_text(facts),
            "algorithm": ALGORITHM,
        }
    )


def at_end(order: str, write: Callable[[], None]) -> None:
    """Leave a write for the end of the unit, just before its record; those of everybody come in the order of `order`.

    For rows that all acts of a place meet, its counters above all: their locks are held for a moment, not for an act.
    Raises RuntimeError outside a unit.
    """
    current = _unit.get()
    if current is None:
        raise RuntimeError(f"{order} was left for the end outside a unit of work")
    current.endings.append((order, write))


def _end(done: _Unit) -> None:
    for _order, write in sorted(done.endings, key=itemgetter(0)):
        write()
    _append(done.collected)


def _append(collected: Sequence[dict[str, Any]]) -> None:
    """Write the lines, chain by chain in one order for everybody, so that two writers never wait for each other."""
    for chain in sorted({line["chain"] for line in collected}):
        size, previous = _locked_head(chain)
        rows = []
        for line in collected:
            if line["chain"] != chain:
                continue
            size += 1
            line |= {"sequence": size, "previous_hash": previous}
            previous = link(line)
            rows.append(_values(line, previous))
        _insert(rows)
        with connection.cursor() as cursor:
            cursor.execute(GROW, [size, previous, chain])


def _values(line: dict[str, Any], hash_: str) -> list[Any]:
    """One line as the database takes it, in the order of `APPEND`."""
    adapt = connection.ops.adapt_datetimefield_value
    return [*(adapt(line[name]) if name == "at" else line[name] for name in COLUMNS), hash_]


def _insert(rows: Sequence[Sequence[Any]]) -> None:
    if connection.vendor == "postgresql" and len(rows) > ROWS_AT_ONCE:
        with connection.cursor() as cursor, cursor.copy(COPY) as copy:
            for row in rows:
                copy.write_row(row)
        return
    with connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS_AT_ONCE):
            part = rows[start : start + ROWS_AT_ONCE]
            cursor.execute(APPEND + ", ".join([ONE_ROW] * len(part)), [value for row in part for value in row])


def _locked_head(chain: str) -> tuple[int, str]:
    """The end of a chain, its size and last hash, held until the transaction ends; SQLite's is one lock for all."""
    lock = LOCK + " FOR UPDATE" if connection.features.has_select_for_update else LOCK
    with connection.cursor() as cursor:
        cursor.execute(lock, [chain])
        found = cursor.fetchall()
        if not found:
            cursor.execute(BEGIN, [chain, GENESIS])
            # Not simply (0, GENESIS): somebody else may have begun the chain in the same moment, and written to it.
            cursor.execute(lock, [chain])
            found = cursor.fetchall()
    size, last = found[0]
    return size, last
