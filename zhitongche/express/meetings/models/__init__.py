"""The tables of meetings."""

from .item import Answer, DraftReply, ItemDepartment, MeetingItem
from .meeting import Invitation, Meeting, MeetingEvent

__all__ = [
    "Answer",
    "DraftReply",
    "Invitation",
    "ItemDepartment",
    "Meeting",
    "MeetingEvent",
    "MeetingItem",
]
