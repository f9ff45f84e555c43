"""Finds a plan: loads by augmenting paths, which is exact; then connected parts are joined by exchanges."""

from collections.abc import Iterable, Mapping
from itertools import product
from random import Random

from .setting import NoPlan, Plan, Reason, Setting

# How often a plan is drawn anew, and how many exchanges are tried on each, before the search ends.
DRAWS = 40
EXCHANGES = 200

Part = tuple[frozenset[str], frozenset[str]]


def assign(setting: Setting, draw: Random) -> Plan:
    """A plan with equal loads (±1), without conflicts, connected; or `NoPlan` with the reason."""
    _refuse_what_cannot_be(setting)
    for _ in range(DRAWS):
        drawing = _Drawing(setting, draw)
        drawing.fill_judges()
        drawing.fill_entries()
        if drawing.join():
            return {entry: frozenset(drawing.chosen[entry]) for entry in setting.entries}
    raise NoPlan(Reason.NOT_FOUND)


def _refuse_what_cannot_be(setting: Setting) -> None:
    """The reasons that can be told without looking for a plan."""
    if not setting.judges or not setting.entries or setting.per_entry < 1:
        raise NoPlan(Reason.NOBODY)
    if setting.per_entry > len(setting.judges):
        raise NoPlan(Reason.TOO_FEW_JUDGES)
    free = {entry: [judge for judge in setting.judges if setting.may(judge, entry)] for entry in setting.entries}
    if short := frozenset(entry for entry, judges in free.items() if len(judges) < setting.per_entry):
        raise NoPlan(Reason.TOO_MANY_CONFLICTS, entries=short)
    # A connected graph has at least as many lines as points, less one.
    if setting.score_count < len(setting.entries) + len(setting.judges) - 1:
        raise NoPlan(Reason.TOO_FEW_SCORES)
    apart = parts(setting, free)
    if len(apart) > 1:
        judges, entries = min(apart, key=lambda part: (len(part[0]) + len(part[1]), sorted(part[0]), sorted(part[1])))
        raise NoPlan(Reason.CANNOT_BE_COMPARED, judges=judges, entries=entries)


def parts(setting: Setting, chosen: Mapping[str, Iterable[str]]) -> list[Part]:
    """The connected parts, each as (judges, entries)."""
    of_judge: dict[str, list[str]] = {judge: [] for judge in setting.judges}
    for entry in setting.entries:
        for judge in chosen[entry]:
            of_judge[judge].append(entry)
    seen_judges: set[str] = set()
    found = []
    for first in setting.judges:
        if first in seen_judges:
            continue
        judges, entries, waiting = {first}, set(), [first]
        while waiting:
            for entry in of_judge[waiting.pop()]:
                if entry not in entries:
                    entries.add(entry)
                    waiting += [judge for judge in chosen[entry] if judge not in judges]
                    judges.update(chosen[entry])
        seen_judges |= judges
        found.append((frozenset(judges), frozenset(entries)))
    return found


class _Drawing:
    """One plan in the making."""

    def __init__(self, setting: Setting, draw: Random) -> None:
        self.setting = setting
        self.draw = draw
        self.judges = draw.sample(setting.judges, len(setting.judges))
        self.entries = draw.sample(setting.entries, len(setting.entries))
        self.chosen: dict[str, set[str]] = {entry: set() for entry in setting.entries}
        self.load = dict.fromkeys(setting.judges, 0)

    def fill_judges(self) -> None:
        """Everybody's least load, by paths that take from nobody."""
        for judge in self.judges * self.setting.least_load:
            seen: set[str] = set()
            if not self._give(judge, seen):
                short = {judge} | {one for entry in seen for one in self.chosen[entry]}
                within = {entry for entry in self.entries if any(self.setting.may(one, entry) for one in short)}
                raise NoPlan(Reason.TOO_LITTLE_FOR, judges=frozenset(short), entries=frozenset(within))
            self.load[judge] += 1

    def _give(self, judge: str, seen: set[str]) -> bool:
        """One entry more for the judge; an entry that is full passes one of its judges on to another entry."""
        for entry in self.entries:
            if entry in seen or judge in self.chosen[entry] or not self.setting.may(judge, entry):
                continue
            seen.add(entry)
            if len(self.chosen[entry]) < self.setting.per_entry:
                self.chosen[entry].add(judge)
                return True
            for other in sorted(self.chosen[entry]):
                if self._give(other, seen):
                    self.chosen[entry].remove(other)
                    self.chosen[entry].add(judge)
                    return True
        return False

    def fill_entries(self) -> None:
        """The judges that entries still lack; no load falls below the least again."""
        for entry in self.entries:
            while len(self.chosen[entry]) < self.setting.per_entry:
                seen: set[str] = set()
                if not self._find(entry, seen):
                    crowded = {entry} | {one for one in self.entries if seen & self.chosen[one]}
                    raise NoPlan(Reason.TOO_MUCH_FOR, judges=frozenset(seen), entries=frozenset(crowded))

    def _find(self, entry: str, seen: set[str]) -> bool:
        """One judge more for the entry; a judge with a full load passes one entry on to another judge."""
        for judge in self.judges:
            if judge in seen or judge in self.chosen[entry] or not self.setting.may(judge, entry):
                continue
            seen.add(judge)
            if self.load[judge] < self.setting.most_load:
                self.load[judge] += 1
                self.chosen[entry].add(judge)
                return True
            for other in [one for one in self.entries if judge in self.chosen[one]]:
                if self._find(other, seen):
                    self.chosen[other].remove(judge)
                    self.chosen[entry].add(judge)
                    return True
        return False

    def join(self) -> bool:
        """Exchanges judges between entries until all hangs together; whether it came to that."""
        apart = parts(self.setting, self.chosen)
        for _ in range(EXCHANGES):
            if len(apart) == 1:
                return True
            moves = self._moves()
            if not moves:
                return False
            self.draw.shuffle(moves)
            for move in moves:
                self._swap(*move)
                now = parts(self.setting, self.chosen)
                if len(now) < len(apart):
                    break
                self._swap(*_back(move))
            else:
                # No exchange joins anything at once: one of them is made all the same, and the search goes on from there.
                self._swap(*moves[0])
                now = parts(self.setting, self.chosen)
            apart = now
        return False

    def _moves(self) -> list[tuple[str, str, str, str | None]]:
        """(entry, its judge, another judge, the entry that takes the first judge for that one).

        None for the last: the other judge has the smaller load, and takes the entry over.
        """
        found: list[tuple[str, str, str, str | None]] = []
        for entry in self.setting.entries:
            lacking = [judge for judge in self.setting.judges if judge not in self.chosen[entry]]
            for own, other in product(sorted(self.chosen[entry]), lacking):
                if not self.setting.may(other, entry):
                    continue
                if self.load[other] < self.load[own]:
                    found.append((entry, own, other, None))
                found += [
                    (entry, own, other, second)
                    for second in self.setting.entries
                    if other in self.chosen[second] and own not in self.chosen[second] and self.setting.may(own, second)
                ]
        return found

    def _swap(self, entry: str, own: str, other: str, second: str | None) -> None:
        self.chosen[entry].remove(own)
        self.chosen[entry].add(other)
        if second is None:
            self.load[own] -= 1
            self.load[other] += 1
        else:
            self.chosen[second].remove(other)
            self.chosen[second].add(own)


def _back(move: tuple[str, str, str, str | None]) -> tuple[str, str, str, str | None]:
    entry, own, other, second = move
    return entry, other, own, second
