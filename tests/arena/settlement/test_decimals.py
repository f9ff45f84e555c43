"""Decimals of every length, in and out."""

from fractions import Fraction

import pytest

from zhitongche.arena.settlement.decimals import BEYOND, digits, exact, normal, rounded, shown, written
from zhitongche.arena.settlement.documents import line


@pytest.mark.parametrize(
    ("text", "plain"),
    [("00.20", "0.2"), ("-0.0", "0"), ("1.", None), (".5", None), ("007", "7"), ("-1.50", "-1.5"), ("-0", "0"), ("100", "100"),
     ("1e3", None), ("", None), ("-", None), ("１", None), ("0.000", "0"), ("-00.010", "-0.01"), ("9" * 40, "9" * 40), ("9" * 41, None)],
)  # fmt: skip
def test_the_normal_form_is_the_contracts(text: str, plain: str | None) -> None:
    if plain is None:
        assert exact(text) is None
    else:
        assert normal(text) == plain
        assert exact(text) == Fraction(plain)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [(Fraction(1, 200), 2, "0.01"), (Fraction(-1, 200), 2, "0.00"), (Fraction(-3, 200), 2, "-0.01"), (Fraction(-1, 1000), 2, "0.00"),
     (Fraction(2, 3), 4, "0.6667"), (Fraction(100), 2, "100.00"), (Fraction(-251, 2), 2, "-125.50")],
)  # fmt: skip
def test_half_is_rounded_upwards_and_zero_has_no_sign(value: Fraction, places: int, expected: str) -> None:
    assert written(rounded(value, places), places) == expected


def test_a_number_longer_than_python_writes_at_once_is_written() -> None:
    assert digits(BEYOND - 1) == "9" * 4000
    assert digits(BEYOND) == "1" + "0" * 4000
    assert digits(7 * BEYOND * BEYOND + 5) == "7" + "0" * 7999 + "5"
    assert digits(0) == "0"


def test_scores_that_differ_far_behind_the_point_are_told_apart() -> None:
    near = Fraction(1, 10**5000)
    texts = shown([Fraction(50), Fraction(50) + near])
    assert texts[Fraction(50)] == f"50.{'0' * 5000}"
    assert texts[Fraction(50) + near] == f"50.{'0' * 4999}1"


def test_two_that_differ_at_two_places_and_not_at_three_need_no_more_than_two() -> None:
    low, high = Fraction(49, 10_000), Fraction(51, 10_000)
    assert shown([low, high]) == {low: "0.00", high: "0.01"}


def test_a_line_is_one_line_for_every_reader() -> None:
    text = line({"a": "二\u2028三\x85四\ud800\n"})
    assert text == '{"a":"二\\u2028三\\u0085四\\ud800\\n"}'
    assert len(text.splitlines()) == 1
