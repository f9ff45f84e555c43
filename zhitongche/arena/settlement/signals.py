"""What a supervisor should look at: unusual judging, never a penalty and never a change of any score.

A judge's lean (harsh or lenient) is no signal. A single total is one where it is far from the panel's middle, the lean
taken off, measured by how far this panel's totals usually are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from .settling import Totals

# Medians tell little of fewer.
FEWEST_TOTALS = 3
FEWEST_ENTRIES = 5
# How many times the usual distance is far for one judge, and for two or more who are off the same way on one entry; and
# what is never far, in points of a hundred. Tried on simulated panels (tests/arena/settlement/test_signals.py).
FAR = Fraction(8)
FAR_TOGETHER = Fraction(24, 5)
# A small panel tells less of what is usual: both limits grow by this number over the count of totals.
ROUGH = 20
NEVER_FAR = Fraction(3)


class Unusual(StrEnum):
    """What was noticed."""

    FAR_OFF = "far_off"
    TOGETHER = "together"
    ALL_THE_SAME = "all_the_same"
    TWINS = "twins"


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing to look at: the judges it is about, the entry where it is about one, and by how many points."""

    kind: Unusual
    judges: tuple[str, ...]
    entry: str | None = None
    points: Fraction | None = None


def signals(totals: Totals) -> list[Signal]:
    """Every signal of a bout's totals: far totals first, then judges who say one thing of all, then twins."""
    by_judge: dict[str, dict[str, Fraction]] = {}
    for entry in totals.of:
        for judge, total in totals.each(entry).items():
            by_judge.setdefault(judge, {})[entry] = total
    judges = sorted(by_judge)
    found = _far_off(totals, by_judge)
    found += [
        Signal(Unusual.ALL_THE_SAME, (judge,))
        for judge in judges
        if len(by_judge[judge]) >= FEWEST_ENTRIES and len(set(by_judge[judge].values())) == 1
    ]
    found += [
        Signal(Unusual.TWINS, pair) for pair in combinations(judges, 2) if _are_twins(*(by_judge[one] for one in pair))
    ]
    return found


def _far_off(totals: Totals, by_judge: Mapping[str, Mapping[str, Fraction]]) -> list[Signal]:
    middles = {entry: totals.median(entry) for entry, row in totals.of.items() if len(row) >= FEWEST_TOTALS}
    distances: dict[tuple[str, str], Fraction] = {}
    for judge in sorted(by_judge):
        off = {entry: total - middles[entry] for entry, total in by_judge[judge].items() if entry in middles}
        if len(off) >= FEWEST_ENTRIES:
            lean = _median(off.values())
            distances |= {(judge, entry): points - lean for entry, points in off.items()}
    if not distances:
        return []
    usual = _median(map(abs, distances.values())) * (1 + Fraction(ROUGH, len(distances)))
    return _alone(distances, max(FAR * usual, NEVER_FAR)) + _together(distances, max(FAR_TOGETHER * usual, NEVER_FAR))


def _alone(distances: Mapping[tuple[str, str], Fraction], limit: Fraction) -> list[Signal]:
    return [
        Signal(Unusual.FAR_OFF, (judge,), entry, points)
        for (judge, entry), points in distances.items()
        if abs(points) > limit
    ]


def _together(distances: Mapping[tuple[str, str], Fraction], limit: Fraction) -> list[Signal]:
    """Two or more judges off the same way on one entry; `points` is the least of theirs."""
    groups: dict[tuple[str, bool], dict[str, Fraction]] = {}
    for (judge, entry), points in distances.items():
        if abs(points) > limit:
            groups.setdefault((entry, points > 0), {})[judge] = points
    return [
        Signal(Unusual.TOGETHER, tuple(off), entry, min(off.values(), key=abs))
        for (entry, _), off in sorted(groups.items())
        if len(off) > 1
    ]


def _are_twins(one: Mapping[str, Fraction], other: Mapping[str, Fraction]) -> bool:
    """The same total to the last digit for every entry both have scored, several of them different ones."""
    common = one.keys() & other.keys()
    return (
        len(common) >= FEWEST_ENTRIES
        and all(one[entry] == other[entry] for entry in common)
        and len({one[entry] for entry in common}) > 1
    )


def _median(values: Iterable[Fraction]) -> Fraction:
    ordered = sorted(values)
    half = len(ordered) // 2
    return (ordered[half] + ordered[-half - 1]) / 2
