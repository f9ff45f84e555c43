"""What the panel's figure and the score are made of, and what changes them."""

import json
from copy import deepcopy
from fractions import Fraction
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.factories.bundles import Drawn, answer, drawn, often, settled, written
from zhitongche.arena.settlement.answers import answered, compute
from zhitongche.arena.settlement.faults import BadBundle

# ---- the panel's figure


@often
@given(drawn())
def test_a_total_lies_between_nothing_and_all(given_one: Drawn) -> None:
    document, _ = given_one
    totals = settled(document).totals
    for entry in totals.of:
        assert all(0 <= total <= 100 for total in totals.each(entry).values())


@often
@given(drawn(methods=("mean",)))
def test_a_mean_lies_between_the_lowest_and_the_highest(given_one: Drawn) -> None:
    document, _ = given_one
    found = settled(document)
    for placing in found.placings:
        if placing.panel is not None:
            totals = found.totals.each(placing.entry).values()
            assert min(totals) <= placing.panel <= max(totals)
            assert placing.panel == found.totals.raw(placing.entry)


@often
@given(drawn(methods=("trimmed_mean",), judges=(3, 8)))
def test_one_judge_alone_cannot_drag_a_trimmed_mean(given_one: Drawn) -> None:
    """It lies between the second lowest and the second highest total, or nobody is trimmed at all."""
    document, _ = given_one
    found = settled(document)
    counts = [len(row) for row in found.totals.of.values()]
    assert found.is_trimmed == (bool(counts) and min(counts) >= 5)
    for placing in found.placings:
        if placing.panel is not None:
            totals = sorted(found.totals.each(placing.entry).values())
            if found.is_trimmed:
                assert totals[1] <= placing.panel <= totals[-2]
            else:
                assert placing.panel == found.totals.raw(placing.entry)


@often
@given(drawn(methods=("severity_adjusted",), fewest_entries=1, judges=(1, 7)))
def test_the_severity_fit_leaves_nothing_over(given_one: Drawn) -> None:
    """Least squares: what is left sums to zero for every entry and every judge, and so do the judges' effects."""
    document, _ = given_one
    found = settled(document)
    assert sum(found.effects.values()) == 0
    terms = {placing.entry: placing.panel or Fraction(0) for placing in found.placings if placing.rank}
    left = {
        (entry, judge): total - terms[entry] - found.effects[judge]
        for entry in found.totals.of
        for judge, total in found.totals.each(entry).items()
    }
    for entry in terms:
        assert sum(value for (one, _), value in left.items() if one == entry) == 0
    for judge in found.effects:
        assert sum(value for (_, one), value in left.items() if one == judge) == 0


@often
@given(drawn(methods=("severity_adjusted",), is_full=True, judges=(1, 7)))
def test_where_all_judge_all_severity_is_the_mean(given_one: Drawn) -> None:
    document, _ = given_one
    mean = document | {"rules": document["rules"] | {"method": "mean"}}
    assert answered(document)["results"] == answered(mean)["results"]


@often
@given(drawn(methods=("severity_adjusted",), fewest_entries=2, judges=(2, 7)))
def test_one_outlier_moves_nobody_further_than_itself(given_one: Drawn) -> None:
    """The stated bound: a total that is off by some points moves no entry's figure by more than those points."""
    document, draw = given_one
    document["rules"]["criteria"] = [{"code": "c0", "weight": "1", "max": "100"}]
    document["scores"] = [row for row in document["scores"] if row["criterion"] == "c0"]
    document["rules"]["tie_breaks"] = []
    assume(document["scores"])
    before = settled(document)
    row = draw.choice(document["scores"])
    old = Fraction(row["points"])
    row["points"] = str(draw.choice((0, 100)))
    moved = abs(Fraction(row["points"]) - old)
    after = {placing.entry: placing.panel for placing in settled(document).placings}
    for placing in before.placings:
        if placing.panel is not None:
            assert abs((after[placing.entry] or Fraction(0)) - placing.panel) <= moved


