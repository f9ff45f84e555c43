"""The shapes of the picture and of instructions for programs."""

from datetime import date, datetime
from typing import Literal

from ninja import Schema


class PictureQuery(Schema):
    """`region` is the code of a place that the caller sees whole; left out: the caller's own."""

    region: str = ""


class Rate(Schema):
    """So many of so many; `percent` is null where there is nothing to divide by. `rule` says what is counted."""

    label: str
    count: int
    of: int
    percent: str | None
    rule: str
    beside: str


class Part(Schema):
    region: str
    label: str
    open: int


class PictureOut(Schema):
    """A place in figures: `states` of what was received since `since` add up to `received`, `parts` to `open`.

    `meetings` were held in the period; they heard `heard` problems, of which `heard_solved` are closed by now.
    """

    region: str
    label: str
    since: date
    received: int
    states: dict[str, int]
    open: int
    lights: dict[str, int]
    parts: list[Part]
    rates: list[Rate]
    meetings: int
    heard: int
    heard_solved: int
    projects: int


class InstructionsQuery(Schema):
    """`state`: those that wait for an answer, those past their day, those answered, or all; the newest hundred."""

    state: Literal["waiting", "overdue", "answered", "all"] = "waiting"


class InstructionOut(Schema):
    """A leader's instruction on a problem or project; `entered_by` names who entered it from the paper, if anybody did."""

    number: str
    title: str
    text: str
    leader: str
    entered_by: str
    at: datetime
    due_on: date
    answered_at: datetime | None
    answer: str


class Instructions(Schema):
    items: list[InstructionOut]
    next: str | None = None
