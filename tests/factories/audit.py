"""Things to write into the operation log, and ways past its guards."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import COLUMNS, hash_of
from zhitongche.foundation.audit.triggers import TABLES, install, weaknesses
from zhitongche.foundation.audit.verification import _rows

NOW = datetime(2026, 5, 8, 9, 30, 0, 1250, tzinfo=UTC)


@dataclass
class Matter:
    """Something with a history."""

    audit_chain: str = "450422"
    audit_id: str = "450422-2026-0042"


def write(*chains: str, action: str = "problem.claim", now: datetime = NOW, **facts: Any) -> None:
    """One act with one line in each of the chains, in their order."""
    with audit.unit():
        for chain in chains:
            audit.record(action, Matter(chain), by=None, now=now, before="pooled", after="in_progress", **facts)


def execute(statement: str, values: tuple[Any, ...] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def unguarded() -> Iterator[None]:
    """What a person with the database's own password can do: the guards are off, and afterwards stand again."""
    disarm()
    yield
    rearm()


def disarm() -> None:
    if connection.vendor == "postgresql":
        for table in TABLES:
            execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('audit_record', 'audit_head')"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


def rearm() -> None:
    install(connection)
    assert weaknesses(connection) == []


def forge(chain: str, start: int, **changes: Any) -> None:
    """Change the record at `start` and make every hash after it anew, the head's too: a forgery without a seam."""
    previous = ""
    for row in [*_rows(chain)][start - 1 :]:
        values = dict(zip((*COLUMNS, "hash"), row, strict=True))
        if values["sequence"] == start:
            values |= changes
        else:
            values["previous_hash"] = previous
        previous = hash_of([values[name] for name in COLUMNS])
        written = {
            **{name: values[name] for name in changes},
            "previous_hash": values["previous_hash"],
            "hash": previous,
        }
        assignments = ", ".join(f'"{name}" = %s' for name in written)
        execute(
            f"UPDATE audit_record SET {assignments} WHERE chain = %s AND sequence = %s",
            (*written.values(), chain, values["sequence"]),
        )
    execute("UPDATE audit_head SET hash = %s WHERE chain = %s", (previous, chain))
