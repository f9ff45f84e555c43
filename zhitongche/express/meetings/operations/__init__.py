"""Every write on meetings."""

from .answering import answer, call_up, read_back, record_attendance, sign
from .drawing_up import add_item, amend_item, arrange, make_timetable, plan, remove_item, revise
from .ending import call_off, close
from .inviting import acknowledge, approve_reply, draft_reply, invite, return_reply
from .opening import open_
from .showing import show_clock

__all__ = [
    "acknowledge",
    "add_item",
    "amend_item",
    "answer",
    "approve_reply",
    "arrange",
    "call_off",
    "call_up",
    "close",
    "draft_reply",
    "invite",
    "make_timetable",
    "open_",
    "plan",
    "read_back",
    "record_attendance",
    "remove_item",
    "return_reply",
    "revise",
    "show_clock",
    "sign",
]
