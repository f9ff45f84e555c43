"""The days of a report, the time before it, and which year its sentences mean."""

from datetime import date

import pytest

from zhitongche.oversight.reports.periods import Period, month_of


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (date(2026, 11, 1), date(2026, 12, 1), "2026年11月"),
        (date(2026, 11, 1), date(2026, 11, 29), "2026年11月1日至11月28日"),
        (date(2025, 12, 20), date(2026, 1, 20), "2025年12月20日至2026年1月19日"),
    ],
)
def test_a_period_is_called_by_its_last_day(since: date, until: date, words: str) -> None:
    assert Period(since, until).words == words


def test_before_a_month_comes_the_month_before_else_the_same_length() -> None:
    assert month_of(date(2026, 3, 15)).before() == Period(date(2026, 2, 1), date(2026, 3, 1))
    assert Period(date(2026, 3, 11), date(2026, 3, 21)).before() == Period(date(2026, 3, 1), date(2026, 3, 11))


@pytest.mark.parametrize(
    ("until", "begins", "words"),
    [
        (date(2026, 6, 1), date(2026, 1, 1), "今年以来"),
        (date(2026, 5, 1), date(2025, 5, 1), "近一年来"),
        (date(2024, 2, 29), date(2023, 2, 28), "近一年来"),
        (date(2027, 1, 1), date(2026, 1, 1), "今年以来"),
    ],
)
def test_this_year_is_the_calendar_year_from_may_on(until: date, begins: date, words: str) -> None:
    assert Period(date(2022, 1, 1), until).year() == (Period(begins, until), words)
