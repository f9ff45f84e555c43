"""The doors of meetings: one of 藤县 that hears a problem of 建新村 which 藤县供电局 answers; the invitations are out."""

from tests.house.doorposts import (
    FAULTY,
    FORBIDDEN,
    NOT_NOW,
    Door,
    always,
    by_duty,
    page,
    reads,
    verbs,
    with_duty,
)
from tests.house.visitors import ABOVE, OWN, Visitor
from zhitongche.express.meetings.actions import ACTIONS
from zhitongche.express.meetings.models import Meeting
from zhitongche.foundation.permissions.catalogue import Permission as P
from zhitongche.foundation.permissions.roles import DUTIES, Role, Seat

# Nothing is sent: what needs a word is faulty, what belongs in the room is too early.
OF_THE_ORGANIZER = {
    "revise": FAULTY,
    "add_item": FAULTY,
    "amend_item": FAULTY,
    "remove_item": FAULTY,
    "arrange": FAULTY,
    "move_item": FAULTY,
    "make_timetable": 200,
    "ask_timetable": 200,
    "stop_timetable": NOT_NOW,
    "invite": NOT_NOW,
    "open": 200,
    "record_attendance": NOT_NOW,
    "call_up": NOT_NOW,
    "show_clock": FAULTY,
    "answer": NOT_NOW,
    "read_back": NOT_NOW,
    "close": NOT_NOW,
    "call_off": FAULTY,
}
OF_THE_LIAISON = {"acknowledge": 200, "draft_reply": FAULTY, "sign": NOT_NOW}
# Nobody has drafted anything.
OF_THE_LEADER = {"approve_reply": NOT_NOW, "return_reply": NOT_NOW}
# What is done from the desk itself.
IN_ROOM = ("open", "call_up", "show_clock", "answer", "read_back")


def sees_meeting(visitor: Visitor, meeting: Meeting) -> bool:
    """The village and those above it, and the department that was invited."""
    if P.MEETING_READ not in visitor.permissions or visitor.role is None:
        return False
    if DUTIES[visitor.role].seat is Seat.DEPARTMENT:
        return visitor.relation == OWN
    return visitor.relation in ABOVE


def holds_meeting(visitor: Visitor, meeting: Meeting) -> bool:
    return (visitor.role, visitor.relation) == (Role.ORGANIZER, OWN)


def act_on_meeting(visitor: Visitor, meeting: Meeting, verb: str) -> int:
    match visitor.role, visitor.relation:
        case Role.ORGANIZER, "own":
            return OF_THE_ORGANIZER.get(verb, FORBIDDEN)
        case Role.DEPARTMENT_LIAISON, "own":
            return OF_THE_LIAISON.get(verb, FORBIDDEN)
        case Role.DEPARTMENT_LEADER, "own":
            return OF_THE_LEADER.get(verb, FORBIDDEN)
        case Role.FIRST_SECRETARY, ("own" | "itself"):
            return 200 if verb == "acknowledge" else FORBIDDEN
        case _:
            return FORBIDDEN


def type_at_meeting(visitor: Visitor, meeting: Meeting, verb: str) -> int:
    """The invitations are out: what belongs in the room is too early for the organizer, and nobody else's."""
    return NOT_NOW if holds_meeting(visitor, meeting) else FORBIDDEN


MEETINGS: dict[str, Door] = {
    "meetings:list": page(with_duty(P.MEETING_READ)),
    "meetings:plan": page(with_duty(P.MEETING_HOLD), acts=always(FAULTY)),
    "meetings:kept": page(with_duty(P.MEETING_READ)),
    "meetings:timetable": page(holds_meeting, "meeting"),
    "meetings:detail": page(sees_meeting, "meeting"),
    "meetings:agenda": page(holds_meeting, "meeting"),
    "meetings:calendar": page(sees_meeting, "meeting"),
    # The hall's computer has the key and no account.
    "meetings:screen": page(thing="screen", is_open=True),
    "meetings:version": page(thing="screen", is_open=True),
    "meetings:day": page(with_duty(P.MEETING_HOLD)),
    "meetings:room": page(holds_meeting, "meeting"),
    "meetings:aloud": page(holds_meeting, "meeting"),
    "meetings:typed": page(sees_meeting, "meeting", get=None, acts=type_at_meeting),
    "meetings:in_room": page(sees_meeting, "meeting", get=None, verbs=IN_ROOM, acts=act_on_meeting),
    "meetings:act": page(sees_meeting, "meeting", verbs=tuple(ACTIONS), acts=act_on_meeting, refuses_on_get=True),
    "GET /meetings": page(),
    "POST /meetings": page(get=None, acts=by_duty(P.MEETING_HOLD)),
    "GET /meetings/{number}/events": page(holds_meeting, "meeting"),
    "GET /meetings/{number}/proposals": page(holds_meeting, "meeting"),
    **reads("/meetings/{number}", "meeting", sees_meeting),
    **verbs("/meetings/{number}", "meeting", sees_meeting, ACTIONS, act_on_meeting),
}
