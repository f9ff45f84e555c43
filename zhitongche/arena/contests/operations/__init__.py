"""Every write on contests, their entries and what members do when these are shown."""

from .closing import ask_late, close_due, close_entries, decide_late
from .drawing_up import draw_up, open_, revise
from .entering import begin_entry, submit, withdraw, write_entry
from .ruling import propose_rules, sign_rules
from .showing import comment, learn, pledge, report_pledge
from .telling import ENTRIES_CHANGED

__all__ = [
    "ENTRIES_CHANGED",
    "ask_late",
    "begin_entry",
    "close_due",
    "close_entries",
    "comment",
    "decide_late",
    "draw_up",
    "learn",
    "open_",
    "pledge",
    "propose_rules",
    "report_pledge",
    "revise",
    "sign_rules",
    "submit",
    "withdraw",
    "write_entry",
]
