"""The figures of a county's months, kept by every act at the end of its unit; and written anew by `ztc recount`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from django.utils import timezone

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.flow import operation
from zhitongche.foundation.statements import Plus, update

from .. import queries
from ..models import Closure, MonthTally

Months = Mapping[tuple[str, date], Mapping[str, int]]


def keep_month(county: str, at: datetime, **changes: int) -> None:
    """Add to the figures of the month in which `at` lies, at the end of the unit: everybody takes the rows in one order."""
    month = timezone.localdate(at).replace(day=1)
    added = {name: Plus(change) for name, change in changes.items() if change}
    if added:
        audit.at_end(f"tally {county} {month}", _adder(county, month, added))


def keep_claim(county: str, at: datetime, *, is_in_time: bool | None) -> None:
    """Count a claim by whether it was within the limit; what was assigned has none."""
    keep_month(county, at, **{queries.CLAIMS[is_in_time]: 1})


def keep_closings(closings: Iterable[Closure], times: int = 1, *, is_false: bool = True) -> None:
    """Count closings with what the village said of them; taken up again (`times` -1) the word stays, unless it was false."""
    for closing in closings:
        if closing.closed_at is None:
            continue
        words = queries.words_of(closing) if is_false else []
        keep_month(closing.county, closing.closed_at, closing_count=times, **dict.fromkeys(words, times))


def _adder(county: str, month: date, added: Mapping[str, Plus]) -> Callable[[], None]:
    row = {"county": county, "month": month}

    def add() -> None:
        if update(MonthTally, row, added, returning=["county"]) is None:
            MonthTally.objects.bulk_create([MonthTally(**row)], ignore_conflicts=True)
            update(MonthTally, row, added, returning=["county"])

    return add


@operation
def recount_months(*, now: datetime) -> int:
    """Write the figures of every month anew from the problems, their closings and claims; returns how many were wrong."""
    held: dict[tuple[str, date], dict[str, int]] = defaultdict(dict)
    for county, month, *figures in MonthTally.objects.values_list("county", "month", *queries.FIGURES):
        held[county, month] = dict(zip(queries.FIGURES, figures, strict=True))
    right = queries.months_counted("")
    empty = dict.fromkeys(queries.FIGURES, 0)
    wrong = [key for key in right.keys() | held.keys() if right.get(key, empty) != held.get(key, empty)]
    MonthTally.objects.bulk_create(
        [
            MonthTally(county=county, month=month, **right.get((county, month), empty))
            for county, month in sorted(wrong)
        ],
        update_conflicts=True,
        unique_fields=["county", "month"],
        update_fields=list(queries.FIGURES),
        batch_size=500,
    )
    return len(wrong)