@often
@given(drawn(methods=("severity_adjusted",), fewest_entries=2, judges=(2, 6)))
def test_a_judge_who_is_harsh_to_all_changes_no_order(given_one: Drawn) -> None:
    document, draw = given_one
    document["rules"] |= {
        "criteria": [{"code": "c0", "weight": "1", "max": "100"}],
        "tie_breaks": [],
    }
    document["scores"] = [row for row in document["scores"] if row["criterion"] == "c0"]
    judge = draw.choice(document["judges"])["code"]
    harsh = deepcopy(document)
    # The maximum grows with the points, so that none falls outside; the weight is the same for all.
    for row in harsh["scores"]:
        if row["judge"] == judge:
            row["points"] = str(float(row["points"]) + 50)
    for one in (harsh, document):
        one["rules"]["criteria"] = [{"code": "c0", "weight": "1", "max": "200"}]
    changed, same = settled(harsh), settled(document)
    assert [(one.entry, one.rank) for one in changed.placings] == [(one.entry, one.rank) for one in same.placings]


# ---- what changes nothing, and what changes one thing only


@often
@given(drawn())
def test_weights_count_only_against_one_another(given_one: Drawn) -> None:
    document, _ = given_one
    found = answer(document)
    heavy = deepcopy(document)
    for row in (*heavy["rules"]["criteria"], *heavy["rules"]["given"]):
        row["weight"] = written(int(Fraction(row["weight"]) * 70), 1, Random(0))
    assert answered(heavy)["results"] == found["results"]


@often
@given(drawn())
def test_a_criterion_may_be_scored_out_of_more(given_one: Drawn) -> None:
    document, _ = given_one
    found = answer(document)
    code = document["rules"]["criteria"][0]["code"]
    finer = deepcopy(document)
    for row in finer["rules"]["criteria"]:
        if row["code"] == code:
            row["max"] = str(int(Fraction(row["max"]) * 20))
    for row in finer["scores"]:
        if row["criterion"] == code:
            row["points"] = written(int(Fraction(row["points"]) * 20_000), 3, Random(0))
    assert answered(finer)["results"] == found["results"]


@often
@given(drawn())
def test_points_added_to_all_change_no_rank(given_one: Drawn) -> None:
    document, _ = given_one
    found = settled(document)
    raised = deepcopy(document)
    for row in raised["entries"]:
        row["adjustment"] = str(float(row.get("adjustment", "0")) + 7)
    again = settled(raised)
    assert [(one.entry, one.rank, one.is_champion) for one in again.placings] == [
        (one.entry, one.rank, one.is_champion) for one in found.placings
    ]
    assert all(
        (two.score or 0) - (one.score or 0) == 7
        for one, two in zip(found.placings, again.placings, strict=True)
        if one.rank
    )


@often
@given(drawn(methods=("mean", "trimmed_mean"), fewest_entries=1, judges=(1, 7)))
def test_a_higher_point_never_lowers_its_entry(given_one: Drawn) -> None:
    document, draw = given_one
    assume(document["scores"])
    row = draw.choice(document["scores"])
    most = {one["code"]: one["max"] for one in document["rules"]["criteria"]}[row["criterion"]]
    before = {one.entry: one for one in settled(document).placings}
    row["points"] = most
    after = {one.entry: one for one in settled(document).placings}
    one, two = before[row["entry"]], after[row["entry"]]
    if one.rank:
        assert (two.score or 0) >= (one.score or 0)
        assert (two.rank or 0) <= one.rank


@often
@given(drawn(fewest_entries=1))
def test_what_is_given_enters_exactly(given_one: Drawn) -> None:
    document, draw = given_one
    assume(document["rules"]["given"])
    one = draw.choice(document["rules"]["given"])
    row = draw.choice([row for row in document["givens"] if row["component"] == one["code"]])
    before = {placing.entry: placing for placing in settled(document).placings}[row["entry"]]
    old, row["points"] = Fraction(row["points"]), one["max"]
    after = {placing.entry: placing for placing in settled(document).placings}[row["entry"]]
    whole = sum(Fraction(each["weight"]) for key in ("criteria", "given") for each in document["rules"][key])
    if before.score is not None and after.score is not None:
        most = Fraction(one["max"])
        assert after.score - before.score == Fraction(one["weight"]) * 100 * (most - old) / most / whole


@often
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_whatever_else_is_refused_with_a_reason(value: object) -> None:
    try:
        compute(json.dumps(value))
    except BadBundle as refusal:
        assert refusal.faults
    else:
        raise AssertionError
