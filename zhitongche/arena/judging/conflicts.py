"""Who must not judge whose entry (回避): pure functions over places and units, looked at when a panel or its entries change."""

from collections.abc import Iterable
from dataclasses import dataclass

from .models import Recusal

TOWNSHIP, VILLAGE = 9, 12
Ground = Recusal.Ground


@dataclass(frozen=True)
class Ties:
    """What binds a judge: codes of townships and villages served in now and before, and the units worked for."""

    now: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()


def ties(serving: Iterable[str], served: Iterable[str], units: Iterable[str]) -> Ties:
    """Only places that are a township or a village bind: who serves the county serves no entrant in particular."""
    return Ties(
        frozenset(code for code in serving if len(code) >= TOWNSHIP),
        frozenset(code for code in served if len(code) >= TOWNSHIP),
        frozenset(tidy for unit in units if (tidy := unit.strip())),
    )


def ground(judge: Ties, village: str, unit: str) -> Ground | None:
    """The first reason why this judge must not judge the entry of that village, from that sending unit; None where there is none.

    Own village before own township before the unit, and a former posting last: what is told is what weighs most.
    """
    if any(code == village for code in judge.now):
        return Ground.OWN_VILLAGE
    if any(code[:TOWNSHIP] == village[:TOWNSHIP] for code in judge.now):
        return Ground.OWN_TOWNSHIP
    if unit.strip() and unit.strip() in judge.units:
        return Ground.OWN_UNIT
    if any(village.startswith(code) for code in judge.before):
        return Ground.FORMER_POSTING
    return None
