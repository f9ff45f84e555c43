"""Points go in half-point steps from zero to the maximum; everything else is refused with the criterion's name."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhitongche.arena.judging import marks
from zhitongche.foundation.errors import BadInput

CRITERIA = [{"code": "site", "weight": "20", "max": "100"}, {"code": "oral", "weight": "20", "max": "10"}]
NAMES = {"site": {"name": "现场观摩"}, "oral": {}}


@given(st.integers(0, 200))
def test_every_half_step_is_read_and_told_plainly(steps):
    value = Decimal(steps) / 2
    assert marks.read({"site": f"{value}"}, CRITERIA, NAMES) == {"site": marks.plain(value)}
    assert Decimal(marks.plain(value)) == value


@pytest.mark.parametrize("text", ["87.25", "-1", "1e1", "+5", "９", "abc", "0x1", "100.5", "1000", "99999", "1.", ".5"])
def test_what_is_no_half_step_within_the_maximum_is_refused(text):
    with pytest.raises(BadInput, match="现场观摩"):
        marks.read({"site": text}, CRITERIA, NAMES)


def test_a_blank_is_left_out_and_an_unknown_criterion_refused():
    assert marks.read({"site": " ", "oral": "9.50"}, CRITERIA, NAMES) == {"oral": "9.5"}
    with pytest.raises(BadInput, match="nope"):
        marks.read({"nope": "1"}, CRITERIA, NAMES)
    with pytest.raises(BadInput, match="oral: at most 10"):
        marks.read({"oral": "10.5"}, CRITERIA, NAMES)


def test_differing_names_the_criteria():
    assert marks.differing({"site": "1", "oral": "2"}, {"site": "1"}, CRITERIA) == ["oral"]
    assert marks.differing({"site": "1"}, {"site": "1"}, CRITERIA) == []
