"""What the API sends and answers for meetings; the fields and limits are those of the pages' forms."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from zhitongche.foundation.web.schemas import Body, DepartmentName, EventList, OneOf, Place, ReasonBody

from .forms import HOST, NAME, NUMBER, TEXT, TITLE
from .queries import MOST_DEPARTMENTS, MOST_FREE, MOST_ITEMS, MOST_ROOMS, MOST_WAYS

__all__ = ["EventList", "OneOf", "Place", "ReasonBody"]

Number = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NUMBER)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TITLE)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME)]
MaybeHost = Annotated[str, StringConstraints(strip_whitespace=True, max_length=HOST)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT)]
MaybeNote = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Minutes = Annotated[int, Field(ge=1, le=240)]
Codes = Annotated[list[Number], Field(max_length=MOST_DEPARTMENTS)]
Numbers = Annotated[list[Number], Field(min_length=1, max_length=MOST_ITEMS)]
Kind = Literal["solved", "measures", "survey", "raised_to_city", "explained"]


class ReviseBody(Body):
    """`starts_at` with its offset; without one it is read as the office's own time."""

    title: Title
    starts_at: datetime
    place: Name
    rooms: Annotated[list[Name], Field(max_length=MOST_ROOMS)] = []
    slot_minutes: Minutes = 10
    host: MaybeHost = ""
    note: MaybeNote = ""


class PlanBody(ReviseBody):
    """A place holds its own meetings: `region`, where it is sent, is the organizer's own."""

    region: Annotated[str, StringConstraints(strip_whitespace=True, max_length=12)] = ""


class AddItemBody(Body):
    """Problems by number, in the order they should be heard; without departments each is for whom it concerns."""

    problems: Numbers
    departments: Codes = []
    minutes: Minutes | None = None


class AmendItemBody(Body):
    problem: Number
    departments: Codes = []
    minutes: Minutes | None = None


class ItemBody(Body):
    """An item is named by its problem's number."""

    problem: Number


class CallUpBody(ItemBody):
    """In the item's own room unless another is named by its place in `rooms`."""

    room: Annotated[int, Field(ge=0, le=MOST_ROOMS)] | None = None


class ShowClockBody(Body):
    """Whether the screen of the room shows the time."""

    is_shown: bool


class ArrangeBody(Body):
    """The whole agenda, by the problems' numbers."""

    order: Numbers


class TimeRow(Schema):
    """One item's time; `room` is the place of its name in `rooms`, from 0."""

    problem: Number
    room: Annotated[int, Field(ge=0, le=MOST_ROOMS)] = 0
    starts_at: datetime


class MakeTimetableBody(Body):
    """Without `times` one item follows the other from the beginning, grouped by department."""

    times: Annotated[list[TimeRow], Field(max_length=MOST_ITEMS)] = []


class MoveItemBody(Body):
    """The item's new place, counted from 1."""

    problem: Number
    place: Annotated[int, Field(ge=1, le=MOST_ITEMS)]


class FreeRow(Schema):
    """When somebody is free who is not free all the time: a department, or a village's first secretary, by code.

    Without `from` it is the beginning of the day, without `until` its end; one of them is named.
    """

    party: Number
    from_: Annotated[datetime | None, Field(alias="from")] = None
    until: datetime | None = None


class WayRow(Schema):
    """Minutes from one room to another and back; rooms by their places in `rooms`, from 0."""

    rooms: Annotated[list[Annotated[int, Field(ge=0, le=MOST_ROOMS)]], Field(min_length=2, max_length=2)]
    minutes: Minutes


class AskTimetableBody(Body):
    """What the search keeps to. With `problem`, `room` and `starts_at` that item goes there and the rest changes little.

    What is not named with a moved item stands as the last search kept to it.
    """

    ends_at: datetime | None = None
    free: Annotated[list[FreeRow], Field(max_length=MOST_FREE)] = []
    ways: Annotated[list[WayRow], Field(max_length=MOST_WAYS)] = []
    problem: Annotated[str, StringConstraints(strip_whitespace=True, max_length=NUMBER)] = ""
    room: Annotated[int, Field(ge=0, le=MOST_ROOMS)] | None = None
    starts_at: datetime | None = None


class StopTimetableBody(Body):
    """Nothing more is asked."""


class InviteBody(Body):
    draft_due_on: date | None = None


class AcknowledgeBody(Body):
    attendees: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""


class DraftReplyBody(Body):
    """`due_on` goes with `measures` and `survey`, and with nothing else."""

    problem: Number
    kind: Kind
    text: Text
    due_on: date | None = None


class ReturnReplyBody(Body):
    problem: Number
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class OpenBody(Body):
    """Nothing more is asked."""


class CloseBody(Body):
    """Nothing more is asked."""


class AttendanceRow(Schema):
    """One department or village invited."""

    department: Annotated[str, StringConstraints(strip_whitespace=True, max_length=NUMBER)] = ""
    village: Annotated[str, StringConstraints(strip_whitespace=True, max_length=12)] = ""
    presence: Literal["", "present", "absent", "excused"]
    came: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""


class AttendanceBody(Body):
    attendance: Annotated[list[AttendanceRow], Field(min_length=1, max_length=200)]


class AnswerBody(Body):
    """`seen` is the item's `version` when the clerk began to write: 409 where somebody was faster."""

    problem: Number
    department: Number
    kind: Kind
    text: Text
    due_on: date | None = None
    speaker: Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)] = ""
    seen: Annotated[int, Field(ge=0)] | None = None


class MeetingRow(Schema):
    """One row of a list."""

    number: str
    state: str
    region: str
    title: str
    starts_at: datetime
    place: str
    items: int
    answered: int
    promises: int
    called_off: bool
    created_at: datetime


class ReplyOut(Schema):
    department: DepartmentName
    kind: str
    text: str
    due_on: date | None
    speaker: str
    signed: bool
    rectification: str | None


class DraftOut(Schema):
    department: DepartmentName
    kind: str
    text: str
    due_on: date | None
    approved: bool
    returned: str


class AgendaItemOut(Schema):
    """One item; drafts and answers are those the caller may read. `current`: its room is at it."""

    problem: str
    title: str
    region: str
    position: int
    minutes: int
    room: int
    current: bool
    starts_at: datetime | None
    departments: list[DepartmentName]
    reasons: list[str]
    drafts: list[DraftOut]
    answers: list[ReplyOut]
    version: int
    read_back: bool
    carried_over: bool
    closed_elsewhere: str


class InvitationOut(Schema):
    department: str | None
    village: str | None
    name: str
    acknowledged: bool
    attendees: str
    note: str
    presence: str
    came: str


class MeetingOut(MeetingRow):
    """The whole resource; invitations are for the organizer, and for everybody their own."""

    rooms: list[str]
    slot_minutes: int
    host: str
    note: str
    draft_due_on: date | None
    opened_at: datetime | None
    closed_at: datetime | None
    current: str | None
    version: int
    agenda: list[AgendaItemOut]
    invitations: list[InvitationOut]


class MeetingList(Schema):
    items: list[MeetingRow]
    next: str | None


class ProposedOut(Schema):
    """A problem that could be heard, with the reasons in the caller's language."""

    problem: str
    title: str
    region: str
    place: str
    reasons: list[str]


class ProposalList(Schema):
    items: list[ProposedOut]
