"""The indicator library that a new installation begins with: five aspects, thirty items, a hundred points; our own template."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from zhitongche.arena.indicators.models import Aspect, Filling
from zhitongche.arena.indicators.operations import Item

NAME = "默认指标库（第1版）"
_ROWS = Path(__file__).with_name("indicators.csv")
_ASPECTS = {
    "LD": Aspect.LEADERSHIP,
    "PW": Aspect.POWER,
    "SV": Aspect.OVERSIGHT,
    "GV": Aspect.GOVERNANCE,
    "MS": Aspect.PEOPLE,
}
_FROM_RECORDS = frozenset({"LD-01", "LD-02", "SV-03", "MS-01", "MS-03"})
_PARTLY = frozenset({"LD-06", "LD-07", "PW-04", "SV-05", "GV-06", "MS-02"})


def items() -> Iterator[Item]:
    """The items in the order of the sheet."""
    with _ROWS.open(encoding="utf-8", newline="") as sheet:
        for row in csv.DictReader(sheet):
            code = row["item_code"]
            yield Item(
                code=code,
                aspect=_ASPECTS[code[:2]],
                name=row["item_zh"],
                name_en=row["item_en"],
                max_points=Decimal(row["max_points"]),
                evidence=row["evidence"],
                scoring_rule=row["scoring_rule"],
                filling=_filling(code),
            )


def _filling(code: str) -> str:
    if code in _FROM_RECORDS:
        return Filling.RECORDS
    return Filling.PARTLY if code in _PARTLY else Filling.PEOPLE
