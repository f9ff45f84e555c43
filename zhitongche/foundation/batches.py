"""All rows of a table some hundred at a time, so that neither a statement nor memory grows with the table."""

from collections.abc import Iterator
from typing import TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def by_key(rows: QuerySet[M], size: int) -> Iterator[list[M]]:
    """Every row, in the order of its key, in lists of at most `size`; each list is asked for when it is needed.

    What is added behind the last key meanwhile is met too; nothing is met twice.
    """
    ordered, last = rows.order_by("pk"), None
    while batch := list((ordered if last is None else ordered.filter(pk__gt=last))[:size]):
        yield batch
        last = batch[-1].pk
