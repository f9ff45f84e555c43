from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from zhitongche.foundation.templatetags import page

NOW = datetime(2026, 3, 27, 8, 20, tzinfo=UTC)  # 16:20 in Shanghai


@pytest.mark.parametrize("value", ["green", "yellow", "red", "paused", "none"])
def test_light_has_a_class_and_the_words(value: str) -> None:
    assert page.light(value, "剩余 2 个工作日") == f'<span class="light light-{value}">剩余 2 个工作日</span>'


def test_light_without_words_draws_nothing() -> None:
    assert page.light("none", "") == ""


def test_light_escapes_its_words() -> None:
    assert page.light("red", "<b>") == '<span class="light light-red">&lt;b&gt;</span>'


def test_light_of_another_value_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        page.light("blue", "x")


def test_icon_is_hidden_from_screen_readers() -> None:
    assert page.icon("report", small=True) == (
        '<svg class="icon icon-small" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 5v14M5 12h14"/></svg>'
    )


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [
        ("zh-hans", date(2026, 3, 27), "3 月 27 日"),
        ("zh-hans", date(2025, 12, 1), "2025 年 12 月 1 日"),
        ("en", date(2026, 3, 27), "27 Mar"),
        ("en", date(2025, 12, 1), "1 Dec 2025"),
        ("en", None, ""),
    ],
)
def test_day_names_the_year_only_where_it_is_another(language: str, value: date | None, said: str) -> None:
    with translation.override(language):
        assert page.day(value, date(2026, 5, 1)) == said


def test_day_of_a_moment_is_the_day_in_shanghai() -> None:
    with translation.override("en"):
        assert page.day(datetime(2026, 3, 26, 17, 0, tzinfo=UTC), date(2026, 1, 1)) == "27 Mar"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (NOW, "today 16:20"),
        (NOW - timedelta(hours=16, minutes=20), "today 00:00"),
        (NOW - timedelta(hours=16, minutes=21), "yesterday 23:59"),
        (NOW - timedelta(days=2), "25 Mar 16:20"),
        (NOW - timedelta(days=365), "27 Mar 2025 16:20"),
        (None, ""),
    ],
)
def test_moment_speaks_of_today_and_yesterday(value: datetime | None, said: str) -> None:
    with translation.override("en"):
        assert page.moment(value, NOW) == said


@pytest.mark.parametrize(
    ("amount", "chinese", "english"),
    [
        (Decimal("380000.00"), "38 万元", "CNY 380,000"),
        (Decimal(465_000), "46.5 万元", "CNY 465,000"),
        (Decimal(11_260_000), "1,126 万元", "CNY 11,260,000"),
        (Decimal("9999.50"), "9,999.5 元", "CNY 9,999.5"),
        (800, "800 元", "CNY 800"),
        (0, "0 元", "CNY 0"),
        (None, "", ""),
    ],
)
def test_wan_says_money_as_people_do(amount: Decimal | int | None, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert page.wan(amount) == chinese
    with translation.override("en"):
        assert page.wan(amount) == english


@given(st.decimals(min_value=0, max_value=Decimal("999999999999.99"), places=2))
def test_wan_loses_nothing(amount: Decimal) -> None:
    with translation.override("zh-hans"):
        figure, unit = page.wan(amount).split()
    scale = {"元": 1, "万元": 10_000}[unit]
    assert Decimal(figure.replace(",", "")) * scale == amount


@pytest.mark.parametrize(
    ("kept", "changes", "query"),
    [
        ("state=pooled&cursor=x", {"cursor": ""}, "?state=pooled"),
        ("state=pooled", {"state": "closed", "light": "red"}, "?state=closed&light=red"),
        ("state=pooled", {"state": None}, "?"),
        ("q=%E4%BE%9B%E7%94%B5", {}, "?q=%E4%BE%9B%E7%94%B5"),
    ],
)
def test_query_string_keeps_the_filters(kept: str, changes: dict[str, str | None], query: str) -> None:
    assert page.query_string(QueryDict(kept), **changes) == query


def test_query_with_reads_the_page_it_stands_on() -> None:
    request = RequestFactory().get("/problems/", {"state": "pooled", "cursor": "x"})
    drawn = Template('<a href="{% query_with cursor="" light="red" %}">').render(Context({"request": request}))
    assert drawn == '<a href="?state=pooled&amp;light=red">'
