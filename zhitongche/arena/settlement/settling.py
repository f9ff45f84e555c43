"""The rule itself: a sound bundle in, every entry's score, rank and title out (rules 2 to 8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor, lcm

from . import severity
from .bundle import Bundle, Method, Rules
from .decimals import shown
from .ranking import Tie, groups

# A trimmed mean leaves out two; with fewer than five totals anywhere nobody's are left out.
TRIMMED_FROM = 5


@dataclass(frozen=True, slots=True)
class Totals:
    """Every judge's total for every ranked entry: whole numbers over one `unit`. `raw` is the mean of an entry's totals."""

    unit: int
    of: Mapping[str, Mapping[str, int]]

    def each(self, entry: str) -> dict[str, Fraction]:
        return {judge: Fraction(total, self.unit) for judge, total in self.of[entry].items()}

    def raw(self, entry: str) -> Fraction:
        row = self.of[entry]
        return Fraction(sum(row.values()), len(row) * self.unit)

    def median(self, entry: str) -> Fraction:
        """The middle total, or the mean of the middle two."""
        ordered = sorted(self.of[entry].values())
        half = len(ordered) // 2
        return Fraction(ordered[half] + ordered[-half - 1], 2 * self.unit)


@dataclass(frozen=True, slots=True)
class Placing:
    """Where an entry stands. An unranked one has neither figure, score nor rank."""

    entry: str
    panel: Fraction | None = None
    score: Fraction | None = None
    shown: str | None = None
    rank: int | None = None
    is_champion: bool = False


@dataclass(frozen=True, slots=True)
class Settlement:
    """The whole result, and what explains it.

    `is_trimmed`: the highest and lowest total were left out. `effects`: judge → how many points above the panel, where
    the method looks for that. `left_out`: the entries of the first rank that did not fit although seats were left.
    """

    placings: tuple[Placing, ...]
    champions_allowed: int
    totals: Totals
    is_trimmed: bool
    effects: Mapping[str, Fraction]
    ties: tuple[Tie, ...]
    left_out: tuple[str, ...]

    @property
    def champions(self) -> tuple[str, ...]:
        return tuple(placing.entry for placing in self.placings if placing.is_champion)

    @property
    def ranked_count(self) -> int:
        return sum(placing.rank is not None for placing in self.placings)


def totals_of(bundle: Bundle) -> Totals:
    """100 · Σ(weight · points / max) / Σ weight, for each ranked entry and each judge that left no blank (rule 2)."""
    criteria = bundle.rules.criteria
    whole = sum((one.weight for one in criteria), Fraction(0))
    worth = {one.code: 100 * one.weight / (one.maximum * whole) for one in criteria}
    coarse = lcm(*(factor.denominator for factor in worth.values()))
    factors = {code: factor.numerator * (coarse // factor.denominator) for code, factor in worth.items()}
    panels: dict[str, dict[str, int]] = {entry: {} for entry in bundle.panels()}
    cells = [cell for cell in bundle.complete_cells() if cell[1] in panels]
    fine = lcm(*{points.denominator for _, _, cell in cells for points in cell.values()})
    for judge, entry, cell in cells:
        panels[entry][judge] = sum(
            factors[code] * points.numerator * (fine // points.denominator) for code, points in cell.items()
        )
    return Totals(coarse * fine, panels)


def panel_figures(rules: Rules, totals: Totals) -> tuple[dict[str, Fraction], bool, dict[str, Fraction]]:
    """(entry → the panel's figure, whether extremes were left out, judge → effect), by the method chosen (rule 4)."""
    table = totals.of
    if rules.method is Method.SEVERITY_ADJUSTED and table:
        terms, effects = severity.fitted(table)
        unit = totals.unit
        return (
            {entry: term / unit for entry, term in terms.items()},
            False,
            {judge: effects[judge] / unit for judge in sorted(effects)},
        )
    if rules.method is Method.TRIMMED_MEAN and table and min(map(len, table.values())) >= TRIMMED_FROM:
        figures = {}
        for entry, row in table.items():
            middle = sum(row.values()) - min(row.values()) - max(row.values())
            figures[entry] = Fraction(middle, (len(row) - 2) * totals.unit)
        return figures, True, {}
    return {entry: totals.raw(entry) for entry in table}, False, {}


def scores_of(bundle: Bundle, figures: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """(Wc · panel + Σ weight · 100 · points / max) / (Wc + Wg) + adjustment (rule 5)."""
    judged = sum((one.weight for one in bundle.rules.criteria), Fraction(0))
    whole = judged + sum((one.weight for one in bundle.rules.given), Fraction(0))
    worth = [(one.code, 100 * one.weight / (one.maximum * whole)) for one in bundle.rules.given]
    share = judged / whole
    found = {}
    for entry, figure in figures.items():
        score = share * figure
        for code, factor in worth:
            score += factor * bundle.givens[entry, code]
        found[entry] = score + bundle.entries[entry].adjustment
    return found


def tie_value(bundle: Bundle, totals: Totals, rule: str, entry: str) -> Fraction:
    """What a tie-break looks at, higher first (rule 6)."""
    kind, _, code = rule.partition(":")
    if kind == "median":
        return totals.median(entry)
    if kind == "given":
        return bundle.givens[entry, code]
    judges = totals.of[entry]
    return sum((bundle.cells[judge, entry][code] for judge in judges), Fraction(0)) / len(judges)


def settle(bundle: Bundle) -> Settlement:
    """The result of a sound bundle. Never more champions than ⌊quota × ranked entries⌋, whatever is tied (rule 7)."""
    totals = totals_of(bundle)
    figures, is_trimmed, effects = panel_figures(bundle.rules, totals)
    scores = scores_of(bundle, figures)
    ranks, ties = groups(scores, bundle.rules.tie_breaks, lambda rule, entry: tie_value(bundle, totals, rule, entry))
    allowed = floor(bundle.rules.quota * len(scores))
    texts = shown(scores.values())
    placings: list[Placing] = []
    left_out: tuple[str, ...] = ()
    is_open = True
    for group in ranks:
        rank = len(placings) + 1
        fits = len(placings) + len(group) <= allowed
        if is_open and not fits and len(placings) < allowed:
            left_out = group
        is_open = is_open and fits
        for entry in group:
            score = scores[entry]
            placings.append(Placing(entry, figures[entry], score, texts[score], rank, is_open))
    placings += [Placing(entry) for entry in bundle.entries if entry not in scores]
    return Settlement(tuple(placings), allowed, totals, is_trimmed, effects, ties, left_out)
