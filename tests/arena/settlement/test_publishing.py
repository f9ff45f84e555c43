"""What leaves the bout tells the result and nobody's name or rank beyond it."""

import json
import secrets
from copy import deepcopy
from random import Random

import pytest
from hypothesis import given

from tests.factories.bad_bundles import sound
from tests.factories.bundles import Drawn, answer, drawn, often
from tests.factories.contract_bundles import example
from zhitongche.arena.settlement.answers import answered
from zhitongche.arena.settlement.publishing import changes, differences, proof, sealed

NAMES = {f"E{number}": f"第{number}村" for number in range(10)}


@often
@given(drawn())
def test_a_sealed_bundle_gives_the_same_result_under_its_codes(given_one: Drawn) -> None:
    document, draw = given_one
    open_one = answer(document)
    bundle, key = sealed(document, draw)
    assert set(key.values()) == {row["code"] for row in document["entries"] + document["judges"]}
    opened = [{**row, "entry": key[row["entry"]]} for row in answered(bundle)["results"]]
    by_entry = {row["entry"]: row for row in open_one["results"]}
    assert {row["entry"]: row for row in opened} == by_entry


def test_the_codes_are_random_and_distinct_and_the_rows_in_their_order() -> None:
    document = sound()
    drawn_codes = [tuple(sealed(document, secrets.SystemRandom())[1]) for _ in range(5)]
    assert len(set(drawn_codes)) == 5
    bundle, key = sealed(document, Random(1))
    assert len(key) == 5
    assert bundle["entries"] == sorted(bundle["entries"], key=lambda row: row["code"])
    text = json.dumps(bundle)
    assert not any(f'"{code}"' in text for code in ("E1", "E2", "J1", "J2", "J3"))


def test_a_reason_that_is_a_sentence_is_not_sealed() -> None:
    document = sound()
    document["entries"][0]["excluded"] = "南邢家村撤回"
    with pytest.raises(ValueError, match="no such reason: 南邢家村撤回"):
        sealed(document, Random(1))


def test_the_proof_tells_champions_rules_and_the_quotas_arithmetic() -> None:
    found = answered(example())
    public = proof(found, {"E1": "筐柳村"})
    assert public["champions"] == ["筐柳村"]
    assert public["quota"] == {
        "quota": "0.60",
        "ranked": 4,
        "allowed": 2,
        "champions": 1,
        "arithmetic": "⌊0.60 × 4⌋ = 2 ≥ 1",
    }
    assert public["rules"] == found["rules"]
    assert public["digest"] == found["digest"]


@often
@given(drawn())
def test_the_proof_is_the_same_whoever_of_the_others_stands_where(given_one: Drawn) -> None:
    """Neither score, rank nor code of anybody is in it, and champions stand by name."""
    document, draw = given_one
    found = answer(document)
    public = proof(found, NAMES)
    assert public["champions"] == sorted(public["champions"])
    others = deepcopy(found)
    for row in others["results"]:
        row["score"] = "1.00" if row["rank"] else None
        row["rank"] = draw.randint(1, 9) if row["rank"] else None
    draw.shuffle(others["results"])
    assert proof(others, NAMES) == public
    assert differences(public, found, NAMES) == []


@pytest.mark.parametrize("key", ["champions", "quota", "rules", "digest", "schema"])
def test_a_proof_that_says_otherwise_is_found_out(key: str) -> None:
    found = answered(example())
    public = proof(found, NAMES)
    assert differences(public | {key: "other"}, found, NAMES) == [key]
    assert differences(public | {"more": 1}, found, NAMES) == ["more"]
    del public[key]
    assert differences(public, found, NAMES) == [key]


def test_the_sandbox_tells_who_would_change() -> None:
    before = example()
    after = example()
    after["rules"]["quota"] = "0.75"
    after["rules"]["tie_breaks"] = []
    assert changes(before, after) == {"E2": (False, True), "E3": (False, True)}
    after["rules"]["quota"] = "0"
    assert changes(before, after) == {"E1": (True, False)}
    assert before == example()
