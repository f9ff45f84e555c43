"""Days as moments: where a day begins in the office's time zone."""

from datetime import date, datetime, time

from django.utils import timezone

# The first and the last day whose moments every time zone and both databases can tell.
FIRST, LAST = date(1900, 1, 1), date(9999, 12, 30)


def begins(day: date) -> datetime:
    """The first moment of a day in the office's time zone; days out of all reach count as the nearest within it."""
    return timezone.make_aware(datetime.combine(min(max(day, FIRST), LAST), time.min))
