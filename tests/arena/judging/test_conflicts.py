"""No judge meets an entry of the own village, township, unit or former posting; on random trees of places."""

from hypothesis import given
from hypothesis import strategies as st

from zhitongche.arena.judging.conflicts import Ground, ground, ties

codes = st.builds(
    lambda town, village, length: f"37068110{town}20{village}"[:length],
    st.integers(1, 3),
    st.integers(1, 3),
    st.sampled_from([6, 9, 12]),
)
villages = st.builds(lambda town, village: f"37068110{town}20{village}", st.integers(1, 3), st.integers(1, 3))
units = st.sampled_from(["", "财政局", " 财政局 ", "水利局"])


@given(st.lists(codes, max_size=3), st.lists(codes, max_size=3), st.lists(units, max_size=2), villages, units)
def test_a_ground_is_told_exactly_where_there_is_a_tie(now, before, own, village, unit):
    found = ground(ties(now, before, own), village, unit)
    lives_there = any(code == village for code in now)
    in_township = any(len(code) >= 9 and code[:9] == village[:9] for code in now)
    shares_unit = bool(unit.strip()) and unit.strip() in {one.strip() for one in own}
    served_there = any(len(code) >= 9 and village.startswith(code) for code in before)
    assert (found is not None) == (lives_there or in_township or shares_unit or served_there)


def test_the_weightiest_ground_is_told():
    village = "370681104201"
    everything = ties([village], [village], ["财政局"])
    assert ground(everything, village, "财政局") == Ground.OWN_VILLAGE
    assert ground(ties(["370681104"], [village], ["财政局"]), village, "财政局") == Ground.OWN_TOWNSHIP
    assert ground(ties([], [village], ["财政局"]), village, "财政局") == Ground.OWN_UNIT
    assert ground(ties([], ["370681104"], []), village, "") == Ground.FORMER_POSTING
    assert ground(ties([], ["370681104202"], []), village, "") is None
    # Who serves the county serves no entrant in particular.
    assert ground(ties(["370681"], [], []), village, "") is None
