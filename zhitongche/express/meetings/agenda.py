"""What the next meeting should hear, and why: a pure function of what is known about each open problem.

The order, from the mission (E7) and features.md 28 and 34: promises of earlier meetings that were not kept, what was
carried over, then by weight; of equal places the counties take turns, so that none is heard last every time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

# What a working day of waiting, and one of lateness, weighs; urgent ones count as a month of waiting.
AGE, LATE, URGENT, UNLED = 1, 3, 22, 5
# Money held up, in yuan: every 100,000 weighs one, 40 at most, so that no sum drowns what is old.
MONEY_STEP, MOST_MONEY = Decimal(100_000), 40
MOST = 60


class Reason(TextChoices):
    """Why an item stands on the agenda; `reasons` hold the code and its figure."""

    UNKEPT = "unkept", pgettext_lazy("agenda", "a promise of an earlier meeting was not kept")
    CARRIED = "carried", pgettext_lazy("agenda", "carried over from the last meeting")
    LATE = "late", pgettext_lazy("agenda", "late")
    AGE = "age", pgettext_lazy("agenda", "open for long")
    MONEY = "money", pgettext_lazy("agenda", "holds up %(figure)s")
    URGENT = "urgent", pgettext_lazy("agenda", "urgent")
    UNLED = "unled", pgettext_lazy("agenda", "nobody leads it yet")
    CHOSEN = "chosen", pgettext_lazy("agenda", "chosen by the organizer")


@dataclass(frozen=True)
class Candidate:
    """What is known of one open problem; days are whole days, the amount yuan."""

    problem: Any
    county: str
    days_open: int
    days_late: int = 0
    amount: Decimal = Decimal(0)
    is_urgent: bool = False
    is_led: bool = True
    is_carried: bool = False
    # The earliest unkept promise of an earlier meeting about it.
    unkept: Any = None


@dataclass(frozen=True)
class Proposed:
    """A candidate with its weight and the reasons for it, the heaviest first."""

    candidate: Candidate
    weight: int
    reasons: list[dict[str, str]] = field(default_factory=list)


def propose(candidates: Iterable[Candidate]) -> list[Proposed]:
    """At most `MOST` candidates in the order they should be heard."""
    weighed = [_weigh(one) for one in candidates]
    first = sorted((one for one in weighed if one.candidate.unkept), key=_order)
    second = sorted((one for one in weighed if one.candidate.is_carried and not one.candidate.unkept), key=_order)
    rest = [one for one in weighed if not (one.candidate.unkept or one.candidate.is_carried)]
    return [*first, *second, *_in_turns(sorted(rest, key=_order))][:MOST]


def _weigh(candidate: Candidate) -> Proposed:
    money = min(int(candidate.amount / MONEY_STEP), MOST_MONEY)
    parts = [
        (candidate.days_late * LATE, Reason.LATE, str(candidate.days_late)),
        (candidate.days_open * AGE, Reason.AGE, str(candidate.days_open)),
        (money, Reason.MONEY, str(candidate.amount)),
        (URGENT * candidate.is_urgent, Reason.URGENT, ""),
        (UNLED * (not candidate.is_led), Reason.UNLED, ""),
    ]
    told = [
        {"code": Reason.UNKEPT.value, "figure": candidate.unkept.number if candidate.unkept else ""},
        {"code": Reason.CARRIED.value, "figure": ""},
    ]
    marked = [one for one, stands in zip(told, (candidate.unkept, candidate.is_carried), strict=True) if stands]
    heavy = sorted((part for part in parts if part[0]), key=lambda part: -part[0])
    weight = sum(part[0] for part in parts)
    return Proposed(candidate, weight, [*marked, *({"code": code.value, "figure": said} for _w, code, said in heavy)])


def _order(one: Proposed) -> tuple[int, int]:
    return (-one.weight, one.candidate.problem.pk)


def _in_turns(ordered: Sequence[Proposed]) -> list[Proposed]:
    """Round after round, each county's next; within a round the heavier first."""
    seen: dict[str, int] = {}
    placed = []
    for one in ordered:
        round_ = seen.get(one.candidate.county, 0)
        seen[one.candidate.county] = round_ + 1
        placed.append((round_, one))
    return [one for _round, one in sorted(placed, key=lambda pair: (pair[0], *_order(pair[1])))]
