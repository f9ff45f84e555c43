"""What is taken away while rows pour in, and put back at the end: far quicker than keeping it in step row by row."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from zhitongche.arena.contests.models import Entry
from zhitongche.arena.judging.models import ScoreSheet
from zhitongche.express.problems.models import Closure, Problem, Rectification
from zhitongche.express.projects.models import Project
from zhitongche.foundation.audit import triggers
from zhitongche.foundation.audit.models import AuditRecord

from . import library, season
from .rows import FIELDS

# The guard of an appended row looks up the row before it, row by row.
LIFT = {
    "postgresql": "DROP TRIGGER audit_record_guard ON audit_record",
    "sqlite": "DROP TRIGGER audit_record_append",
}
REFERENCES = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%s::regclass[]) ORDER BY 1, 2
"""


@contextmanager
def without_indexes() -> Iterator[None]:
    """Drop the plain indexes of the largest tables, and build them again also when something went wrong."""
    taken = [
        (model, index)
        for model in (Problem, AuditRecord, Rectification, Closure, Project, Entry, ScoreSheet)
        for index in model._meta.indexes
    ]  # Django's documented way
    with connection.schema_editor() as editor:
        for model, index in taken:
            editor.remove_index(model, index)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            if connection.vendor == "postgresql":
                # Sorted in memory; PostgreSQL's own 64 MB would send a million rows to the disk, index by index.
                editor.execute("SET LOCAL maintenance_work_mem = '400MB'")
            for model, index in taken:
                editor.add_index(model, index)


@contextmanager
def without_references() -> Iterator[None]:
    """Check what the rows point at once, by one join for each constraint, and not row by row at the commit."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(REFERENCES, [[model._meta.db_table for model in {**FIELDS, **library.FIELDS, **season.FIELDS}]])
        taken = cursor.fetchall()
        for table, name, _definition in taken:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    with connection.cursor() as cursor:
        for table, name, definition in taken:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


@contextmanager
def without_guards() -> Iterator[None]:
    """Lift the log's triggers inside the transaction that writes it; the chain is made whole here, `verify` proves it."""
    with connection.cursor() as cursor:
        cursor.execute(LIFT[connection.vendor])
    yield
    triggers.install(connection)
