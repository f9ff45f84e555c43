"""What the pages and the API say of a sheet: its rows with their fates, its faults by cell."""

from collections.abc import Iterable
from typing import Any

from zhitongche.foundation.interchange.reading import Faults, Sheet

from .feedback import Return
from .importing import Fate, Plan, Row

# More are not read by anybody on a page; the figures above them count all.
MOST_SHOWN = 200
TONES = {
    Fate.FAULTY: "urgent",
    Fate.NEW: "",
    Fate.UNCHANGED: "dim",
    Fate.DIFFERS: "",
    Fate.TWICE: "dim",
    Fate.OVER: "dim",
}


def faults(sheet: Sheet, found: Faults) -> list[dict[str, Any]]:
    """Each fault with the cell as the sheet names it: C12 (村)."""
    return [
        {"cell": sheet.place(*(int(part) for part in place.split(":"))), "sentence": sentence}
        for place, sentence in list(found.in_order().items())[:MOST_SHOWN]
    ]


def figures(plan: Plan) -> list[tuple[Any, int]]:
    return [(fate.label, count) for fate, count in plan.counts().items() if count]


def rows(plan: Plan) -> list[dict[str, Any]]:
    """What needs a look first: the faulty, then the new, then the rest in the sheet's order."""
    order = [Fate.FAULTY, Fate.DIFFERS, Fate.NEW, Fate.TWICE, Fate.OVER, Fate.UNCHANGED]
    found = sorted(plan.rows, key=lambda row: (order.index(row.fate), row.line.number))[:MOST_SHOWN]
    return [
        {
            "number": row.line.number,
            "title": row.line.words("description")[:60],
            "village": row.line["village"],
            "fate": row.fate.label,
            "tone": TONES[row.fate],
            "problem": row.number if row.fate in {Fate.UNCHANGED, Fate.DIFFERS} else "",
            "note": row.note,
        }
        for row in found
    ]


def told(plan: Plan) -> list[dict[str, Any]]:
    """Every row as the contract tells it."""
    found = _by_row(plan.faults)
    return [_row(row, found.get(row.line.number, ()), plan.sheet) for row in plan.rows]


def items(back: Return) -> list[dict[str, Any]]:
    """The rows of a department's return that ask for something."""
    faulty = back.faults.rows
    return [
        {
            "number": item.line.number,
            "problem": item.line["number"],
            "title": item.problem.title if item.problem else "",
            "labels": item.labels,
            "words": item.line.words("progress")[:80],
            "is_done": item.is_done,
            "is_faulty": item.line.number in faulty,
        }
        for item in back.items[:MOST_SHOWN]
    ]


def _row(row: Row, found: Iterable[tuple[int, Any]], sheet: Sheet) -> dict[str, Any]:
    headings = sheet.headings
    return {
        "row": row.line.number,
        "fate": row.fate.value,
        "number": row.number or None,
        "note": row.note or None,
        "faults": [
            {"column": headings[column - 1] if column <= len(headings) else "", "msg": said} for column, said in found
        ],
    }


def _by_row(found: Faults) -> dict[int, list[tuple[int, Any]]]:
    rows: dict[int, list[tuple[int, Any]]] = {}
    for place, sentence in found.in_order().items():
        row, column = (int(part) for part in place.split(":"))
        rows.setdefault(row, []).append((column, sentence))
    return rows
