"""The tables of meetings."""

from .item import Answer, DraftReply, ItemDepartment, MeetingItem
from .meeting import Invitation, Meeting, MeetingEvent
from .search import TimetableSearch

__all__ = [
    "Answer",
    "DraftReply",
    "Invitation",
    "ItemDepartment",
    "Meeting",
    "MeetingEvent",
    "MeetingItem",
    "TimetableSearch",
]
