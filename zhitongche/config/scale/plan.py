"""How the work is spread over the counties: even, but for one large county, its city and its province. Pure."""

from collections.abc import Sequence
from fractions import Fraction

# One county has 3 %, its city 6 % with it, its province 12 % with both.
COUNTY, CITY, PROVINCE = Fraction(3, 100), Fraction(6, 100), Fraction(12, 100)


def shares(counties: Sequence[str], count: int, large: str) -> dict[str, int]:
    """How many of `count` each county gets; they add up to `count` exactly.

    Where a circle has no other county (a demonstration of one city), its part falls to the large one.
    """
    circles = [
        (COUNTY, [large]),
        (CITY - COUNTY, [code for code in counties if code[:4] == large[:4] and code != large]),
        (PROVINCE - CITY, [code for code in counties if code[:2] == large[:2] and code[:4] != large[:4]]),
        (1 - PROVINCE, [code for code in counties if code[:2] != large[:2]]),
    ]
    given: dict[str, int] = {}
    for part, members in circles:
        whole = int(part * count)
        for position, code in enumerate(members):
            given[code] = whole * (position + 1) // len(members) - whole * position // len(members)
    given[large] = given.get(large, 0) + count - sum(given.values())
    return {code: number for code, number in given.items() if number}
