"""Days as people say them, from Friday, 13 March 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhitongche.express.meetings.room.spoken_days import day_said
from zhitongche.foundation.calendar.workdays import Workdays

TODAY = date(2026, 3, 13)
DAYS = Workdays()
SAID = {
    "7.31": date(2026, 7, 31),
    "７．３１": date(2026, 7, 31),
    "7/31": date(2026, 7, 31),
    "7月31日": date(2026, 7, 31),
    "7 月 31 日前": date(2026, 7, 31),
    "七月三十一号之前": date(2026, 7, 31),
    "二〇二六年七月三十一日": date(2026, 7, 31),
    "2026-07-31": date(2026, 7, 31),
    "20260731": date(2026, 7, 31),
    "2027年1月5日": date(2027, 1, 5),
    "31日": date(2026, 3, 31),
    "5号": date(2026, 4, 5),
    # Passed a moment ago: meant as it was said, and refused as past by the operation.
    "3.12": date(2026, 3, 12),
    "1.15": date(2027, 1, 15),
    "7月底": date(2026, 7, 31),
    "七月": date(2026, 7, 31),
    "二月": date(2027, 2, 28),
    "7月上旬": date(2026, 7, 10),
    "四月中旬前": date(2026, 4, 20),
    "月底": date(2026, 3, 31),
    "这个月底": date(2026, 3, 31),
    "下个月底": date(2026, 4, 30),
    "下月中旬": date(2026, 4, 20),
    "季度末": date(2026, 3, 31),
    "年底前": date(2026, 12, 31),
    "年内完成": date(2026, 12, 31),
    "今天": TODAY,
    "明天": date(2026, 3, 14),
    "大后天": date(2026, 3, 16),
    "周五": TODAY,
    "星期一": date(2026, 3, 16),
    "下周五": date(2026, 3, 20),
    "下下周日": date(2026, 3, 29),
    "十天内": date(2026, 3, 23),
    "二十天之内": date(2026, 4, 2),
    "5个工作日内": date(2026, 3, 20),
    "两周": date(2026, 3, 27),
    "一个星期内": date(2026, 3, 20),
    "三个月": date(2026, 6, 13),
    "半个月内": date(2026, 3, 28),
    "+10": date(2026, 3, 23),
    "10 days": date(2026, 3, 23),
    "within 10 working days": date(2026, 3, 27),
    "in 2 weeks": date(2026, 3, 27),
    "tomorrow": date(2026, 3, 14),
    "by friday": TODAY,
    "Monday": date(2026, 3, 16),
    "next friday": date(2026, 3, 20),
    "31 July": date(2026, 7, 31),
    "July 31, 2026": date(2026, 7, 31),
    "3rd Feb 2027": date(2027, 2, 3),
    "end of July": date(2026, 7, 31),
    "end of January": date(2027, 1, 31),
    "end of the month": date(2026, 3, 31),
    "end of next month": date(2026, 4, 30),
    "end of the year": date(2026, 12, 31),
}


@pytest.mark.parametrize(("words", "day"), SAID.items())
def test_a_day_is_read_as_it_was_meant(words: str, day: date) -> None:
    assert day_said(words, TODAY, DAYS) == day


@pytest.mark.parametrize("words", ["", "尽快", "soon", "2月30日", "13.40", "99999999", "+9999999", "10", "7.31或8.1"])
def test_what_is_no_day_is_none(words: str) -> None:
    assert day_said(words, TODAY, DAYS) is None


def test_the_same_day_of_a_shorter_month_is_its_last() -> None:
    assert day_said("一个月", date(2026, 1, 31), DAYS) == date(2026, 2, 28)
    assert day_said("31日", date(2026, 4, 5), DAYS) is None


@given(st.dates(date(2020, 1, 1), date(2099, 12, 31)), st.integers(-30, 334))
def test_a_day_written_without_its_year_comes_back(today: date, ahead: int) -> None:
    meant = today + timedelta(days=ahead)
    assert day_said(meant.isoformat(), today, DAYS) == meant
    if (meant.month, meant.day) != (2, 29) and meant.year >= today.year:
        assert day_said(f"{meant.month}月{meant.day}日", today, DAYS) == meant


@given(st.text(max_size=40))
def test_no_words_break_it(words: str) -> None:
    assert isinstance(day_said(words, TODAY, DAYS), date | None)
