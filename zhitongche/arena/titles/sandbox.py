"""Other rules for a contest that has been settled, and who would change: computed from what is kept, and never written."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from math import floor
from typing import Any

from zhitongche.arena.settlement.publishing import changes
from zhitongche.arena.settlement.reading import read

# A share of the ranked entries that allows so many places, to the last of these decimals and not below.
FINEST = Decimal("0.000001")
RANKED, ALL = "ranked", "all"
# What decides ties, in this order.
TIE_BREAKS = ("tie_break_1", "tie_break_2", "tie_break_3")


@dataclass(frozen=True)
class Tried:
    """Who would come and who would go, by code; and how many places there would be."""

    comes: tuple[str, ...]
    goes: tuple[str, ...]
    rules: Mapping[str, Any]


def tried(answer: Mapping[str, Any], rules: Mapping[str, Any], base: str = RANKED) -> Tried:
    """Settle a kept document by other rules. Raises BadBundle where these cannot be used.

    `base`: the quota is of the ranked entries, as the contract says, or of all that were judged.
    """
    other = {**answer, "rules": dict(rules)}
    if base == ALL:
        other["rules"]["quota"] = _of_all(other)
    found = changes(answer, other)
    comes = tuple(entry for entry, (_before, after) in found.items() if after)
    goes = tuple(entry for entry, (before, _after) in found.items() if before)
    return Tried(comes, goes, other["rules"])


def _of_all(document: Mapping[str, Any]) -> str:
    """The quota of the ranked ones that allows as many places as the given one of all entries; never above all."""
    bundle = read(document)
    ranked = len(bundle.panels())
    wanted = floor(bundle.rules.quota * len(bundle.entries))
    if not ranked or wanted >= ranked:
        return "1"
    share = Fraction(wanted, ranked)
    return f"{(Decimal(share.numerator) / share.denominator).quantize(FINEST, ROUND_CEILING):f}"


def rules_with(rules: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The contest's rules with what was typed in the place of theirs; what was left empty stays.

    `given`: quota, method, what decides ties in the order of `TIE_BREAKS`, and `weight_CODE` of a component.
    """
    breaks = [given[name] for name in TIE_BREAKS if given.get(name)]
    return {
        **rules,
        "quota": f"{given['quota']:f}" if given.get("quota") is not None else rules["quota"],
        "method": given.get("method") or rules["method"],
        "tie_breaks": breaks or rules["tie_breaks"],
        **{part: [_weighed(one, given) for one in rules[part]] for part in ("criteria", "given")},
    }


def _weighed(component: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    weight = given.get(f"weight_{component['code']}")
    return {**component, "weight": f"{weight:f}" if weight is not None else component["weight"]}
