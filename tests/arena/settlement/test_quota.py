"""⌊quota · n⌋ is never exceeded, for every n from 1 to 200, whatever is tied."""

from fractions import Fraction
from math import floor
from random import Random

from tests.factories.bundles import OFTEN
from zhitongche.arena.settlement.bundle import Bundle, Component, Entry, Method, Rules
from zhitongche.arena.settlement.settling import settle

QUOTAS = (Fraction(1, 5), Fraction(1, 10), Fraction(0), Fraction(1), Fraction(1999, 10_000), Fraction(1, 3))


def bout(draw: Random, count: int, quota: Fraction, values: int, excluded: float) -> Bundle:
    """One judge, one criterion, points of few values; some entries withdrawn after judging."""
    entries = {
        code: Entry(code, excluded="withdrawn" if draw.random() < excluded else None)
        for code in (f"E{number:03}" for number in range(count))
    }
    component = Component("c", Fraction(1), Fraction(100))
    rules = Rules(quota, Method.MEAN, 1, ("median", "criterion:c"), (component,), ())
    cells = {("J", code): {"c": Fraction(draw.randrange(values))} for code in entries}
    return Bundle(rules, entries, ("J",), frozenset(), cells, {})


def test_the_quota_holds_for_every_size_with_random_ties() -> None:
    for count in range(1, 201):
        for turn in range(max(1, OFTEN // 200)):
            draw = Random(count * 1000 + turn)
            quota = draw.choice(QUOTAS)
            bundle = bout(draw, count, quota, draw.choice((1, 2, 5, 100)), draw.choice((0.0, 0.3)))
            found = settle(bundle)
            ranked = sum(entry.excluded is None for entry in bundle.entries.values())
            assert found.ranked_count == ranked
            assert found.champions_allowed == floor(quota * ranked)
            assert len(found.champions) <= found.champions_allowed
            ties = {placing.rank: 0 for placing in found.placings if placing.rank}
            for placing in found.placings:
                if placing.rank:
                    ties[placing.rank] += 1
            first = ties.get(len(found.champions) + 1, 0)
            assert not first or len(found.champions) + first > found.champions_allowed


def test_all_equal_make_no_champion_unless_all_may_be() -> None:
    draw = Random(1)
    for count in (1, 4, 5, 20, 200):
        found = settle(bout(draw, count, Fraction(1, 5), 1, 0.0))
        assert found.champions == ()
        assert (found.left_out == ()) == (found.champions_allowed == 0)
        assert len(settle(bout(draw, count, Fraction(1), 1, 0.0)).champions) == count


def test_fewer_than_five_make_no_champion_of_a_fifth() -> None:
    draw = Random(2)
    assert [settle(bout(draw, count, Fraction(1, 5), 100, 0.0)).champions_allowed for count in range(1, 7)] == [
        0, 0, 0, 0, 1, 1,
    ]  # fmt: skip
