"""Numbers that are never given twice and never left out."""

from django.db.models import F

from ..models import NumberSeries


def next_number(county: str, year: int) -> str:
    """Draw the county's next number of the year, under the lock of its series: none is left out or given twice."""
    series = NumberSeries.objects.filter(pk=(county, year))
    if not series.update(last=F("last") + 1):
        NumberSeries.objects.bulk_create([NumberSeries(prefix=county, year=year)], ignore_conflicts=True)
        series.update(last=F("last") + 1)
    return f"{county}-{year}-{series.values_list('last', flat=True).get():04d}"
