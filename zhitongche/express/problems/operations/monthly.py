"""The figures of the months of a county and of its townships, kept by every act at the end of its unit; and written anew by `ztc recount`."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from django.utils import timezone

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.flow import operation
from zhitongche.foundation.regions.queries import inside_q
from zhitongche.foundation.statements import Plus, update

from .. import queries
from ..models import Closure, MonthTally, Tally

Months = Mapping[tuple[str, date], Mapping[str, int]]


def keep_month(village: str, at: datetime, **changes: int) -> None:
    """Add to the figures of the month in which `at` lies, of the village's township and county.

    At the end of the unit: everybody takes the rows in one order.
    """
    month = timezone.localdate(at).replace(day=1)
    added = {name: Plus(change) for name, change in changes.items() if change}
    if not added:
        return
    for digits in queries.KEPT_DIGITS:
        place = village[:digits]
        audit.at_end(f"tally {place} {month}", _adder(place, month, added))


def keep_claim(village: str, at: datetime, *, is_in_time: bool | None) -> None:
    """Count a claim by whether it was within the limit; what was assigned has none."""
    keep_month(village, at, **{queries.CLAIMS[is_in_time]: 1})


def keep_closings(village: str, closings: Iterable[Closure], times: int = 1, *, is_false: bool = True) -> None:
    """Count closings with what the village said of them; taken up again (`times` -1) the word stays, unless it was false."""
    for closing in closings:
        if closing.closed_at is None:
            continue
        words = queries.words_of(closing) if is_false else []
        keep_month(village, closing.closed_at, closing_count=times, **dict.fromkeys(words, times))


def _adder(place: str, month: date, added: Mapping[str, Plus]) -> Callable[[], None]:
    row = {"digits": len(place), "place": place, "month": month}

    def add() -> None:
        if update(MonthTally, row, added, returning=["place"]) is None:
            MonthTally.objects.bulk_create([MonthTally(**row)], ignore_conflicts=True)
            update(MonthTally, row, added, returning=["place"])

    return add


@operation
def recount_months(*, now: datetime) -> int:
    """Write the figures of every month anew from the problems, their closings and claims; returns how many were wrong.

    Province by province: of the whole country they are too many to be held at once.
    """
    provinces = {county[:2] for county in Tally.objects.values_list("county", flat=True)}
    provinces |= {place[:2] for place in MonthTally.objects.values_list("place", flat=True).distinct()}
    return sum(_recount(province) for province in sorted(provinces))


def _recount(province: str) -> int:
    held: dict[tuple[str, date], dict[str, int]] = {}
    rows = MonthTally.objects.filter(inside_q(province, "place"))
    for place, month, *figures in rows.values_list("place", "month", *queries.FIGURES):
        held[place, month] = dict(zip(queries.FIGURES, figures, strict=True))
    right = queries.months_counted(province)
    empty = dict.fromkeys(queries.FIGURES, 0)
    wrong = [key for key in right.keys() | held.keys() if right.get(key, empty) != held.get(key, empty)]
    MonthTally.objects.bulk_create(
        [
            MonthTally(digits=len(place), place=place, month=month, **right.get((place, month), empty))
            for place, month in sorted(wrong)
        ],
        update_conflicts=True,
        unique_fields=["digits", "place", "month"],
        update_fields=list(queries.FIGURES),
        batch_size=500,
    )
    return len(wrong)
