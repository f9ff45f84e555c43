"""Rows on their way into the database: as the text that COPY takes, made where the rows are made, or as plain values."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection, models

from zhitongche.foundation.regions.bulk import insert

from .rows import Rows

Pack = dict[type[models.Model], Any]
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def pack(rows: Rows) -> Pack:
    """The rows of each table ready to be sent: one text on PostgreSQL, else values with days and moments as text."""
    if connection.vendor == "postgresql":
        return {model: "".join(map(_line, some)).encode() for model, some in rows.items()}
    return {model: [tuple(map(_plain, row)) for row in some] for model, some in rows.items()}


def write(packs: Iterable[Pack], fields: Mapping[type[models.Model], tuple[str, ...]]) -> None:
    """Write some packs, table by table in the order of `fields`, which names the columns of each."""
    packs = list(packs)
    for model, names in fields.items():
        parts = [pack[model] for pack in packs if model in pack]
        if connection.vendor == "postgresql":
            _copy(model, names, parts)
        else:
            insert(model, names, (row for part in parts for row in part), lambda _count: None)


def _copy(model: type[models.Model], names: Iterable[str], parts: Iterable[bytes]) -> None:
    quote = connection.ops.quote_name
    named = {field.name: str(field.column) for field in model._meta.concrete_fields}
    columns = ", ".join(quote(named[name]) for name in names)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN") as copy,
    ):
        for part in parts:
            copy.write(part)


def _line(row: Iterable[Any]) -> str:
    return "\t".join(map(_text, row)) + "\n"


def _text(value: Any) -> str:
    """A value in the text form of COPY."""
    if isinstance(value, str):
        # Of the four signs that COPY reads as its own, three cannot be printed: two quick looks find them all.
        return value if value.isprintable() and "\\" not in value else value.translate(_ESCAPES)
    if value is None:
        return r"\N"
    return value.isoformat() if isinstance(value, date) else str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value.isoformat() if isinstance(value, date) else value
