"""Everything that can be wrong with a bundle is named with its place, all of it at once."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tests.factories.bad_bundles import BAD, sound
from zhitongche.arena.settlement.answers import compute
from zhitongche.arena.settlement.documents import loaded
from zhitongche.arena.settlement.faults import BadBundle, Fault, Kind
from zhitongche.arena.settlement.reading import read


def told(document: dict[str, Any]) -> list[tuple[str, str, str]]:
    with pytest.raises(BadBundle) as refusal:
        compute(json.dumps(document))
    return [(fault.kind.value, fault.where, fault.what) for fault in refusal.value.faults]


@pytest.mark.parametrize("name", BAD)
def test_every_fault_is_named_with_its_place(name: str) -> None:
    spoil, expected = BAD[name]
    document = deepcopy(sound())
    spoil(document)
    assert told(document) == expected


def test_every_kind_of_fault_is_tried() -> None:
    tried = {kind for _, expected in BAD.values() for kind, _, _ in expected}
    assert tried | {"not_json", "key_twice"} == set(Kind)


def test_all_faults_are_told_at_once() -> None:
    document = sound()
    spoilers: list[Callable[[dict[str, Any]], object]] = [
        BAD[name][0] for name in ("quota above one", "points above the maximum", "a score from a recused judge")
    ]
    for spoil in spoilers:
        spoil(document)
    assert [kind for kind, _, _ in told(document)] == ["outside", "outside", "recused"]


@pytest.mark.parametrize(
    ("where", "rows", "expected"),
    [
        ("tie_breaks", [7, "\u2028", "luck"], ["rules.tie_breaks[0]", "rules.tie_breaks[1]", "rules.tie_breaks[2]"]),
        ("recusals", ["J1", ["J1"], ["J9", "E1"]], ["recusals[0]", "recusals[1]", "recusals[2][0]"]),
        (
            "givens",
            [{"entry": "E9", "component": "g9", "points": "1"}, {"entry": "E8", "component": "g8", "points": "1"}],
            ["givens[0].entry", "givens[0].component", "givens[1].entry", "givens[1].component"],
        ),
    ],
)
def test_a_faulty_row_hides_none_after_it(where: str, rows: list[Any], expected: list[str]) -> None:
    document = sound()
    holder = document["rules"] if where in document["rules"] else document
    holder[where] = rows
    places = [place for _kind, place, _what in told(document)]
    assert [place for place in places if where in place] == expected


@pytest.mark.parametrize(("count", "is_sound"), [(0, False), (1, True), (999, True), (1000, False)])
def test_judges_needed_are_one_to_999(count: int, is_sound: bool) -> None:
    document = sound()
    document["rules"]["min_judges"] = count
    if is_sound:
        compute(json.dumps(document))
    else:
        assert ("outside", "rules.min_judges", str(count)) in told(document)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "nothing",
        '{"a": NaN}',
        '{"a": Infinity}',
        '{"a": -Infinity}',
        "\ufeff{}",
        "{'a': 1}",
        '{"a": 01}',
        "[" * 100_000,
    ],
    ids=["empty", "open", "word", "nan", "infinity", "minus infinity", "byte order mark", "quotes", "zero", "deep"],
)
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(BadBundle) as refusal:
        loaded(text)
    assert [fault.kind for fault in refusal.value.faults] == [Kind.NOT_JSON]


def test_what_is_no_utf8_is_refused() -> None:
    with pytest.raises(BadBundle) as refusal:
        loaded('{"schema": "é"}'.encode("latin-1"))
    assert refusal.value.faults[0].kind is Kind.NOT_JSON


@pytest.mark.parametrize("text", ["[]", "1", '"a"', "null", "true", "1e999", "1" * 5000])
def test_what_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(BadBundle) as refusal:
        loaded(text)
    assert refusal.value.faults == (Fault(Kind.NOT_AN_OBJECT),)


def test_a_key_that_stands_twice_is_named_wherever_it_stands() -> None:
    text = json.dumps(sound())
    for piece, where, key in (
        ('"quota": ', "rules", "quota"),
        ('"points": ', "scores[0]", "points"),
        ('"schema": ', "", "schema"),
    ):
        start = text.index(piece)
        value = text[start : text.index(",", start)] if key != "points" else '"points": "1"'
        with pytest.raises(BadBundle) as refusal:
            compute(f"{text[:start]}{value}, {text[start:]}")
        assert refusal.value.faults == (Fault(Kind.KEY_TWICE, where, key),)


def test_an_answer_in_the_file_is_not_looked_at() -> None:
    document = sound()
    plain = compute(json.dumps(document))
    for held in (None, [], "x", {"a": 1}):
        spoilt = document | {"results": held, "champions_allowed": held, "digest": held}
        assert compute(json.dumps(spoilt)) == plain


def test_a_recusal_twice_is_one() -> None:
    document = sound()
    again = document | {"recusals": document["recusals"] * 2}
    assert compute(json.dumps(again)) == compute(json.dumps(document))


def test_a_judge_who_leaves_half_way_has_no_total_where_something_is_blank() -> None:
    document = sound()
    document["scores"] = [
        row for row in document["scores"] if (row["judge"], row["entry"], row["criterion"]) != ("J1", "E2", "c2")
    ]
    assert ("J1", "E2") not in {(judge, entry) for judge, entry, _ in read(document).complete_cells()}
    assert compute(json.dumps(document))["results"][-1] == {
        "entry": "E2",
        "score": "70.00",
        "rank": 2,
        "champion": False,
    }


def test_a_fault_is_a_sentence() -> None:
    assert str(Fault(Kind.KEY_MISSING, "rules", "quota")) == "rules: the key “quota” is missing"
    assert str(Fault(Kind.NOT_AN_OBJECT)) == "must be an object"
    assert str(BadBundle([Fault(Kind.NOT_AN_OBJECT), Fault(Kind.NOT_A_LIST, "judges")])) == (
        "must be an object; judges: must be a list"
    )
