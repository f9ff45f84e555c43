"""Numbers that are never given twice and never left out."""

from zhitongche.foundation.statements import Plus, update

from ..models import NumberSeries


def next_number(county: str, year: int) -> str:
    """Draw the county's next number of the year, under the lock of its series: none is left out or given twice."""
    return next_numbers(county, year, 1)[0]


def next_numbers(county: str, year: int, count: int) -> list[str]:
    """Draw the county's next `count` numbers of the year at once."""
    series, draw = {"prefix": county, "year": year}, {"last": Plus(count)}
    drawn = update(NumberSeries, series, draw, returning=["last"])
    if drawn is None:
        NumberSeries.objects.bulk_create([NumberSeries(**series)], ignore_conflicts=True)
        drawn = update(NumberSeries, series, draw, returning=["last"])
    if drawn is None:
        raise RuntimeError("a series of numbers vanished while it was drawn from")
    last = drawn[0]
    return [f"{county}-{year}-{number:04d}" for number in range(last - count + 1, last + 1)]
