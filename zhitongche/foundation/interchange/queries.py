"""Reads of jobs, each account's own, and of what is remembered of sheets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from ..people.models import Account, Posting
from .models import ColumnMapping, Job, SheetLine

ORDER = ("-created_at", "-id")
# At a time, when asking which lines are known.
BATCH = 1000


def jobs_of(account: Account) -> QuerySet[Job]:
    """An account's jobs, newest first; nobody else ever sees them."""
    return Job.objects.filter(owner=account).select_related("posting__person", "posting__region").order_by(*ORDER)


def job_of(account: Account, key: UUID) -> Job | None:
    return jobs_of(account).select_related("owner__person", "posting__department__region").filter(pk=key).first()


def office_of(posting: Posting) -> str:
    """Whose sheets look alike: those of a department, or of a place."""
    return posting.department.code if posting.department else posting.scope


def columns_chosen(kind: str, office: str) -> Mapping[str, Mapping[str, int]]:
    """What the office has said its sheets' columns mean, by the headings' fingerprint."""
    rows = ColumnMapping.objects.filter(kind=kind, office=office).values_list("fingerprint", "columns")
    return dict(rows)


def lines_taken(kind: str, fingerprints: Iterable[str]) -> dict[str, str]:
    """Which of these lines were acted on before, with the number of what came of each."""
    wanted, found = list(fingerprints), dict[str, str]()
    for start in range(0, len(wanted), BATCH):
        rows = SheetLine.objects.filter(kind=kind, fingerprint__in=wanted[start : start + BATCH])
        found.update(rows.values_list("fingerprint", "number"))
    return found


def in_pages(rows: QuerySet[Any], order: Sequence[str], columns: Sequence[str], size: int) -> Iterator[list[Any]]:
    """All rows as tuples of `columns`, a page at a time by key, so that no statement and no page grows with the table.

    `order` are two columns, the last of them unique; they must stand first in `columns`.
    """
    first, last = order
    rows = rows.order_by(first, last).values_list(*columns)
    page = list(rows[:size])
    while page:
        yield page
        if len(page) < size:
            return
        at, key = page[-1][:2]
        # The bound beside the OR lets either database begin at the right place of the index.
        further = Q(**{f"{first}__gt": at}) | Q(**{first: at, f"{last}__gt": key})
        page = list(rows.filter(further, **{f"{first}__gte": at})[:size])
