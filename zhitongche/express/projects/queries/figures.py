"""What the kept figures say: a place's projects by state and by the places in it. Nothing is counted here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import Substr

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import LENGTHS, inside, outermost

from ..models import ProjectTally
from ..states import State

AMOUNTS = ("investment_amount", "planned_amount", "committed_amount", "received_amount", "spent_amount")
# Up to here a reader's figures are sums of whole townships.
TOWNSHIP_DIGITS = 9


@dataclass
class Figures:
    """What a place's projects come to; `counts` by state. Amounts are yuan."""

    code: str
    counts: dict[State, int] = field(default_factory=lambda: dict.fromkeys(State, 0))
    amounts: dict[str, Decimal] = field(default_factory=lambda: dict.fromkeys(AMOUNTS, Decimal("0.00")))

    @property
    def count(self) -> int:
        return sum(self.counts.values())

    @property
    def gap(self) -> Decimal:
        """Investment less committed; what single projects have too much of makes up for nobody else's gap only here."""
        return self.amounts["investment_amount"] - self.amounts["committed_amount"]


def roll_up(scope: str) -> list[Figures]:
    """The figures of each place directly inside `scope`, by code; one statement over the kept rows of its townships.

    A township's own parts are its villages, which no row is kept for: it comes back as itself.
    """
    length = next((one for one in LENGTHS if one > len(scope)), TOWNSHIP_DIGITS)
    length = min(length, TOWNSHIP_DIGITS)
    sums = {name: Sum(name) for name in ("count", *AMOUNTS)}
    rows = (
        inside(ProjectTally.objects.all(), scope, "township")
        .annotate(place=Substr("township", 1, length))
        .order_by()
        .values_list("place", "state")
        .annotate(**sums)
    )
    found: dict[str, Figures] = {}
    for place, state, count, *amounts in rows:
        figures = found.setdefault(place, Figures(place))
        figures.counts[State(state)] += count
        for name, amount in zip(AMOUNTS, amounts, strict=True):
            figures.amounts[name] += amount
    return sorted(found.values(), key=lambda one: one.code)


def total(parts: Sequence[Figures], code: str) -> Figures:
    """The sum of the parts: a place is never counted apart from what lies in it."""
    whole = Figures(code)
    for part in parts:
        for state, count in part.counts.items():
            whole.counts[state] += count
        for name, amount in part.amounts.items():
            whole.amounts[name] += amount
    return whole


def state_counts(postings: Sequence[Posting]) -> dict[State, int]:
    """How many projects stand in each state, where the reader sees whole townships; else nothing."""
    reading = [posting for posting in postings if posting.may(Permission.PROJECT_READ)]
    if not reading or any(len(posting.scope) > TOWNSHIP_DIGITS for posting in reading):
        return {}
    if any(posting.department_id and len(posting.scope) != 6 for posting in reading):
        return {}
    counts = dict.fromkeys(State, 0)
    for scope in outermost([posting.scope for posting in reading]):
        for part in roll_up(scope):
            for state, count in part.counts.items():
                counts[state] += count
    return counts
