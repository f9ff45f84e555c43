"""Who stands before whom: by score, then by each tie-break in the order that was fixed beforehand (rule 6)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Tie:
    """Entries that were equal in all before, and the rule that told them apart; None where none did."""

    entries: tuple[str, ...]
    rule: str | None


def groups(
    scores: Mapping[str, Fraction], tie_breaks: Sequence[str], value: Callable[[str, str], Fraction]
) -> tuple[list[tuple[str, ...]], tuple[Tie, ...]]:
    """The ranks from the top, each with the codes that share it in order; and every tie there was."""
    ties: list[Tie] = []

    def parted(entries: list[str], rules: Sequence[str]) -> list[tuple[str, ...]]:
        if len(entries) == 1:
            return [(entries[0],)]
        if not rules:
            ties.append(Tie(tuple(entries), None))
            return [tuple(entries)]
        parts = _by({entry: value(rules[0], entry) for entry in entries})
        if len(parts) > 1:
            ties.append(Tie(tuple(entries), rules[0]))
        return [group for part in parts for group in parted(part, rules[1:])]

    found = [group for part in _by(scores) for group in parted(part, tie_breaks)]
    return found, tuple(ties)


def _by(values: Mapping[str, Fraction]) -> list[list[str]]:
    """Entries of one value together, the highest value first, codes in order within."""
    found: dict[Fraction, list[str]] = {}
    for entry in sorted(values):
        found.setdefault(values[entry], []).append(entry)
    return [found[key] for key in sorted(found, reverse=True)]
