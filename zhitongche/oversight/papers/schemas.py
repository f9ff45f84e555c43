"""What the API takes and gives for papers; the fields and limits are those of the pages' forms."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from zhitongche.foundation.web.schemas import Body, EventList, OneOf, Place, ReasonBody, Short

from .forms import ISSUE, MOST_CASES, NAME, NUMBER, TEXT, TITLE

__all__ = ["EventList", "OneOf", "Place", "ReasonBody"]

KindWord = Literal["briefing", "notice", "agenda", "attendance", "script", "minutes", "rectification", "supervision"]
Number = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NUMBER)]


class _One:
    """Says of an id what lists of ids say of themselves: how many there may be."""

    max_length = 1


class DraftBody(Body):
    """A briefing is about days, `until` excluded; every other paper about a record, by its number."""

    kind: KindWord
    record: Annotated[str, StringConstraints(strip_whitespace=True, max_length=NUMBER)] = ""
    since: date | None = None
    until: date | None = None


class PaperReviseBody(Body):
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TITLE)]
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT)]


class ChooseCasesBody(Body):
    problems: Annotated[list[Number], Field(min_length=1, max_length=MOST_CASES)]


class DrawAnewBody(Body):
    """Nothing is asked."""


class SubmitBody(Body):
    due_on: date | None = None


class TakeBackBody(Body):
    """Nothing is asked."""


class IssueBody(Body):
    issue: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=ISSUE)]
    signer: Annotated[str, StringConstraints(strip_whitespace=True, max_length=NAME)] = ""


class OpinionBody(Body):
    opinion: Short


class TemplateBody(Body):
    """`file` is the id of a Word file sent to `/files` before."""

    kind: KindWord
    file: Annotated[UUID, _One()]


class PaperRow(Schema):
    """One row of the list."""

    number: str
    state: str
    kind: str
    region: str
    title: str
    record: str
    since: date | None
    until: date | None
    issue: str
    signer: str
    issued_on: date | None
    created_at: datetime


class FigureOut(Schema):
    """A figure as the paper cites it: its value, how many records make it, and the first five hundred of their numbers."""

    key: str
    label: str
    unit: str
    value: str
    count: int
    numbers: list[str]
    digest: str
    since: date
    until: date


class OfficePaperOut(PaperRow):
    """The whole resource; `text` as it is typed, `plain` as it is read."""

    text: str
    plain: str
    figures: list[FigureOut]
    digest: str


class CheckedFigureOut(Schema):
    """A figure as it was cited and as the records answer today."""

    key: str
    label: str
    cited: str
    today: str
    changed: bool
    come: list[str]
    gone: list[str]


class CheckedFigureList(Schema):
    items: list[CheckedFigureOut]


class PaperList(Schema):
    items: list[PaperRow]
    next: str | None


class PaperTemplateOut(Schema):
    """An office's own template."""

    region: str
    kind: str
    name: str
    placed_at: datetime


class PaperTemplateList(Schema):
    items: list[PaperTemplateOut]
