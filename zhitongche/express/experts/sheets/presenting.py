"""What the pages and the API say of a sheet: its rows with their fates, its faults by cell."""

from typing import Any

from .importing import Fate, Plan, Row

# More are not read by anybody on a page; the figures above them count all.
MOST_SHOWN = 200
ORDER = (Fate.FAULTY, Fate.CHANGED, Fate.NEW, Fate.TWICE, Fate.UNCHANGED)
TONES = {Fate.FAULTY: "urgent", Fate.UNCHANGED: "dim", Fate.TWICE: "dim"}


def faults(plan: Plan) -> list[dict[str, Any]]:
    """Each fault with the cell as the sheet names it: C12 (姓名)."""
    return [
        {"cell": plan.sheet.place(*(int(part) for part in place.split(":"))), "sentence": sentence}
        for place, sentence in list(plan.faults.in_order().items())[:MOST_SHOWN]
    ]


def counted(plan: Plan) -> list[tuple[Any, int]]:
    return [(fate.label, count) for fate, count in plan.counts().items() if count]


def rows(plan: Plan) -> list[dict[str, Any]]:
    """What needs a look first: the faulty, then what changes, then the rest in the sheet's order."""
    found = sorted(plan.rows, key=lambda row: (ORDER.index(row.fate), row.line.number))[:MOST_SHOWN]
    return [
        {
            "number": row.line.number,
            "name": row.line["name"],
            "unit": row.line["unit"],
            "fate": row.fate.label,
            "tone": TONES.get(row.fate, ""),
            "expert": row.number,
            "note": row.note,
        }
        for row in found
    ]


def told(plan: Plan) -> list[dict[str, Any]]:
    """Every row as the API tells it."""
    found: dict[int, list[tuple[int, Any]]] = {}
    for place, sentence in plan.faults.in_order().items():
        row, column = (int(part) for part in place.split(":"))
        found.setdefault(row, []).append((column, sentence))
    return [_row(row, found.get(row.line.number, []), plan.sheet.headings) for row in plan.rows]


def _row(row: Row, found: list[tuple[int, Any]], headings: Any) -> dict[str, Any]:
    return {
        "row": row.line.number,
        "fate": row.fate.value,
        "number": row.number or None,
        "note": row.note or None,
        "faults": [
            {"column": headings[column - 1] if column <= len(headings) else "", "msg": said} for column, said in found
        ],
    }
