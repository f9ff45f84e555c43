"""The pages of contests: the list and the calendar, drawing one up, its showcase; entries and what hangs on them."""

from .contests import calendar, draw_up, list_, mine, showcase, village
from .entries import act, begin, detail, file, pledge_file

__all__ = [
    "act",
    "begin",
    "calendar",
    "detail",
    "draw_up",
    "file",
    "list_",
    "mine",
    "pledge_file",
    "showcase",
    "village",
]
