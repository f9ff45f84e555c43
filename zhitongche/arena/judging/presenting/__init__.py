"""Judging on its pages and for programs; a point is told to its judge alone until the scores are closed."""

from .addresses import address, next_address
from .hall import floor, hall, screen
from .judge import compared, criteria, desk, entry_page, heads
from .told import todo_lines, told_calibration, told_panel, told_sheet
from .watching import panel_page, paper_rows, results, score_sheets

__all__ = [
    "address",
    "compared",
    "criteria",
    "desk",
    "entry_page",
    "floor",
    "hall",
    "heads",
    "next_address",
    "panel_page",
    "paper_rows",
    "results",
    "score_sheets",
    "screen",
    "todo_lines",
    "told_calibration",
    "told_panel",
    "told_sheet",
]
