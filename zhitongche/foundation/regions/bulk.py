"""Rows by the hundred thousand: COPY where the database has it, batches of INSERT where it has not."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

BATCH = 20_000
Progress = Callable[[int], None]


def insert(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[tuple[Any, ...]], progress: Progress
) -> int:
    """Write rows of values in the order of `fields`; tells `progress` how many each batch had; returns their count."""
    about = model._meta
    named = {field.name: field.column for field in about.concrete_fields}
    columns = ", ".join(connection.ops.quote_name(str(named[name])) for name in fields)
    target = f"{connection.ops.quote_name(about.db_table)} ({columns})"
    if connection.vendor == "postgresql":
        return _copy(target, iter(rows), progress)
    return _insert(f"{target} VALUES ({', '.join(['%s'] * len(fields))})", iter(rows), progress)


def refresh_statistics(*kinds: type[models.Model]) -> None:
    """Tell the planner how full the tables are: one that believes them empty would read them from end to end.

    Table by table: a bare ANALYZE also takes the catalogues that all databases of a server share, and keeps them from
    the next one who asks until the transaction ends.
    """
    with connection.cursor() as cursor:
        for kind in kinds:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(kind._meta.db_table)}")


def _copy(target: str, rows: Iterator[tuple[Any, ...]], progress: Progress) -> int:
    written = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:
        while batch := list(islice(rows, BATCH)):
            for row in batch:
                copy.write_row(row)
            written += len(batch)
            progress(len(batch))
    return written


def _insert(target: str, rows: Iterator[tuple[Any, ...]], progress: Progress) -> int:
    written = 0
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            cursor.executemany(f"INSERT INTO {target}", batch)
            written += len(batch)
            progress(len(batch))
    return written
