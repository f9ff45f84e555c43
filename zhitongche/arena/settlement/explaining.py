"""Why an entry stands where it stands, for the person whose entry it is: parts that add up to the score, and the cut."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .bundle import Bundle
from .ranking import Tie
from .settling import Settlement


class Fate(StrEnum):
    """What became of an entry."""

    CHAMPION = "champion"
    # Seats were left, fewer than share its rank: all of them or none, so none.
    TIED_AT_THE_CUT = "tied_at_the_cut"
    BELOW_THE_CUT = "below_the_cut"
    TOO_FEW_TOTALS = "too_few_totals"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Explanation:
    """One entry's result in parts. `panel_part`, `given_parts` and `adjustment` add up to the score, exactly.

    `totals`: judge → total; `raw`: their mean, beside the `panel`'s figure that the method made of them. `ties`: those the
    entry was in, each with the rule that decided it. An unranked entry has its fate and nothing else.
    """

    fate: Fate
    totals: Mapping[str, Fraction]
    raw: Fraction | None = None
    panel: Fraction | None = None
    panel_part: Fraction | None = None
    given_parts: Mapping[str, Fraction] | None = None
    adjustment: Fraction | None = None
    ties: tuple[Tie, ...] = ()


def explained(bundle: Bundle, settlement: Settlement, entry: str) -> Explanation:
    """The explanation of an entry of this bundle, settled as `settlement`."""
    placing = next(one for one in settlement.placings if one.entry == entry)
    if placing.panel is None:
        is_excluded = bundle.entries[entry].excluded is not None
        return Explanation(Fate.EXCLUDED if is_excluded else Fate.TOO_FEW_TOTALS, {})
    rules = bundle.rules
    judged = sum((one.weight for one in rules.criteria), Fraction(0))
    whole = judged + sum((one.weight for one in rules.given), Fraction(0))
    fate = Fate.BELOW_THE_CUT
    if placing.is_champion:
        fate = Fate.CHAMPION
    elif entry in settlement.left_out:
        fate = Fate.TIED_AT_THE_CUT
    return Explanation(
        fate=fate,
        totals=settlement.totals.each(entry),
        raw=settlement.totals.raw(entry),
        panel=placing.panel,
        panel_part=judged * placing.panel / whole,
        given_parts={
            one.code: one.weight * 100 * bundle.givens[entry, one.code] / one.maximum / whole for one in rules.given
        },
        adjustment=bundle.entries[entry].adjustment,
        ties=tuple(tie for tie in settlement.ties if entry in tie.entries),
    )
