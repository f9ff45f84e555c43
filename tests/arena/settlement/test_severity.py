"""On panels where not everyone judges all, taking off the judges' severity comes nearest to the truth."""

from collections.abc import Callable, Mapping
from itertools import combinations
from random import Random
from statistics import fmean, median, pstdev

from tests.factories import panels
from zhitongche.arena.assignment.assigning import assign
from zhitongche.arena.assignment.setting import Setting
from zhitongche.arena.settlement.settling import Totals
from zhitongche.arena.settlement.severity import fitted

ENTRIES, JUDGES, PER_ENTRY = 24, 7, 3


def agreement(found: Mapping[str, float], truth: Mapping[str, float]) -> float:
    """Kendall's tau: pairs in the right order less those in the wrong one, of all."""
    signs = [(found[one] - found[two]) * (truth[one] - truth[two]) for one, two in combinations(truth, 2)]
    return sum((sign > 0) - (sign < 0) for sign in signs) / len(signs)


def by_severity(totals: Totals) -> dict[str, float]:
    return {entry: float(term) for entry, term in fitted(totals.of)[0].items()}


def by_z_score(totals: Totals) -> dict[str, float]:
    """Each judge's totals against that judge's own mean and spread."""
    own: dict[str, list[int]] = {}
    for row in totals.of.values():
        for judge, total in row.items():
            own.setdefault(judge, []).append(total)
    return {
        entry: fmean((total - fmean(own[judge])) / (pstdev(own[judge]) or 1) for judge, total in row.items())
        for entry, row in totals.of.items()
    }


WAYS: dict[str, Callable[[Totals], dict[str, float]]] = {
    "severity": by_severity,
    "mean": lambda totals: {entry: fmean(row.values()) for entry, row in totals.of.items()},
    "median": lambda totals: {entry: median(row.values()) for entry, row in totals.of.items()},
    "z-score": by_z_score,
}


def test_severity_agrees_with_the_truth_better_than_mean_median_and_z_score(
    rounds: Callable[..., int], figure: Callable[[str, object], None]
) -> None:
    count = rounds(short=60, long=1000)
    found: dict[str, list[float]] = {way: [] for way in WAYS}
    for seed in range(count):
        draw = Random(seed)
        worth, lean = panels.worths(draw, ENTRIES), panels.leans(draw, JUDGES, 6.0)
        plan = dict(assign(Setting(tuple(lean), tuple(worth), PER_ENTRY), draw))
        totals = panels.panel(draw, worth, lean, plan=plan)
        for way, work_out in WAYS.items():
            found[way].append(agreement(work_out(totals), worth))
    means = {way: fmean(values) for way, values in found.items()}
    for way, value in means.items():
        figure(way, round(value, 3))
    assert means["severity"] > max(means["mean"], means["median"], means["z-score"]) + 0.02


def test_a_judge_found_harsh_is_the_harsh_one() -> None:
    draw = Random(7)
    worth = panels.worths(draw, ENTRIES)
    lean = {"J0": -8.0, "J1": 0.0, "J2": 8.0, "J3": 0.0, "J4": 0.0}
    plan = dict(assign(Setting(tuple(lean), tuple(worth), 3), draw))
    effects = fitted(panels.panel(draw, worth, lean, noise=1.0, plan=plan).of)[1]
    assert min(effects, key=effects.__getitem__) == "J0"
    assert max(effects, key=effects.__getitem__) == "J2"


def test_more_judges_than_entries_are_solved_from_the_other_side() -> None:
    totals = {"E1": {"J1": 10, "J2": 20, "J3": 30}, "E2": {"J3": 40, "J4": 60}}
    terms, effects = fitted(totals)
    assert sum(effects.values()) == 0
    for entry, row in totals.items():
        assert sum(total - terms[entry] - effects[judge] for judge, total in row.items()) == 0
    assert effects["J3"] == 30 - terms["E1"] == 40 - terms["E2"]
