"""Whatever the order, the writing and the codes: the answer is the contract's, and only that one is verified."""

import json
from copy import deepcopy

from hypothesis import assume, given

from tests.factories import settled_by_hand
from tests.factories.bundles import Drawn, answer, drawn, often, shuffled
from zhitongche.arena.settlement.answers import answered, compute, verify
from zhitongche.arena.settlement.decimals import normal
from zhitongche.arena.settlement.documents import arranged, canonical, digest, line, loaded
from zhitongche.arena.settlement.faults import BadBundle, Kind
from zhitongche.arena.settlement.reading import read

ANSWER = ("results", "champions_allowed", "digest")


@often
@given(drawn())
def test_the_result_is_the_one_worked_out_by_hand(given_one: Drawn) -> None:
    document, _ = given_one
    expected = settled_by_hand.results(document)
    if expected is None:
        try:
            read(document)
        except BadBundle as refusal:
            assert [fault.kind for fault in refusal.faults] == [Kind.NOT_CONNECTED]
        else:
            raise AssertionError
    else:
        found = answered(document)
        assert (found["results"], found["champions_allowed"]) == expected


@often
@given(drawn())
def test_the_order_of_the_input_changes_no_byte(given_one: Drawn) -> None:
    document, draw = given_one
    expected = line(answer(document))
    assert line(answered(shuffled(document, draw))) == expected


@often
@given(drawn())
def test_an_answer_is_verified_and_computed_to_itself(given_one: Drawn) -> None:
    document, draw = given_one
    text = line(answer(document))
    assert verify(text) == []
    assert line(compute(text)) == text
    assert verify(json.dumps(shuffled(json.loads(text), draw))) == []


@often
@given(drawn(fewest_entries=1, judges=(1, 5)))
def test_a_touched_answer_is_not_verified(given_one: Drawn) -> None:
    document, draw = given_one
    found = answer(document)
    row = draw.choice(found["results"])
    key, value = draw.choice(
        (("score", "0.000"), ("rank", 99), ("champion", not row["champion"]), ("entry", "E99"), ("rank", True))
    )
    row[key] = value
    assert verify(line(found)) == ["results"]


@often
@given(drawn())
def test_a_longer_shorter_or_turned_list_of_results_is_not_verified(given_one: Drawn) -> None:
    document, _ = given_one
    found = answer(document)
    rows = found["results"]
    assume(len(rows) > 1)
    for wrong in (rows[:-1], [*rows, rows[-1]], rows[::-1], [*rows[:-1], {**rows[-1], "more": 1}], {}):
        assert verify(line(found | {"results": wrong})) == ["results"]


@often
@given(drawn())
def test_other_ways_to_write_a_decimal_change_nothing(given_one: Drawn) -> None:
    document, _ = given_one
    found = answer(document)
    other = deepcopy(document)
    rules = other["rules"]
    for rows, keys in (
        ([rules], ("quota",)),
        (rules["criteria"] + rules["given"], ("weight", "max")),
        (other["entries"], ("adjustment",)),
        (other["scores"] + other["givens"], ("points",)),
    ):
        for row in rows:
            row |= {key: otherwise(row[key]) for key in keys if key in row}
    again = answered(other)
    assert [again[key] for key in ANSWER] == [found[key] for key in ANSWER]


def otherwise(text: str) -> str:
    """The same decimal with zeros more on both ends."""
    sign = "-" if text.startswith("-") else ""
    return f"{sign}00{text.removeprefix('-')}{'0' if '.' in text else '.0'}"


@often
@given(drawn(fewest_entries=1, judges=(1, 5), is_full=True))
def test_any_other_input_has_another_digest(given_one: Drawn) -> None:
    document, draw = given_one
    before = digest(arranged(document))
    row = draw.choice(document["scores"])
    row["points"] = f"{normal(row['points'])}{'' if '.' in normal(row['points']) else '.'}01"
    assert digest(arranged(document)) != before


@often
@given(drawn())
def test_what_is_digested_is_a_fixed_point(given_one: Drawn) -> None:
    document, _ = given_one
    answer(document)
    once = canonical(arranged(document))
    assert canonical(arranged(loaded(once))) == once
