"""When an expert can come: what people write, and which days it holds."""

from datetime import date

import pytest
from django.utils import translation

from zhitongche.express.experts import free
from zhitongche.express.experts.free import Period

JUNE = Period((), date(2026, 6, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("", ()),
        ("周末", (6, 7)),
        ("工作日", (1, 2, 3, 4, 5)),
        ("周一至周五", (1, 2, 3, 4, 5)),
        ("周六、周日", (6, 7)),
        ("星期三", (3,)),
        ("1-5", (1, 2, 3, 4, 5)),
        ("Sat, Sun", (6, 7)),
        ("Monday to Friday", (1, 2, 3, 4, 5)),
        ("一二三四五六日", ()),
    ],
)
def test_weekdays_as_people_write_them(text: str, weekdays: tuple[int, ...]) -> None:
    assert free.parse_weekdays(text) == weekdays


@pytest.mark.parametrize("text", ["有空", "8", "周八", "2026"])
def test_what_names_no_weekday_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        free.parse_weekdays(text)


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("不限", []),
        ("周末", [Period((6, 7))]),
        ("2026-06-01至2026-06-30", [JUNE]),
        ("周末，2026年6月1日至2026年6月30日", [Period((6, 7), JUNE.first, JUNE.last)]),
        ("周三；2026-06-01起", [Period((3,)), Period((), JUNE.first, None)]),
        ("2026-06-30前", [Period((), None, JUNE.last)]),
    ],
)
def test_periods_as_an_office_writes_them(text: str, periods: list[Period]) -> None:
    assert free.parse(text) == periods


@pytest.mark.parametrize("text", ["2026-06-30至2026-06-01", "看情况", "2026-13-01", "2026-02-30至2026-03-01"])
def test_periods_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        free.parse(text)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_is_said_can_be_read_again(language: str) -> None:
    periods = [
        Period((6, 7)),
        Period((1, 3), date(2026, 6, 1), date(2026, 6, 30)),
        Period((), date(2026, 6, 1), None),
        Period((), None, date(2026, 6, 30)),
    ]
    with translation.override(language):
        assert [free.parse(free.words(one)) for one in periods] == [[one] for one in periods]


def test_without_a_period_every_day_is_free() -> None:
    assert free.is_free([], date(2026, 6, 1))
    assert not free.is_free([JUNE], date(2026, 7, 1))
    assert free.is_free([JUNE, Period((3,))], date(2026, 7, 1))


def test_days_that_are_not_free_are_named() -> None:
    saturday = date(2026, 5, 30)
    assert free.not_free([Period((6, 7))], date(2026, 5, 29), date(2026, 6, 1)) == [date(2026, 5, 29), date(2026, 6, 1)]
    assert free.not_free([Period((6,))], saturday, saturday) == []


def test_weekdays_as_bits_and_back() -> None:
    assert free.weekdays_of(Period((1, 6, 7)).bits) == (1, 6, 7)
