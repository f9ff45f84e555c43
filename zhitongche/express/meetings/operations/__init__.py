"""Every write on meetings."""

from .answering import answer, call_up, read_back, record_attendance, sign
from .drawing_up import add_item, amend_item, arrange, move_item, plan, remove_item, revise
from .ending import call_off, close
from .inviting import acknowledge, approve_reply, draft_reply, invite, return_reply
from .opening import open_
from .reading_along import show_typed
from .showing import show_clock
from .timing import ask_timetable, make_timetable, search_waiting, stop_timetable

__all__ = [
    "acknowledge",
    "add_item",
    "amend_item",
    "answer",
    "approve_reply",
    "arrange",
    "ask_timetable",
    "call_off",
    "call_up",
    "close",
    "draft_reply",
    "invite",
    "make_timetable",
    "move_item",
    "open_",
    "plan",
    "read_back",
    "record_attendance",
    "remove_item",
    "return_reply",
    "revise",
    "search_waiting",
    "show_clock",
    "show_typed",
    "sign",
    "stop_timetable",
]
