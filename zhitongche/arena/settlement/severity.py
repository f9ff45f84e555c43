"""The severity-adjusted figure: least squares of total = entry + judge, in exact rationals (rule 4).

The effects of the judges sum to zero, so the entry's term is what a panel of all of them would have given it. The
equations are solved for the smaller side: seven judges are seven unknowns, however many entries there are.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import lcm

Table = Mapping[str, Mapping[str, int]]


def fitted(totals: Table) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    """(entry → its term, judge → its effect) of entry → judge → total; at least one entry, all of them connected."""
    by_judge: dict[str, dict[str, int]] = {}
    for entry, row in totals.items():
        for judge, total in row.items():
            by_judge.setdefault(judge, {})[entry] = total
    if len(by_judge) <= len(totals):
        effects = _smaller_side(by_judge, totals)
        terms = _larger_side(totals, effects)
    else:
        terms = _smaller_side(totals, by_judge)
        effects = _larger_side(by_judge, terms)
    shift = sum(effects.values(), Fraction(0)) / len(effects)
    return (
        {entry: term + shift for entry, term in terms.items()},
        {judge: effect - shift for judge, effect in effects.items()},
    )


def _larger_side(rows: Table, others: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """What is left for each row once the other side's terms are known: the mean of what they leave."""
    return {
        name: (sum(row.values()) - sum((others[other] for other in row), Fraction(0))) / len(row)
        for name, row in rows.items()
    }


def _smaller_side(rows: Table, columns: Table) -> dict[str, Fraction]:
    """The terms of the rows, the last one's set to zero: the normal equations with the columns' terms taken out.

    Multiplied by a common multiple of the columns' counts, so that all is in whole numbers.
    """
    names = list(rows)
    place = {name: number for number, name in enumerate(names)}
    common = lcm(*(len(column) for column in columns.values()))
    matrix = [[0] * (len(names) + 1) for _ in names]
    for name, row in rows.items():
        matrix[place[name]][place[name]] += common * len(row)
        matrix[place[name]][-1] += common * sum(row.values())
    for column in columns.values():
        share, total = common // len(column), sum(column.values())
        for name in column:
            line = matrix[place[name]]
            line[-1] -= share * total
            for other in column:
                line[place[other]] -= share
    solution = _solved([line[:-2] + line[-1:] for line in matrix[:-1]])
    return dict(zip(names, [*solution, Fraction(0)], strict=True))


def _solved(matrix: list[list[int]]) -> list[Fraction]:
    """Bareiss's elimination: whole numbers all the way, no pivot sought.

    A connected graph's matrix without one row and column is positive definite, so no pivot is ever zero.
    """
    size, before = len(matrix), 1
    for step in range(size):
        pivot = matrix[step]
        for line in matrix[step + 1 :]:
            factor = line[step]
            for column in range(step, size + 1):
                line[column] = (pivot[step] * line[column] - factor * pivot[column]) // before
        before = pivot[step]
    found: list[Fraction] = []
    for line in reversed(matrix):
        known = sum((a * b for a, b in zip(reversed(line[:-1]), found, strict=False)), Fraction(0))
        found.append((line[-1] - known) / line[size - 1 - len(found)])
    return found[::-1]
