"""Numbers that are never given twice and never left out."""

from zhitongche.foundation.statements import Plus, update

from .models import NumberSeries


def next_number(prefix: str, year: int) -> str:
    """Draw the next number of the prefix and year, under the lock of its series: none is left out or given twice.

    The prefix is a county's code, for what is not a problem behind its letters: `450422`, `XM-450422`.
    """
    return next_numbers(prefix, year, 1)[0]


def next_numbers(prefix: str, year: int, count: int) -> list[str]:
    """Draw the next `count` numbers of the prefix and year at once."""
    series, draw = {"prefix": prefix, "year": year}, {"last": Plus(count)}
    drawn = update(NumberSeries, series, draw, returning=["last"])
    if drawn is None:
        NumberSeries.objects.bulk_create([NumberSeries(**series)], ignore_conflicts=True)
        drawn = update(NumberSeries, series, draw, returning=["last"])
    if drawn is None:
        raise RuntimeError("a series of numbers vanished while it was drawn from")
    last = drawn[0]
    return [f"{prefix}-{year}-{number:04d}" for number in range(last - count + 1, last + 1)]
