"""What becomes of each row of a sheet, before anything is done: what every room's reading of a list comes to, and how it is told."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ..errors import BadInput, Sentence
from .guard import cell_name
from .reading import Faults, Line, Sheet

# More are not read by anybody on a page; the figures above them count all.
MOST_SHOWN = 200
# Of cells with the same fault so many are named beside the first.
MOST_NAMED = 12


class Fate(TextChoices):
    """What becomes of a row; the order is the one in which a reader looks at them."""

    FAULTY = "faulty", _("Cannot be taken")
    CHANGED = "changed", _("Changes the entry")
    CORRECTION = "correction", _("Corrects what is here")
    DIFFERS = "differs", _("Here already, told otherwise")
    NEW = "new", _("New")
    TWICE = "twice", _("Twice in the sheet")
    OVER = "over", _("Over: left out")
    UNCHANGED = "unchanged", _("Here already")


# What taking the sheet does something with.
DOING = frozenset({Fate.NEW, Fate.CHANGED, Fate.CORRECTION})
_PLACES = {fate: place for place, fate in enumerate(Fate)}
_TONES = {Fate.FAULTY: "urgent", Fate.TWICE: "dim", Fate.OVER: "dim", Fate.UNCHANGED: "dim"}


class Row(Protocol):
    """A row as every room knows it: its line, its fate, the number of what it is once it is something, a word beside it."""

    line: Line
    fate: Fate
    note: str

    @property
    def number(self) -> str: ...


R = TypeVar("R", bound=Row)


@dataclass
class Plan(Generic[R]):
    """A sheet with the fate of each of its rows. It can be carried out only where no fault is left."""

    sheet: Sheet
    faults: Faults = field(default_factory=Faults)
    rows: list[R] = field(default_factory=list)

    def of(self, fate: Fate) -> list[R]:
        return [row for row in self.rows if row.fate is fate]

    @property
    def new(self) -> list[R]:
        return self.of(Fate.NEW)

    @property
    def to_do(self) -> int:
        """How many rows would be acted on."""
        return sum(row.fate in DOING for row in self.rows)

    def counts(self) -> dict[Fate, int]:
        return {fate: len(self.of(fate)) for fate in Fate}

    @property
    def has_faults(self) -> bool:
        return bool(self.faults)

    def faults_told(self) -> dict[str, Sentence]:
        """Every fault as `row:column`, in the order of the rows."""
        return self.faults.in_order()

    def refuse_faults(self) -> None:
        """Raises BadInput with every fault, where there is one."""
        if self.has_faults:
            raise BadInput(self.faults_told())


# ---- for a page ------------------------------------------------------------------------------------------------------


def shown(plan: Plan[R]) -> list[R]:
    """What needs a look first, each kind in the sheet's order; no more than anybody reads."""
    return sorted(plan.rows, key=lambda row: (_PLACES[row.fate], row.line.number))[:MOST_SHOWN]


def cells(row: Row) -> dict[str, Any]:
    """What every list says of a row: its number in the sheet, its fate, what it is, the word beside it."""
    told = {"number": row.line.number, "fate": row.fate.label, "tone": _TONES.get(row.fate, "")}
    return {**told, "thing": "" if row.fate in {Fate.NEW, Fate.FAULTY} else row.number, "note": row.note}


def figures(plan: Plan[Any]) -> list[tuple[Any, int]]:
    """How many rows meet each fate, in the order of looking; what meets none is left out."""
    return [(fate.label, count) for fate, count in plan.counts().items() if count]


def faults(sheet: Sheet, found: Faults) -> list[dict[str, Any]]:
    """Each fault with the cell as the sheet names it: C12 (村). The same in many cells of a column is told once, with the others."""
    alike: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for place, sentence in found.in_order().items():
        cell = _parts(place)
        alike.setdefault((cell[1], str(sentence)), []).append(cell)
    return [
        {
            "cell": sheet.place(*cells[0]),
            "sentence": sentence,
            "others": [cell_name(*cell) for cell in cells[1 : MOST_NAMED + 1]],
            "more": max(len(cells) - 1 - MOST_NAMED, 0),
        }
        for (_column, sentence), cells in list(alike.items())[:MOST_SHOWN]
    ]


# ---- for a program ---------------------------------------------------------------------------------------------------


def told(plan: Plan[Any]) -> list[dict[str, Any]]:
    """Every row as the contract tells it."""
    found: dict[int, list[tuple[int, Sentence]]] = {}
    for place, sentence in plan.faults.in_order().items():
        row, column = _parts(place)
        found.setdefault(row, []).append((column, sentence))
    return [_told(row, found.get(row.line.number, ()), plan.sheet.headings) for row in plan.rows]


def _told(row: Row, found: Iterable[tuple[int, Sentence]], headings: tuple[str, ...]) -> dict[str, Any]:
    return {
        "row": row.line.number,
        "fate": row.fate.value,
        "number": row.number or None,
        "note": row.note or None,
        "faults": [
            {"column": headings[column - 1] if column <= len(headings) else "", "msg": said} for column, said in found
        ],
    }


def _parts(place: str) -> tuple[int, int]:
    row, column = place.split(":")
    return int(row), int(column)
