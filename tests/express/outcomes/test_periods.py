"""Quarters and years: read as people write them, ordered, bounded."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from zhitongche.express.outcomes.periods import Period, before, offered, parse, quarter_of, quarters

PERIODS = st.builds(Period, st.integers(2001, 2099), st.integers(0, 4))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026Q1", Period(2026, 1)),
        ("2026q4", Period(2026, 4)),
        ("2026年第一季度", Period(2026, 1)),
        ("2026 年 3 季度", Period(2026, 3)),
        ("2026年二季度", Period(2026, 2)),
        ("2026-Q2", Period(2026, 2)),
        ("2026", Period(2026)),
        ("2026年", Period(2026)),
        ("2026年度", Period(2026)),
        ("2026年全年", Period(2026)),
    ],
)
def test_a_period_is_read_as_people_write_it(text: str, period: Period) -> None:
    assert parse(text) == period


@pytest.mark.parametrize(
    "text", ["", "2026Q5", "2026Q0", "20261", "26Q1", "spring", "1999", "2101", "2026年5月", "2026Q11"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        parse(text)


@given(PERIODS)
def test_text_comes_back(period: Period) -> None:
    assert parse(str(period)) == period
    with translation.override("zh-hans"):
        assert parse(period.words) == period


@given(PERIODS)
def test_a_period_begins_before_it_ends_and_the_next_begins_there(period: Period) -> None:
    assert before(period).end == period.begin < period.end
    if period.quarter:
        assert quarter_of(period.begin) == quarter_of(period.end - timedelta(days=1)) == period
        assert period in quarters(period.year)


def test_periods_sort_by_time_a_year_before_its_quarters() -> None:
    told = ["2026Q2", "2026", "2025Q4", "2026Q1", "2025"]
    assert [str(one) for one in sorted(map(parse, told))] == ["2025", "2025Q4", "2026", "2026Q1", "2026Q2"]
    assert sorted(told) == ["2025", "2025Q4", "2026", "2026Q1", "2026Q2"]


def test_a_form_offers_the_last_quarter_first() -> None:
    found = [str(one) for one in offered(date(2026, 5, 20))]
    assert found[:4] == ["2026Q1", "2026Q2", "2025Q4", "2025Q3"]
    assert found[-3:] == ["2026", "2025", "2024"]
    assert len(set(found)) == len(found)
