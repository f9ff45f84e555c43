"""Properties of the arithmetic, and the days everybody in China can look up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhitongche.foundation.calendar.workdays import OFFICIAL, Workdays

DAYS = st.dates(date(2003, 1, 1), date(2035, 12, 31))
OVERRIDES = st.dictionaries(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.booleans(), max_size=30)
CALENDARS = OVERRIDES.map(Workdays)
PLAIN = Workdays()


def counted(workdays: Workdays, first: date, last: date) -> int:
    """The slow way to `between`, day by day."""
    span = (last - first).days
    return sum(workdays.is_workday(first + timedelta(days=step)) for step in range(1, span + 1))


@pytest.mark.parametrize(
    ("day", "is_workday"),
    [
        (date(2026, 2, 14), True),  # Saturday before the Spring Festival, made up for.
        (date(2026, 2, 15), False),
        (date(2026, 2, 23), False),  # The ninth day off, a Monday.
        (date(2026, 2, 24), True),
        (date(2026, 2, 28), True),  # Saturday after it, made up for.
        (date(2026, 9, 20), True),  # Sunday before the National Day.
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # Saturday after it.
        (date(2026, 10, 11), False),
        (date(2026, 11, 23), True),
        (date(2027, 2, 8), True),  # Nobody has declared the Spring Festival of 2027 yet.
    ],
)
def test_is_workday_follows_the_notice(day: date, is_workday: bool) -> None:
    assert PLAIN.is_workday(day) is is_workday


@pytest.mark.parametrize(
    ("day", "count", "answer"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 10, 9), 1, date(2026, 10, 10)),
        (date(2026, 10, 10), 1, date(2026, 10, 12)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 10, 1), 0, date(2026, 10, 8)),
        (date(2026, 10, 8), 0, date(2026, 10, 8)),
        (date(2026, 10, 3), 1, date(2026, 10, 8)),
        (date(2026, 10, 8), 250, date(2027, 9, 22)),
    ],
)
def test_add_finds_the_working_day(day: date, count: int, answer: date) -> None:
    assert PLAIN.add(day, count) == answer


def test_add_refuses_to_run_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        PLAIN.add(date(2026, 10, 8), -1)


def test_add_says_when_the_calendar_ends() -> None:
    with pytest.raises(OverflowError):
        PLAIN.add(date(9999, 12, 30), 5)


@given(CALENDARS, DAYS, st.integers(1, 400))
def test_add_and_between_are_inverse(workdays: Workdays, day: date, count: int) -> None:
    answer = workdays.add(day, count)
    assert workdays.is_workday(answer)
    assert workdays.between(day, answer) == count


@given(CALENDARS, DAYS)
def test_add_of_nothing_stays_or_waits_for_work(workdays: Workdays, day: date) -> None:
    answer = workdays.add(day, 0)
    assert workdays.is_workday(answer)
    assert (answer == day) is workdays.is_workday(day)
    assert counted(workdays, day - timedelta(days=1), answer) == 1


@given(CALENDARS, DAYS, st.integers(0, 200), st.integers(0, 200))
def test_add_is_monotone_and_adds_up(workdays: Workdays, day: date, some: int, more: int) -> None:
    first = workdays.add(day, some)
    assert workdays.add(day + timedelta(days=1), some) >= first
    assert workdays.add(day, some + more) >= first
    assert workdays.add(workdays.add(day, some + 1), more + 1) == workdays.add(day, some + more + 2)


@given(CALENDARS, DAYS, st.integers(0, 800))
def test_between_counts_every_day_once(workdays: Workdays, first: date, span: int) -> None:
    last = first + timedelta(days=span)
    assert workdays.between(first, last) == counted(workdays, first, last)
    assert workdays.between(last, first) == -workdays.between(first, last)


@given(CALENDARS, DAYS, DAYS, DAYS)
def test_between_splits_anywhere(workdays: Workdays, first: date, middle: date, last: date) -> None:
    assert workdays.between(first, last) == workdays.between(first, middle) + workdays.between(middle, last)


def test_overrides_win_over_the_notice() -> None:
    corrected = Workdays({date(2026, 10, 8): False, date(2026, 10, 7): True, date(2026, 10, 9): True})
    assert corrected.add(date(2026, 9, 30), 2) == date(2026, 10, 9)
    assert PLAIN.add(date(2026, 9, 30), 2) == date(2026, 10, 9)
    assert corrected.between(date(2026, 9, 30), date(2026, 10, 8)) == 1


def test_fingerprint_tells_calendars_apart_by_their_answers() -> None:
    holiday, declared = Workdays({date(2027, 2, 8): False}), Workdays({date(2026, 11, 23): True})
    assert PLAIN.fingerprint == Workdays({}).fingerprint == declared.fingerprint
    assert holiday.fingerprint != PLAIN.fingerprint
    assert Workdays({date(2027, 2, 8): True}).fingerprint not in {PLAIN.fingerprint, holiday.fingerprint}


def test_is_provisional_beyond_the_notices() -> None:
    assert max(OFFICIAL).year == 2026, "A new table has come: move this test's years on."
    assert PLAIN.is_known(date(2026, 12, 31))
    assert not PLAIN.is_known(date(2027, 1, 1))
    assert PLAIN.is_provisional(date(2026, 12, 31), date(2027, 1, 4))
    assert PLAIN.is_provisional(date(2027, 1, 4), date(2026, 12, 31))
    assert not PLAIN.is_provisional(date(2004, 1, 1), date(2026, 12, 31))
    assert PLAIN.is_provisional(date(2003, 12, 31), date(2003, 12, 31))


def test_is_provisional_no_longer_once_the_year_was_imported() -> None:
    imported = Workdays({date(2027, 2, 8): False})
    assert not imported.is_provisional(date(2026, 12, 31), date(2027, 6, 1))
    assert imported.is_provisional(date(2026, 12, 31), date(2028, 1, 3))
