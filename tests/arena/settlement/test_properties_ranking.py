"""Who stands before whom, who is a champion, and how a score is shown."""

from fractions import Fraction
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import settled_by_hand
from tests.factories.bundles import Drawn, answer, drawn, often, settled
from zhitongche.arena.settlement.answers import answered
from zhitongche.arena.settlement.decimals import exact, normal, rounded

# ---- ranks and titles


@often
@given(drawn())
def test_champions_never_exceed_the_quota(given_one: Drawn) -> None:
    document, _ = given_one
    found = settled(document)
    assert len(found.champions) <= found.champions_allowed
    assert found.champions_allowed == floor(Fraction(document["rules"]["quota"]) * found.ranked_count)


@often
@given(drawn())
def test_champions_are_whole_ranks_from_the_top_and_as_many_as_fit(given_one: Drawn) -> None:
    document, _ = given_one
    found = settled(document)
    ranks = [placing.rank for placing in found.placings if placing.rank]
    champions = [placing.rank for placing in found.placings if placing.is_champion]
    assert ranks[: len(champions)] == champions
    after = ranks[len(champions) :]
    if after:
        first = after.count(after[0])
        assert after[0] not in champions
        assert len(champions) + first > found.champions_allowed
    assert (found.left_out != ()) == (bool(after) and len(champions) < found.champions_allowed)
    if found.left_out:
        assert len(found.left_out) == after.count(after[0])


@often
@given(drawn())
def test_ranks_count_those_before(given_one: Drawn) -> None:
    document, _ = given_one
    ranks = [placing.rank for placing in settled(document).placings if placing.rank]
    assert ranks == [1 + sum(other < rank for other in ranks) for rank in ranks]


@often
@given(drawn())
def test_a_rank_is_shared_where_nothing_tells_apart(given_one: Drawn) -> None:
    document, _ = given_one
    found = settled(document)
    shared = {tie.entries for tie in found.ties if tie.rule is None}
    ranks: dict[int, list[str]] = {}
    for placing in found.placings:
        if placing.rank:
            ranks.setdefault(placing.rank, []).append(placing.entry)
    assert {tuple(entries) for entries in ranks.values() if len(entries) > 1} == shared


@often
@given(drawn())
def test_every_tie_in_score_says_which_rule_decided(given_one: Drawn) -> None:
    document, _ = given_one
    found = settled(document)
    scores = {placing.entry: placing.score for placing in found.placings if placing.rank}
    for entry, score in scores.items():
        equal = tuple(sorted(other for other in scores if scores[other] == score))
        told = {tie.entries for tie in found.ties if entry in tie.entries}
        assert (equal in told) == (len(equal) > 1)
    rules = set(document["rules"]["tie_breaks"])
    assert all(tie.rule is None or tie.rule in rules for tie in found.ties)


@often
@given(drawn())
def test_a_higher_score_stands_before_a_lower_one(given_one: Drawn) -> None:
    document, _ = given_one
    scores = [placing.score for placing in settled(document).placings if placing.score is not None]
    assert scores == sorted(scores, reverse=True)


@often
@given(drawn())
def test_unranked_is_who_is_excluded_or_has_too_few_totals(given_one: Drawn) -> None:
    document, _ = given_one
    found = {placing.entry: placing.rank for placing in settled(document).placings}
    totals = settled_by_hand.figures(document)
    assert {entry for entry, rank in found.items() if rank} == set(totals)
    assert len(found) == len(document["entries"])


@often
@given(drawn())
def test_what_is_unranked_counts_in_nothing(given_one: Drawn) -> None:
    document, _ = given_one
    found = answer(document)
    ranked = {row["entry"] for row in found["results"] if row["rank"]}
    alone = document | {
        "entries": [row for row in document["entries"] if row["code"] in ranked],
        "recusals": [pair for pair in document["recusals"] if pair[1] in ranked],
        "scores": [row for row in document["scores"] if row["entry"] in ranked],
        "givens": [row for row in document["givens"] if row["entry"] in ranked],
    }
    again = answered(alone)
    assert again["results"] == [row for row in found["results"] if row["rank"]]
    assert again["champions_allowed"] == found["champions_allowed"]


# ---- what is shown


@often
@given(drawn())
def test_different_scores_are_shown_differently_and_in_order(given_one: Drawn) -> None:
    document, _ = given_one
    rows = [placing for placing in settled(document).placings if placing.rank]
    for one in rows:
        for other in rows:
            assert (one.shown == other.shown) == (one.score == other.score)
            if (one.score or 0) > (other.score or 0):
                assert Fraction(one.shown or "") > Fraction(other.shown or "") or len(one.shown or "") != len(
                    other.shown or ""
                )


@often
@given(drawn())
def test_what_is_shown_is_the_score_to_half_a_last_place(given_one: Drawn) -> None:
    document, _ = given_one
    for placing in settled(document).placings:
        if placing.score is not None and placing.shown is not None:
            places = len(placing.shown.split(".")[1])
            assert places >= 2
            gap = Fraction(placing.shown) - placing.score
            assert -Fraction(1, 2 * 10**places) < gap <= Fraction(1, 2 * 10**places)
            assert not placing.shown.startswith("-0.00") or Fraction(placing.shown) < 0


@often
@given(drawn())
def test_no_decimal_is_shown_that_is_not_needed(given_one: Drawn) -> None:
    document, _ = given_one
    rows = [placing for placing in settled(document).placings if placing.score is not None]
    for placing in rows:
        score = placing.score or Fraction(0)
        others = [other.score for other in rows if other.score != score]
        places = len((placing.shown or "").split(".")[1])
        for fewer in range(2, places):
            assert any(rounded(other or Fraction(0), fewer) == rounded(score, fewer) for other in others)


@often
@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6), st.integers(2, 9))
def test_rounding_is_half_upwards_and_keeps_the_order(top: int, bottom: int, places: int) -> None:
    value = Fraction(top, bottom)
    number = rounded(value, places)
    assert number <= value * 10**places + Fraction(1, 2) < number + 1
    assert rounded(value + Fraction(1, 7), places) >= number


@often
@given(st.from_regex(r"-?[0-9]{1,12}(\.[0-9]{1,12})?", fullmatch=True, alphabet=st.characters(codec="ascii")))
def test_the_normal_form_is_the_same_value_and_normal(text: str) -> None:
    once = normal(text)
    assert Fraction(once) == Fraction(text) == exact(text)
    assert normal(once) == once
    assert len(once) <= len(text)
