"""A title is stable where leaving out any one judge keeps it, tried by hand."""

from copy import deepcopy
from typing import Any

from hypothesis import given

from tests.factories.bad_bundles import sound
from tests.factories.bundles import Drawn, bundle_of, drawn, often
from zhitongche.arena.settlement.answers import answered
from zhitongche.arena.settlement.faults import BadBundle
from zhitongche.arena.settlement.reading import read
from zhitongche.arena.settlement.settling import settle
from zhitongche.arena.settlement.stability import stability


def left_out(document: dict[str, Any], judge: str) -> set[str] | None:
    """The champions of the document without the judge's rows; None where it cannot be settled."""
    ranked = {row["entry"] for row in answered(document)["results"] if row["rank"]}
    rest = deepcopy(document)
    rest["rules"]["min_judges"] = 1
    rest["judges"] = [row for row in rest["judges"] if row["code"] != judge]
    rest["recusals"] = [pair for pair in rest["recusals"] if pair[0] != judge]
    rest["scores"] = [row for row in rest["scores"] if row["judge"] != judge]
    for row in rest["entries"]:
        if row["code"] not in ranked:
            row["excluded"] = "was not ranked"
    try:
        return {row["entry"] for row in answered(rest)["results"] if row["champion"]}
    except BadBundle:
        return None


@often
@given(drawn(most_entries=5, judges=(1, 6)))
def test_stability_is_what_leaving_out_each_judge_comes_to(given_one: Drawn) -> None:
    document, _ = given_one
    bundle = bundle_of(document)
    settlement = settle(bundle)
    found = stability(bundle, settlement)
    champions = set(settlement.champions)
    assert set(found.lost) == champions
    for judge in bundle.judges:
        now = left_out(document, judge)
        assert (judge in found.needed) == (now is None)
        assert {entry for entry, judges in found.lost.items() if judge in judges} == champions - (now or set())
        assert {entry for entry, judges in found.gained.items() if judge in judges} == (now or set()) - champions
    assert set(found.unstable) == {entry for entry in champions if found.lost[entry]}


def test_a_title_that_one_judge_alone_gives_is_unstable() -> None:
    document = sound()
    document["rules"] |= {"method": "mean", "quota": "0.5", "tie_breaks": []}
    document["givens"][1]["points"] = "9"
    document["entries"][0].pop("adjustment")
    for row in document["scores"]:
        row["points"] = {("J1", "E1"): "9", ("J1", "E2"): "5", ("J2", "E1"): "6", ("J2", "E2"): "7"}[
            row["judge"], row["entry"]
        ]
    bundle = read(document)
    found = stability(bundle, settle(bundle))
    assert found.lost == {"E1": ("J1",)}
    assert found.gained == {"E2": ("J1",)}
    assert found.unstable == ("E1",)


def test_a_judge_who_holds_the_panel_together_is_needed() -> None:
    document = sound()
    document["rules"]["quota"] = "0.5"
    told = (("J1", "E1"), ("J2", "E1"), ("J2", "E2"), ("J3", "E2"))
    document["recusals"] = []
    document["scores"] = [
        {"judge": judge, "entry": entry, "criterion": criterion, "points": "8"}
        for judge, entry in told
        for criterion in ("c1", "c2")
    ]
    bundle = read(document)
    found = stability(bundle, settle(bundle))
    assert found.needed == ("J2",)
    assert found.lost == {"E1": ("J2",)}
