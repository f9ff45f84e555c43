"""The pages of contests: the list and the calendar, drawing one up, its showcase; entries and what hangs on them."""

from .contests import calendar, draw_up, list_, mine, showcase, village
from .entries import act, begin, detail, file, pledge_file
from .papers import entries_sheet, plan

__all__ = [
    "act",
    "begin",
    "calendar",
    "detail",
    "draw_up",
    "entries_sheet",
    "file",
    "list_",
    "mine",
    "plan",
    "pledge_file",
    "showcase",
    "village",
]
