"""What a person is told of the own result adds up to it."""

from fractions import Fraction

from hypothesis import given

from tests.factories.bundles import Drawn, bundle_of, drawn, often
from tests.factories.contract_bundles import example
from zhitongche.arena.settlement.explaining import Fate, explained
from zhitongche.arena.settlement.ranking import Tie
from zhitongche.arena.settlement.reading import read
from zhitongche.arena.settlement.settling import settle


@often
@given(drawn(fewest_entries=1))
def test_the_parts_add_up_to_the_score_and_the_fate_is_the_entrys(given_one: Drawn) -> None:
    bundle = bundle_of(given_one[0])
    settlement = settle(bundle)
    for placing in settlement.placings:
        found = explained(bundle, settlement, placing.entry)
        assert (found.fate is Fate.CHAMPION) == placing.is_champion
        assert (found.fate is Fate.EXCLUDED) == (bundle.entries[placing.entry].excluded is not None)
        if placing.score is None:
            assert found.fate in {Fate.EXCLUDED, Fate.TOO_FEW_TOTALS}
            continue
        parts = [found.panel_part, *(found.given_parts or {}).values(), found.adjustment]
        assert sum((part or Fraction(0) for part in parts), Fraction(0)) == placing.score
        assert found.raw == sum(found.totals.values(), Fraction(0)) / len(found.totals)
        shared = [one for one in settlement.placings if one.score == placing.score]
        assert bool(found.ties) == (len(shared) > 1)


def test_every_fate_is_told() -> None:
    bundle = read(example())
    settlement = settle(bundle)
    assert [explained(bundle, settlement, entry).fate for entry in bundle.entries] == [
        Fate.CHAMPION,
        Fate.TIED_AT_THE_CUT,
        Fate.TIED_AT_THE_CUT,
        Fate.BELOW_THE_CUT,
        Fate.TOO_FEW_TOTALS,
    ]
    assert explained(bundle, settlement, "E2").ties == (
        Tie(("E1", "E2", "E3"), "criterion:c1"),
        Tie(("E2", "E3"), None),
    )
    document = example()
    document["entries"][0]["excluded"] = "withdrawn"
    withdrawn = read(document)
    assert explained(withdrawn, settle(withdrawn), "E1").fate is Fate.EXCLUDED
