"""Documents by the hundred, of things that have none: what was there before search was, or came in bulk."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet

from . import index
from .engines import Row
from .models import SearchDocument

M = TypeVar("M", bound=Model)
BATCH = 1_000


def build(
    kind: str,
    rows: "QuerySet[M]",
    documents: Callable[[Sequence[M]], Iterable[Row]],
    told: Callable[[int], None],
) -> int:
    """Write the documents of all `rows` that have none; tells each batch's size, returns how many there were.

    `documents` makes those of a batch by `index.document`. Each batch holds its rows, so that no step is taken between
    reading their history and writing it down.
    """
    missing = rows.filter(~Exists(SearchDocument.objects.filter(kind=kind, key=OuterRef("pk"))))
    written = last = 0
    while True:
        with transaction.atomic():
            beyond = missing.filter(pk__gt=last).select_for_update(of=("self",)).order_by("pk")
            batch = list(beyond[:BATCH])
            index.keep_many(documents(batch))
        if not batch:
            return written
        last = batch[-1].pk
        written += len(batch)
        told(len(batch))
