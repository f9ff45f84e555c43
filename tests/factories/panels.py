"""Simulated panels: entries of a known worth, judges who are harsh or lenient, and noise."""

from random import Random

from zhitongche.arena.settlement.settling import Totals

# Half points, as judges give them.
UNIT = 2


def worths(draw: Random, count: int) -> dict[str, float]:
    return {f"E{number:02}": draw.gauss(75, 6) for number in range(count)}


def leans(draw: Random, count: int, spread: float) -> dict[str, float]:
    return {f"J{number}": draw.gauss(0, spread) for number in range(count)}


def half_points(value: float) -> int:
    """Whole numbers of half points, from nothing to a hundred."""
    return max(0, min(100 * UNIT, round(value * UNIT)))


def panel(
    draw: Random,
    worth: dict[str, float],
    lean: dict[str, float],
    *,
    noise: float = 3.0,
    plan: dict[str, frozenset[str]] | None = None,
    lifted: dict[tuple[str, str], float] | None = None,
) -> Totals:
    """Everybody's totals; only those of `plan` where there is one; `lifted`: (judge, entry) → points out of line."""
    lifted = lifted or {}
    table = {
        entry: {
            judge: half_points(worth[entry] + lean[judge] + draw.gauss(0, noise) + lifted.get((judge, entry), 0.0))
            for judge in lean
            if plan is None or judge in plan[entry]
        }
        for entry in worth
    }
    return Totals(UNIT, table)
