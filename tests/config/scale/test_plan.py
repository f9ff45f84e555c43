from hypothesis import given
from hypothesis import strategies as st

from zhitongche.config.scale.plan import shares

COUNTRY = [f"{province}{city}{county:02}" for province in (45, 37) for city in ("04", "06") for county in range(1, 13)]
LARGE = "450401"


def inside(given_: dict[str, int], place: str) -> int:
    return sum(count for code, count in given_.items() if code.startswith(place))


def test_shares_are_those_of_the_contract() -> None:
    spread = shares(COUNTRY, 100_000, LARGE)
    assert spread[LARGE] == 3_000
    assert inside(spread, "4504") == 6_000
    assert inside(spread, "45") == 12_000
    rest = [count for code, count in spread.items() if code[:2] == "37"]
    assert max(rest) - min(rest) <= 1


@given(count=st.integers(1, 20_000), large=st.sampled_from(COUNTRY), some=st.sets(st.sampled_from(COUNTRY)))
def test_shares_add_up_whatever_places_there_are(count: int, large: str, some: set[str]) -> None:
    spread = shares(sorted(some | {large}), count, large)
    assert sum(spread.values()) == count
    assert min(spread.values()) > 0
