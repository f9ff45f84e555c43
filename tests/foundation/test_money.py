"""Yuan to the cent."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhitongche.foundation.money import MoneyField, cents, in_wan, percent_of, wrong_amount

AMOUNTS = st.integers(-(10**14), 10**14).map(lambda whole: Decimal(whole).scaleb(-2))


@given(AMOUNTS)
def test_an_amount_comes_back_as_it_went_in(amount: Decimal) -> None:
    field = MoneyField()
    assert field.from_db_value(field.get_prep_value(amount), None, None) == amount


def test_a_part_of_a_cent_is_no_amount() -> None:
    with pytest.raises(ValueError, match="no whole number of cents"):
        cents(Decimal("0.001"))


def test_in_wan_keeps_the_cents_it_has() -> None:
    assert in_wan(Decimal("11000000.00")) == Decimal("1100.00")
    assert in_wan(Decimal("1234.56")) == Decimal("0.123456")


def test_percent_of_nothing_is_none() -> None:
    assert percent_of(Decimal(1), Decimal(0)) is None
    assert percent_of(Decimal(1), Decimal(3)) == Decimal("33.3")


@pytest.mark.parametrize("amount", ["0", "0.01", "999999999999.99"])
def test_an_amount_of_yuan_is_none_wrong(amount: str) -> None:
    assert wrong_amount(Decimal(amount)) == ""


@pytest.mark.parametrize("amount", ["-0.01", "NaN", "-Infinity", "Infinity", "0.001", "1000000000000", "1E+30"])
def test_an_amount_that_is_none_is_said_to_be_wrong(amount: str) -> None:
    assert wrong_amount(Decimal(amount))
