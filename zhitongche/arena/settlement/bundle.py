"""A bundle once it has been read: what a settlement is computed from, and from nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

SCHEMA = "zhitongche.settlement/1"
# The keys that a settlement is computed from, and those it answers with.
INPUT_KEYS = ("schema", "rules", "entries", "judges", "recusals", "scores", "givens")
ANSWER_KEYS = ("results", "champions_allowed", "digest")


class Method(StrEnum):
    """How a panel's totals become one figure; chosen before the bout is opened."""

    MEAN = "mean"
    TRIMMED_MEAN = "trimmed_mean"
    SEVERITY_ADJUSTED = "severity_adjusted"


@dataclass(frozen=True, slots=True)
class Component:
    """A criterion that judges score, or what is given from records; `maximum` points are worth the whole `weight`."""

    code: str
    weight: Fraction
    maximum: Fraction


@dataclass(frozen=True, slots=True)
class Rules:
    """What was fixed and digested when the bout was opened."""

    quota: Fraction
    method: Method
    min_judges: int
    tie_breaks: tuple[str, ...]
    criteria: tuple[Component, ...]
    given: tuple[Component, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `excluded` is the reason for which it is left out of the ranking, where there is one."""

    code: str
    adjustment: Fraction = Fraction(0)
    excluded: str | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """The whole of a sealed bout. `cells`: (judge, entry) → criterion → points; `givens`: (entry, component) → points."""

    rules: Rules
    entries: Mapping[str, Entry]
    judges: tuple[str, ...]
    recusals: frozenset[tuple[str, str]]
    cells: Mapping[tuple[str, str], Mapping[str, Fraction]]
    givens: Mapping[tuple[str, str], Fraction]

    def complete_cells(self) -> Iterator[tuple[str, str, Mapping[str, Fraction]]]:
        """(judge, entry, points) where the judge has a total: no criterion left blank, and not recused (rule 2)."""
        count = len(self.rules.criteria)
        for (judge, entry), points in self.cells.items():
            if len(points) == count and (judge, entry) not in self.recusals:
                yield judge, entry, points

    def panels(self) -> dict[str, list[str]]:
        """The ranked entries, each with the judges that have a total for it (rule 3)."""
        found: dict[str, list[str]] = {code: [] for code, entry in self.entries.items() if entry.excluded is None}
        for judge, entry, _ in self.complete_cells():
            if entry in found:
                found[entry].append(judge)
        return {entry: judges for entry, judges in found.items() if len(judges) >= self.rules.min_judges}
