"""When something may go out: pure functions over the clock and the calendar."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.notices.pacing import BACKOFF, allowed_from, delay_after

NIGHT = (time(21), time(7, 30))
NOON = (time(12), time(14))
DAYS = Workdays()


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


@pytest.mark.parametrize(
    ("now", "quiet", "is_urgent", "goes"),
    [
        ("2026-05-20T10:00", NIGHT, False, "2026-05-20T10:00"),
        ("2026-05-20T21:00", NIGHT, False, "2026-05-21T07:30"),
        ("2026-05-20T07:29", NIGHT, True, "2026-05-20T07:30"),
        ("2026-05-20T07:30", NIGHT, True, "2026-05-20T07:30"),
        ("2026-05-20T13:00", NOON, True, "2026-05-20T14:00"),
        ("2026-05-20T23:00", NOON, True, "2026-05-20T23:00"),
        ("2026-05-22T22:00", NIGHT, True, "2026-05-23T07:30"),
        ("2026-05-22T22:00", NIGHT, False, "2026-05-25T07:30"),
        ("2026-10-01T10:00", NIGHT, False, "2026-10-08T07:30"),
        ("2026-05-23T22:00", (time(0), time(0)), False, "2026-05-25T00:00"),
    ],
)
def test_allowed_from_is_the_first_moment_outside_quiet_hours_and_days_off(
    now: str, quiet: tuple[time, time], is_urgent: bool, goes: str
) -> None:
    assert allowed_from(at(now), quiet, DAYS, is_urgent=is_urgent) == at(goes)


@given(
    st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2026, 12, 20)),
    st.times(),
    st.times(),
    st.booleans(),
)
def test_allowed_from_never_goes_back_and_stays_where_it_is(
    now: datetime, begins: time, ends: time, is_urgent: bool
) -> None:
    moment = at(now.isoformat())
    first = allowed_from(moment, (begins, ends), DAYS, is_urgent=is_urgent)
    assert first >= moment
    assert allowed_from(first, (begins, ends), DAYS, is_urgent=is_urgent) == first
    assert is_urgent or DAYS.is_workday(first.date())


def test_delay_after_ends_with_the_last() -> None:
    assert [delay_after(count) for count in range(1, 6)] == [*BACKOFF, None]
    assert sum(BACKOFF, timedelta()) < timedelta(hours=3)
