"""What the pages say of a list of problems and of a department's return, row by row."""

from typing import Any

from zhitongche.foundation.interchange import fates

from .feedback import Return
from .importing import Plan


def rows(plan: Plan) -> list[dict[str, Any]]:
    """Each problem as the page tells it."""
    return [
        {"title": row.line.words("description")[:60], "village": row.line["village"], **fates.cells(row)}
        for row in fates.shown(plan)
    ]


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
        for item in back.items[: fates.MOST_SHOWN]
    ]
