"""Rows by the thousand as whole objects: COPY on PostgreSQL, with their keys drawn first; INSERT elsewhere."""

from collections.abc import Sequence
from enum import Enum
from operator import attrgetter
from typing import TypeVar

from django.db import connection, models

from ..money import MoneyField
from ..statements import insert

M = TypeVar("M", bound=models.Model)
BATCH = 500
# Below this the round trips of COPY cost more than they save.
FEW = 50


def create_all(rows: Sequence[M]) -> None:
    """Write new rows of one table; each has its key afterwards. Database columns that derive themselves stay unread."""
    if not rows:
        return
    model = type(rows[0])
    if len(rows) == 1:
        insert(rows[0])
        return
    if connection.vendor != "postgresql" or len(rows) < FEW:
        model._default_manager.bulk_create(rows, batch_size=BATCH)
        return
    for row, key in zip(rows, _keys(model, len(rows)), strict=True):
        row.pk = key
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN") as copy,
    ):
        values = attrgetter(*(field.attname for field in fields))
        # What a column keeps otherwise than Python does: documents, and amounts in whole cents.
        documents = [place for place, field in enumerate(fields) if isinstance(field, models.JSONField | MoneyField)]
        for row in rows:
            cells = [str(cell) if isinstance(cell, Enum) else cell for cell in values(row)]
            for place in documents:
                cells[place] = fields[place].get_db_prep_save(cells[place], connection)
            copy.write_row(cells)
    for row in rows:
        # What `bulk_create` does too: the row is there now, and a change of it is an UPDATE.
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001  (Django names no other way)


def _keys(model: type[models.Model], count: int) -> list[int]:
    """New keys of a table, from the sequence that its own inserts draw from."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],
        )
        return [key for (key,) in cursor.fetchall()]
