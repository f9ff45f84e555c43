"""What stands in the cells of an office's library."""

from datetime import date
from decimal import Decimal

import pytest

from zhitongche.express.batches import cells


@pytest.mark.parametrize(
    ("text", "unit", "yuan"),
    [
        ("38", Decimal(10_000), "380000.00"),
        ("38.5万元", Decimal(1), "385000.00"),
        ("1,234.56", Decimal(1), "1234.56"),
        ("１２", None, None),
        ("", None, None),
        ("—", Decimal(1), None),
    ],
)
def test_an_amount_is_yuan_by_its_unit(text: str, unit: Decimal | None, yuan: str | None) -> None:
    if text == "１２":
        with pytest.raises(cells.NoValue, match="元"):
            cells.amount_of("12", unit)
        return
    assert cells.amount_of(text, unit) == (None if yuan is None else Decimal(yuan))


@pytest.mark.parametrize("text", ["-3", "0.0000000001", "1e9", "三十万", "9999999999999"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(cells.NoValue):
        cells.amount_of(text, Decimal(10_000))


def test_the_unit_is_what_the_heading_says() -> None:
    assert cells.unit_of("总投资(万元)") == 10_000
    assert cells.unit_of("总投资（元）") == 1
    assert cells.unit_of("总投资") is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-03-01至2026-12-31", date(2026, 3, 1), date(2026, 12, 31)),
        ("2026.3-2026.12", date(2026, 3, 1), date(2026, 12, 31)),
        ("2026年3月—12月", date(2026, 3, 1), date(2026, 12, 31)),
        ("2026年2月1日至2028年2月", date(2026, 2, 1), date(2028, 2, 29)),
    ],
)
def test_days_from_and_until(text: str, first: date, last: date) -> None:
    assert cells.days_of(text) == (first, last)


@pytest.mark.parametrize("text", ["", "2026", "2026-02-30至2026-03-01", "明年"])
def test_days_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(cells.NoValue):
        cells.days_of(text)


def test_a_count_may_have_its_word_behind_it() -> None:
    assert cells.count_of("86户") == 86
    assert cells.count_of("") is None
    with pytest.raises(cells.NoValue):
        cells.count_of("很多")
