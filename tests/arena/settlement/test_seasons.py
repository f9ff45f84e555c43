"""Percentiles, the table of a season, its last tenth, and who may stand in a final."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.factories.bundles import often
from zhitongche.arena.settlement.seasons import Candidate, Standing, bottom, candidates, percentiles, season_table

FIGURES = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.integers(0, 5).map(Fraction), max_size=40)


def table_of(figures: dict[str, Fraction]) -> list[Standing]:
    return season_table({person: [figure] for person, figure in figures.items()}, dict.fromkeys(figures, 1))


def test_a_percentile_counts_those_below_and_half_of_those_beside() -> None:
    assert percentiles({"a": 1, "b": 2, "c": 2, "d": 4}) == {
        "a": Fraction(175, 2),
        "b": Fraction(50),
        "c": Fraction(50),
        "d": Fraction(25, 2),
    }
    assert percentiles({"a": 1}) == {"a": Fraction(50)}
    assert percentiles({}) == {}


@often
@given(FIGURES)
def test_percentiles_are_fifty_on_the_whole(figures: dict[str, Fraction]) -> None:
    ranks = {standing.person: standing.rank for standing in table_of(figures)}
    found = percentiles(ranks)
    assert sum(found.values(), Fraction(0)) == 50 * len(ranks)
    for one, rank in ranks.items():
        for other, another in ranks.items():
            assert (found[one] > found[other]) == (rank < another)


def test_who_was_ranked_in_fewer_than_half_has_no_figure() -> None:
    ranked = {"a": [Fraction(80), Fraction(60)], "b": [Fraction(90)], "c": [Fraction(70)], "d": []}
    assert season_table(ranked, {"a": 4, "b": 3, "c": 2, "d": 0}) == [
        Standing("a", Fraction(70), 1),
        Standing("c", Fraction(70), 1),
    ]


@often
@given(FIGURES)
def test_the_bottom_is_never_more_than_a_tenth_and_no_tie_pushes_in(figures: dict[str, Fraction]) -> None:
    table = table_of(figures)
    last = bottom(table)
    assert len(last) <= len(table) // 10
    ranks = {standing.person: standing.rank for standing in table}
    for one, rank in ranks.items():
        if one not in last:
            assert all(rank < ranks[other] for other in last)
    if len(table) >= 10 and list(ranks.values()).count(max(ranks.values())) <= len(table) // 10:
        assert last


def test_the_bottom_of_twenty() -> None:
    table = [Standing(f"p{number:02}", Fraction(100 - number), number) for number in range(1, 21)]
    assert bottom(table) == ("p19", "p20")
    tied = [*table[:17], *(Standing(one.person, Fraction(1), 18) for one in table[17:])]
    assert bottom(tied) == ()
    assert bottom(table[:9]) == ()


def test_candidates_have_both_grounds_or_one_where_that_was_chosen() -> None:
    counts = {"a": 1, "b": 2, "c": 0, "d": 1, "f": 1}
    figures = {"a": Fraction(60), "b": Fraction(50), "d": Fraction(70), "e": Fraction(10)}
    both = candidates(counts, {"a", "b", "c", "e", "f"}, figures)
    assert [one.person for one in both] == ["b", "a", "f"]
    assert both[0] == Candidate("b", 2, is_recommended=True, figure=Fraction(50))
    either = candidates(counts, {"a", "e", "c"}, figures, either=True)
    assert [one.person for one in either] == ["b", "d", "a", "f", "e", "c"]
    assert either[-2] == Candidate("e", 0, is_recommended=True, figure=Fraction(10))
    assert either[-1] == Candidate("c", 0, is_recommended=True, figure=None)
