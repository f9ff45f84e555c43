"""Where a day begins, for any day that a date can name."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as some

from zhitongche.foundation.calendar.days import FIRST, LAST, begins


def test_a_day_begins_at_midnight_in_shanghai() -> None:
    assert begins(date(2026, 5, 20)) == datetime(2026, 5, 19, 16, tzinfo=UTC)


@given(some.dates())
def test_every_day_has_a_moment_that_a_database_can_keep(day: date) -> None:
    moment = begins(day)
    assert moment.astimezone(UTC)
    assert moment.date() == min(max(day, FIRST), LAST)
