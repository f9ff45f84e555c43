"""What comes of a synthetic bout: its bundle under the codes that were drawn, settled as any other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from zhitongche.arena.judging.marks import plain
from zhitongche.arena.settlement import documents
from zhitongche.arena.settlement.bundle import SCHEMA
from zhitongche.arena.titles.bundling import Settled, computed


class Sheet(NamedTuple):
    """A judge's points for an entry, by the keys of both."""

    seat: int
    entry: int
    points: dict[str, str]


@dataclass
class Judged:
    """A bout whose scores are closed: entries and seats by their keys with their codes, the sheets, and what was given."""

    rules: Mapping[str, Any]
    entries: Mapping[int, str]
    seats: Mapping[int, str]
    sheets: Sequence[Sheet]
    given: Mapping[int, Mapping[str, Decimal]]

    @cached_property
    def settled(self) -> Settled:
        return computed(self._document())

    @property
    def results(self) -> list[tuple[Any, ...]]:
        """Each entry's key with its score, its rank and whether it is a champion."""
        keys = {code: key for key, code in self.entries.items()}
        rows = self.settled.answer["results"]
        return [(keys[row["entry"]], row["score"] or "", row["rank"], row["champion"]) for row in rows]

    @property
    def champions(self) -> list[int]:
        """Their keys, by serial."""
        return sorted(key for key, _score, _rank, is_champion in self.results if is_champion)

    def _document(self) -> dict[str, Any]:
        """The bundle of the bout, as `titles.bundling` reads it from the tables."""
        scores = [
            {"judge": self.seats[one.seat], "entry": self.entries[one.entry], "criterion": part, "points": points}
            for one in self.sheets
            for part, points in one.points.items()
        ]
        givens = [
            {"entry": code, "component": part, "points": plain(points)}
            for key, code in self.entries.items()
            for part, points in self.given[key].items()
        ]
        return documents.arranged(
            {
                "schema": SCHEMA,
                "rules": self.rules,
                "entries": [{"code": code} for code in self.entries.values()],
                "judges": [{"code": code} for code in self.seats.values()],
                "recusals": [],
                "scores": scores,
                "givens": givens,
            }
        )
