"""Which milestone the money does not reach: a pure function of the plan and what is committed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Cost:
    """One milestone as money sees it. The amount is yuan."""

    on: date
    amount: Decimal
    is_done: bool


def uncovered(costs: Iterable[Cost], committed: Decimal) -> tuple[date, Decimal] | None:
    """The day of the first open milestone that `committed` does not cover, with all before it, and what is missing then.

    None where every milestone is covered. What is done was paid for somehow: it is asked for no more.
    """
    total = Decimal(0)
    for cost in costs:
        total += cost.amount
        if not cost.is_done and total > committed:
            return cost.on, total - committed
    return None


def missing_first(costs: Iterable[Cost], committed: Decimal) -> Decimal:
    """What the first open milestone lacks, with all before it; what a later one lacks does not keep the works waiting."""
    total = Decimal(0)
    for cost in costs:
        total += cost.amount
        if not cost.is_done:
            return max(total - committed, Decimal(0))
    return Decimal(0)
