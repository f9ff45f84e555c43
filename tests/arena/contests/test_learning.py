"""Who learned from whom as a picture."""

from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from zhitongche.arena.contests.learning import DISC, RING, drawn


def test_the_first_stands_at_the_top_and_each_pair_is_drawn_once() -> None:
    picture = drawn(["甲", "乙", "丙"], [("甲", "乙"), ("甲", "乙"), ("乙", "丙"), ("丙", "丙")])
    assert [one.number for one in picture.discs] == [1, 2, 3]
    assert (picture.discs[0].x, picture.discs[0].y) == ("160.0", "40.0")
    assert len(picture.arrows) == 2


@given(st.integers(2, 30))
def test_everything_lies_inside_and_arrows_end_at_the_discs_edge(count: int) -> None:
    villages = list(range(count))
    picture = drawn(villages, [(at, (at + 1) % count) for at in villages if at != (at + 1) % count])
    for disc in picture.discs:
        assert hypot(float(disc.x) - 160, float(disc.y) - 160) < RING + 0.2
    for arrow, disc in zip(picture.arrows, [*picture.discs[1:], picture.discs[0]], strict=False):
        x, y = map(float, arrow.head.split(" ", 1)[0].split(","))
        assert abs(hypot(x - float(disc.x), y - float(disc.y)) - DISC) < 0.3
