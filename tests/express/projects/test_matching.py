"""Which sources could fill a gap: each condition alone, the order, the reasons."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from zhitongche.express.projects.matching import Offer, Wish, matched

TODAY = date(2026, 5, 20)
WISH = Wish("450422107205", "tea", "茶叶", Decimal("350000.00"), Decimal("120000.01"))


def offer(**told: Any) -> Offer:
    given: dict[str, Any] = {
        "number": "LY-450422-2026-0001",
        "name": "财政衔接资金",
        "kind": "fiscal",
        "region": "450422",
        "is_open": True,
        "left": Decimal("500000.00"),
    }
    return Offer(**given | told)


@pytest.mark.parametrize(
    ("told", "amount"),
    [
        ({}, "120000.01"),
        ({"left": Decimal("120000.00")}, "120000.00"),
        ({"most": Decimal(100)}, "100"),
        ({"percent": 33}, "115500.00"),
        ({"industries": ("tea", "fruit")}, "120000.01"),
        ({"apply_by": TODAY}, "120000.01"),
        ({"region": "45"}, "120000.01"),
        ({"region": "450422107"}, "120000.01"),
        ({"least": Decimal("120000.01")}, "120000.01"),
    ],
)
def test_a_source_gives_what_its_limits_and_the_gap_allow(told: dict[str, Any], amount: str) -> None:
    (match,) = matched([offer(**told)], WISH, TODAY)
    assert (match.fits, match.amount) == (True, Decimal(amount))
    assert match.reason


@pytest.mark.parametrize(
    "told",
    [
        {"region": "450421"},
        {"region": "450422100"},
        {"is_open": False},
        {"apply_by": date(2026, 5, 19)},
        {"industries": ("fruit",)},
        {"left": Decimal(0)},
        {"least": Decimal("120000.02")},
        {"least": Decimal(100), "most": Decimal(99)},
    ],
)
def test_a_source_that_does_not_fit_says_which_condition_fails(told: dict[str, Any]) -> None:
    (match,) = matched([offer(**told)], WISH, TODAY)
    assert (match.fits, match.amount) == (False, 0)
    assert match.reason


def test_each_condition_has_a_sentence_of_its_own() -> None:
    refused = [
        {"region": "450421"},
        {"is_open": False},
        {"apply_by": date(2026, 5, 19)},
        {"industries": ("fruit",)},
        {"left": Decimal(0)},
        {"least": Decimal(10**6)},
    ]
    with translation.override("en"):
        assert len({matched([offer(**told)], WISH, TODAY)[0].reason for told in refused}) == len(refused)


def test_the_nearest_deadline_comes_first_then_who_has_most_left() -> None:
    offers = [
        offer(number="d", apply_by=date(2026, 9, 1)),
        offer(number="e", left=Decimal(1)),
        offer(number="b", left=Decimal(9)),
        offer(number="a", apply_by=date(2026, 6, 1), left=Decimal(5)),
        offer(number="c", apply_by=date(2026, 6, 1), left=Decimal(7)),
        offer(number="x", is_open=False, apply_by=date(2026, 5, 21)),
    ]
    assert [one.offer.number for one in matched(offers, WISH, TODAY)] == ["c", "a", "d", "b", "e", "x"]


def test_no_gap_is_filled_by_nobody() -> None:
    full = Wish(WISH.village, WISH.industry, WISH.industry_name, WISH.investment, Decimal(0))
    assert [one.fits for one in matched([offer()], full, TODAY)] == [False]


MONEY = st.decimals(min_value=0, max_value=10**9, places=2)


@given(left=MONEY, gap=MONEY, most=st.none() | MONEY, least=st.none() | MONEY, percent=st.none() | st.integers(1, 100))
def test_what_is_offered_breaks_no_limit(
    left: Decimal, gap: Decimal, most: Decimal | None, least: Decimal | None, percent: int | None
) -> None:
    wish = Wish(WISH.village, "tea", "茶叶", gap + 1, gap)
    (match,) = matched([offer(left=left, most=most, least=least, percent=percent)], wish, TODAY)
    assert match.amount <= min(left, gap)
    if match.fits:
        assert match.amount > 0
        assert least is None or match.amount >= least
        assert most is None or match.amount <= most
        assert percent is None or 100 * match.amount <= percent * wish.investment
