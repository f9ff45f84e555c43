"""Across bouts: percentiles, the table of a season, its end, and who may stand in a half-yearly final.

Only settled bouts count, and an entry is followed by its person.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from .ranking import groups

# Talks are proposed for at most this share of the table, from its end.
BOTTOM = Fraction(1, 10)
# Of an alliance's settled bouts while a person was a member; with fewer there is no figure.
LEAST_SHARE = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's place in the table of a season."""

    person: str
    figure: Fraction
    rank: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who may stand in a final, with both grounds. `figure` is the mean percentile, where there is one."""

    person: str
    champion_count: int
    is_recommended: bool
    figure: Fraction | None


def percentiles(ranks: Mapping[str, int]) -> dict[str, Fraction]:
    """100 · (b + t/2) / n of each ranked entry: b ranked below it, t sharing its rank, itself included."""
    counts: dict[int, int] = {}
    for rank in ranks.values():
        counts[rank] = counts.get(rank, 0) + 1
    below, passed = {}, 0
    for rank in sorted(counts, reverse=True):
        below[rank] = passed
        passed += counts[rank]
    return {entry: 100 * (below[rank] + Fraction(counts[rank], 2)) / len(ranks) for entry, rank in ranks.items()}


def season_table(ranked: Mapping[str, Sequence[Fraction]], bout_counts: Mapping[str, int]) -> list[Standing]:
    """The table. `ranked`: person → percentiles of the bouts they were ranked in; `bout_counts`: person → settled bouts
    of their alliance while they were members.
    """
    figures = {
        person: sum(found, Fraction(0)) / len(found)
        for person, found in ranked.items()
        if found and len(found) >= LEAST_SHARE * bout_counts[person]
    }
    order, _ = groups(figures, (), lambda _rule, person: figures[person])
    table: list[Standing] = []
    for group in order:
        rank = len(table) + 1
        table += [Standing(person, figures[person], rank) for person in group]
    return table


def bottom(table: Sequence[Standing]) -> tuple[str, ...]:
    """The last ⌊0.10 · n⌋ of a table, a whole rank at a time; the first rank that does not fit ends it.

    A tie therefore never pushes anybody in.
    """
    most = floor(BOTTOM * len(table))
    ranks = sorted({standing.rank for standing in table}, reverse=True)
    found: list[str] = []
    for rank in ranks:
        group = [standing.person for standing in table if standing.rank == rank]
        if len(found) + len(group) > most:
            break
        found += group
    return tuple(sorted(found))


def candidates(
    champion_counts: Mapping[str, int],
    recommended: Collection[str],
    figures: Mapping[str, Fraction],
    *,
    either: bool = False,
) -> list[Candidate]:
    """Who may stand: champion since the last final and recommended by the township committee.

    `either`: the organizer has chosen that one of the two is enough. Listed by champion count, then mean percentile, then
    code; who has no figure comes after those who have.
    """
    people = {person for person, count in champion_counts.items() if count} | set(recommended)
    found = [
        Candidate(person, champion_counts.get(person, 0), person in recommended, figures.get(person))
        for person in sorted(people)
        if either or (champion_counts.get(person, 0) and person in recommended)
    ]
    return sorted(found, key=lambda one: (-one.champion_count, one.figure is None, -(one.figure or 0)))
