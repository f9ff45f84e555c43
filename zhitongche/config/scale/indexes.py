"""What is taken away while rows pour in, and put back at the end: far quicker than keeping it in step row by row."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from zhitongche.express.problems.models import Problem
from zhitongche.foundation.audit import triggers
from zhitongche.foundation.audit.models import AuditRecord

# The guard of an appended row looks up the row before it, row by row.
LIFT = {
    "postgresql": "DROP TRIGGER audit_record_guard ON audit_record",
    "sqlite": "DROP TRIGGER audit_record_append",
}


@contextmanager
def without_indexes() -> Iterator[None]:
    """Drop the plain indexes of the two largest tables, and build them again also when something went wrong."""
    taken = [
        (model, index) for model in (Problem, AuditRecord) for index in model._meta.indexes
    ]  # Django's documented way
    with connection.schema_editor() as editor:
        for model, index in taken:
            editor.remove_index(model, index)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            for model, index in taken:
                editor.add_index(model, index)


@contextmanager
def without_guards() -> Iterator[None]:
    """Lift the log's triggers inside the transaction that writes it; the chain is made whole here, `verify` proves it."""
    with connection.cursor() as cursor:
        cursor.execute(LIFT[connection.vendor])
    yield
    triggers.install(connection)
