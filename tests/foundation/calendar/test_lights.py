"""Green, yellow, red: at which day each begins, and the words beside it."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from zhitongche.foundation.calendar.lights import Light, light_of, soon_from, words
from zhitongche.foundation.calendar.workdays import Workdays

PLAIN = Workdays()
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("count", "green"),
    [(1, 0), (2, 0), (3, 1), (5, 3), (10, 8), (15, 12), (20, 16), (21, 17), (100, 80)],
)
def test_soon_from_takes_the_earlier_of_four_fifths_and_two_days_left(count: int, green: int) -> None:
    start = date(2026, 3, 2)
    due = PLAIN.add(start, count)
    assert soon_from(PLAIN, start, due) == (PLAIN.add(start, green) if green else start)


@given(DAYS, st.integers(0, 120))
def test_soon_from_lies_within_the_limit(start: date, span: int) -> None:
    due = start + timedelta(days=span)
    assert start <= soon_from(PLAIN, start, due) <= due


@pytest.mark.parametrize(
    ("today", "is_paused", "light"),
    [
        (date(2026, 3, 8), False, Light.GREEN),
        (date(2026, 3, 9), False, Light.YELLOW),
        (date(2026, 3, 11), False, Light.YELLOW),
        (date(2026, 3, 12), False, Light.RED),
        (date(2026, 3, 12), True, Light.PAUSED),
    ],
)
def test_light_of_changes_on_its_days(today: date, is_paused: bool, light: Light) -> None:
    assert light_of(date(2026, 3, 11), date(2026, 3, 9), is_paused, today) is light


def test_light_of_nothing_due_is_none() -> None:
    assert light_of(None, None, True, date(2026, 3, 11)) is Light.NONE


def test_light_of_a_limit_without_a_warning_day_stays_green() -> None:
    assert light_of(date(2026, 3, 11), None, False, date(2026, 3, 11)) is Light.GREEN


@given(DAYS, st.integers(0, 60), st.integers(-90, 90))
def test_light_of_never_goes_back(start: date, span: int, offset: int) -> None:
    due = start + timedelta(days=span)
    soon = soon_from(PLAIN, start, due)
    order = [Light.GREEN, Light.YELLOW, Light.RED]
    today = start + timedelta(days=offset)
    now, tomorrow = (light_of(due, soon, False, day) for day in (today, today + timedelta(days=1)))
    assert order.index(now) <= order.index(tomorrow)


@pytest.mark.parametrize(
    ("today", "due", "is_paused", "said"),
    [
        (date(2026, 9, 30), date(2026, 10, 9), False, "2 working days left"),
        (date(2026, 10, 9), date(2026, 10, 10), False, "1 working day left"),
        (date(2026, 10, 9), date(2026, 10, 9), False, "Due today"),
        (date(2026, 10, 3), date(2026, 10, 5), False, "Less than one working day left"),
        (date(2026, 10, 9), date(2026, 9, 30), False, "Overdue by 2 working days"),
        (date(2026, 10, 8), date(2026, 9, 30), False, "Overdue by 1 working day"),
        (date(2026, 10, 5), date(2026, 9, 30), False, "Overdue since the last working day"),
        (date(2026, 10, 5), date(2026, 9, 30), True, "Clock paused"),
        (date(2026, 10, 5), None, False, "No time limit"),
    ],
)
def test_words_count_working_days(today: date, due: date | None, is_paused: bool, said: str) -> None:
    with translation.override("en"):
        assert words(light_of(due, due, is_paused, today), due, today, PLAIN) == said
