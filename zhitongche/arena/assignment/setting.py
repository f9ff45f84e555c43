"""What is to be assigned, what came out, and why nothing could."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# Entry → its judges.
Plan = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Setting:
    """Each entry is to be scored by `per_entry` judges; `conflicts` holds the pairs (judge, entry) that must not meet."""

    judges: tuple[str, ...]
    entries: tuple[str, ...]
    per_entry: int
    conflicts: frozenset[tuple[str, str]] = frozenset()

    def may(self, judge: str, entry: str) -> bool:
        return (judge, entry) not in self.conflicts

    @property
    def score_count(self) -> int:
        """How many pairs of a judge and an entry there will be."""
        return len(self.entries) * self.per_entry

    @property
    def least_load(self) -> int:
        """Loads differ by at most one: every judge has this many entries or one more."""
        return self.score_count // len(self.judges)

    @property
    def most_load(self) -> int:
        return -(-self.score_count // len(self.judges))


class Reason(StrEnum):
    """Why there is no plan. All but the last are proofs; the last says that a search has ended without one."""

    NOBODY = "nobody"
    TOO_FEW_JUDGES = "too_few_judges"
    TOO_MANY_CONFLICTS = "too_many_conflicts"
    TOO_FEW_SCORES = "too_few_scores"
    CANNOT_BE_COMPARED = "cannot_be_compared"
    TOO_LITTLE_FOR = "too_little_for"
    TOO_MUCH_FOR = "too_much_for"
    NOT_FOUND = "not_found"


class NoPlan(ValueError):
    """There is no plan, and this is why.

    TOO_FEW_JUDGES: fewer than each entry needs. TOO_MANY_CONFLICTS: `entries` have fewer judges without a conflict.
    TOO_FEW_SCORES: fewer pairs than are needed to link all. CANNOT_BE_COMPARED: `judges` share no entry with the others,
    whatever is assigned. TOO_LITTLE_FOR: `judges` may only judge `entries`, and would have less than their load.
    TOO_MUCH_FOR: what `entries` still need would all fall to `judges`, and be more than their load.
    """

    def __init__(self, reason: Reason, *, judges: frozenset[str] = frozenset(), entries: frozenset[str] = frozenset()):
        super().__init__(f"{reason}: judges {sorted(judges)}, entries {sorted(entries)}")
        self.reason = reason
        self.judges = judges
        self.entries = entries
