"""Days as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhitongche.foundation.interchange import dates


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_every_usual_form(value):
    forms = [
        value.isoformat(),
        f"{value.year}/{value.month}/{value.day}",
        f"{value.year}.{value.month:02}.{value.day:02}",
        f"{value.year}年{value.month}月{value.day}日",
        f"{value:%Y%m%d}",
        f"{value.isoformat()} 00:00:00",
    ]
    assert [dates.day(form) for form in forms] == [value] * len(forms)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("2024年5月", date(2024, 5, 1), date(2024, 6, 1)), ("2024.12", date(2024, 12, 1), date(2025, 1, 1))],
)
def test_a_month_alone_counts_from_its_first_day_to_its_last(text, start, end):
    assert (dates.day(text), dates.day(text, is_end=True)) == (start, end)


@given(st.text())
def test_any_text_is_a_day_or_a_fault(text):
    try:
        assert isinstance(dates.day(text), date)
    except ValueError:
        assert True
