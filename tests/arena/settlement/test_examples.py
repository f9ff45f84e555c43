"""The contract's own examples, to the letter."""

import json
from typing import Any

import pytest

from tests.factories.contract_bundles import DOCUMENT, example
from zhitongche.arena.settlement.answers import compute, verify
from zhitongche.arena.settlement.documents import arranged, digest


def rows(document: dict[str, Any]) -> list[tuple[str, str | None, int | None, bool]]:
    found = compute(json.dumps(document))
    return [(row["entry"], row["score"], row["rank"], row["champion"]) for row in found["results"]]


def test_the_document_computes_to_itself() -> None:
    assert compute(DOCUMENT) == json.loads(DOCUMENT)
    assert list(compute(DOCUMENT)) == list(json.loads(DOCUMENT))
    assert verify(DOCUMENT.encode()) == []


def test_two_who_share_a_rank_are_both_champions_or_neither() -> None:
    assert rows(example()) == [
        ("E1", "80.000", 1, True),
        ("E2", "80.000", 2, False),
        ("E3", "80.000", 2, False),
        ("E4", "79.998", 4, False),
        ("E5", None, None, False),
    ]
    assert compute(json.dumps(example()))["champions_allowed"] == 2


def test_the_digest_is_the_contracts() -> None:
    expected = "sha256:5daca78493617fedb7b261a1e2da7cd9fe6f067f7b4f86f7eb9b3e5d9384a580"
    assert digest(arranged(example())) == compute(json.dumps(example()))["digest"] == expected


def test_an_adjustment_and_an_exclusion() -> None:
    document = example()
    document["entries"][1]["adjustment"] = "-0.5"
    document["entries"][2]["excluded"] = "withdrawn"
    assert rows(document) == [
        ("E1", "80.000", 1, True),
        ("E4", "79.998", 2, False),
        ("E2", "79.50", 3, False),
        ("E3", None, None, False),
        ("E5", None, None, False),
    ]
    assert compute(json.dumps(document))["champions_allowed"] == 1


def test_severity_is_taken_from_common_entries() -> None:
    document = example()
    document["rules"] |= {
        "method": "severity_adjusted",
        "criteria": [{"code": "c1", "weight": "1", "max": "100"}],
        "given": [],
        "tie_breaks": [],
    }
    told = (("J1", "E1", "50"), ("J2", "E1", "60"), ("J2", "E2", "70"), ("J3", "E2", "80"), ("J4", "E3", "9"))
    document |= {
        "entries": [{"code": f"E{number}"} for number in (1, 2, 3)],
        "judges": [{"code": f"J{number}"} for number in (1, 2, 3, 4)],
        "recusals": [],
        "givens": [],
        "scores": [{"judge": one, "entry": entry, "criterion": "c1", "points": points} for one, entry, points in told],
    }
    assert [row[:2] for row in rows(document)] == [("E2", "70.00"), ("E1", "60.00"), ("E3", None)]


@pytest.mark.parametrize(("key", "held"), [("results", None), ("champions_allowed", True), ("digest", "sha256:0")])
def test_verify_names_what_is_missing_or_differs(key: str, held: object) -> None:
    document = json.loads(DOCUMENT)
    assert verify(json.dumps(document | {key: held})) == [key]
    del document[key]
    assert verify(json.dumps(document)) == [key]


def test_an_object_of_the_results_says_each_key_once() -> None:
    assert verify(DOCUMENT.replace('"rank": 1', '"rank": 1, "rank": 1')) == ["results"]


def test_no_entry_at_all_is_no_error() -> None:
    document = example() | {"entries": [], "judges": [], "recusals": [], "scores": [], "givens": []}
    for method in ("mean", "trimmed_mean", "severity_adjusted"):
        document["rules"]["method"] = method
        found = compute(json.dumps(document))
        assert (found["results"], found["champions_allowed"]) == ([], 0)
