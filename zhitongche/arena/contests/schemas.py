"""What the API of contests and entries takes and gives: the twin of `forms`."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from zhitongche.foundation.web.schemas import (
    AttachedFile,
    Body,
    EventList,
    Long,
    MaybeShort,
    OneOf,
    Photos,
    ReasonBody,
    Short,
    exact,
)

from .fields import CODE, MOST_TIES, NAME, SOURCE
from .forms import LABEL, MEASURE, MOST_FIGURES, MOST_JUDGES, MOST_NOTICE, TITLE, UNIT, VALUE
from .forms import SOURCE as FIGURE_SOURCE
from .rulebook import MOST_COMPONENTS

__all__ = ["EventList", "OneOf", "ReasonBody"]


def _with_offset(moment: datetime) -> datetime:
    """A moment without its offset is read as the office's own time."""
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def _rows(value: Any) -> Any:
    """Figures may also be sent as an object: what is counted → how much."""
    if isinstance(value, dict):
        return [{"label": str(label), "value": str(said)} for label, said in value.items()]
    return value


Moment = Annotated[datetime, AfterValidator(_with_offset)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TITLE)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=CODE)]
Decimals = Annotated[str, StringConstraints(max_length=40)]
MaybeName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=NAME)]
Item = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10)]
Judges = Annotated[int, Field(ge=1, le=MOST_JUDGES)]
NoticeDays = Annotated[int, Field(ge=1, le=MOST_NOTICE)]
Unit = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=UNIT)]
Measure = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MEASURE)]
Measured = Annotated[Decimal, BeforeValidator(exact), Field(ge=0, le=Decimal("9999999999.99"), decimal_places=2)]


class LevelBody(Body):
    """`from`: the points at which the level begins."""

    from_: Annotated[Decimals, Field(alias="from")]
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class CriterionBody(Body):
    """What judges score; `name` and `levels` are for people."""

    code: Code
    weight: Decimals
    max: Decimals
    name: MaybeName = ""
    levels: Annotated[list[LevelBody], Field(max_length=10)] = []


class GivenBody(CriterionBody):
    """What no judge gives; `source` says where it comes from: records, villagers."""

    source: Annotated[str, StringConstraints(min_length=1, max_length=SOURCE)]


class RulesBody(Body):
    """The settlement's rules; decimals are text. A quota of at most "0.20"."""

    quota: Decimals
    method: Literal["mean", "trimmed_mean", "severity_adjusted"]
    min_judges: int
    tie_breaks: Annotated[list[str], Field(max_length=MOST_TIES)]
    criteria: Annotated[list[CriterionBody], Field(max_length=MOST_COMPONENTS)]
    given: Annotated[list[GivenBody], Field(max_length=MOST_COMPONENTS)]


class ReviseContestBody(Body):
    """A draft said anew; item, month and rules stay where nothing is sent. Moments have their offset."""

    title: Title
    entries_close_at: Moment
    scores_close_at: Moment
    item: Annotated[str, StringConstraints(strip_whitespace=True, max_length=10)] = ""
    month: date | None = None
    judges_per_entry: Judges | None = None
    is_hall: bool = False
    notice_days: NoticeDays = 5
    rules: RulesBody | None = None


class DrawUpContestBody(ReviseContestBody):
    """`alliance`: its number; `item`: the code of an item of a library in force there."""

    alliance: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
    kind: Literal["bout", "final"]
    item: Item
    rules: RulesBody


class OpenContestBody(Body):
    """Nothing more is asked."""


class ProposeRulesBody(Body):
    """What is not sent stays as it is."""

    reason: Short
    entries_close_at: Moment | None = None
    scores_close_at: Moment | None = None
    rules: RulesBody | None = None


class SignRulesBody(Body):
    """`digest`: of the text that was read; another one that came meanwhile is not signed."""

    digest: Annotated[str, StringConstraints(max_length=71)] = ""


class CloseEntriesBody(Body):
    reason: MaybeShort = ""


class AskLateBody(Body):
    reason: Short


class DecideLateBody(Body):
    """`request`: its number; `until`: a day from now unless said."""

    request: int
    granted: bool
    reason: Short
    until: Moment | None = None


class FigureBody(Body):
    label: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LABEL)]
    value: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=VALUE)]
    unit: Annotated[str, StringConstraints(strip_whitespace=True, max_length=UNIT)] = ""
    source: Annotated[str, StringConstraints(strip_whitespace=True, max_length=FIGURE_SOURCE)] = ""


Figures = Annotated[list[FigureBody], BeforeValidator(_rows), Field(max_length=MOST_FIGURES)]


class BeginEntryBody(Body):
    """`photos` show what has come of it, `photos_before` what was there; `project`: a number of the own village's."""

    statement: Long
    figures: Figures = []
    project: str | None = None
    photos_before: Photos = []
    photos: Photos = []


class WriteEntryBody(BeginEntryBody):
    """Photos are added; `removed_photos` names those that go by their keys."""

    removed_photos: list[int] = []


class SubmitEntryBody(Body):
    """Nothing more is asked."""


class WithdrawEntryBody(Body):
    reason: MaybeShort = ""


class CommentBody(Body):
    """`answers`: the number of the question that an answer is for."""

    kind: Literal["comment", "question", "answer"] = "comment"
    text: Short
    answers: int | None = None


class LearnBody(Body):
    note: MaybeShort = ""


class PledgeBody(Body):
    """By `due_on`, `target` of `measure` in `unit`."""

    text: Short
    measure: Measure
    target: Measured
    unit: Unit
    due_on: date


class ReportPledgeBody(Body):
    pledge: int
    done: Measured
    text: Short
    photos: Photos = []


# ---- answers ---------------------------------------------------------------------------------------------------------


class EntryFigureOut(Schema):
    label: str
    value: str
    unit: str
    source: str


class EntryFilledOut(Schema):
    """What the records say, with the numbers of the records it comes from."""

    label: str
    value: str
    source: str
    numbers: list[str]


class EntryRow(Schema):
    """One row of the list; `number` is `contest/serial`, `entry` the serial that bodies name."""

    number: str
    entry: int
    state: str
    region: str
    place: str
    name: str
    statement: str
    submitted_at: datetime | None
    is_late: bool
    excluded: str | None
    learn_count: int
    created_at: datetime


class EntryCommentOut(Schema):
    comment: int
    kind: str
    text: str
    by: str
    at: datetime
    answers: int | None


class PledgeOut(Schema):
    pledge: int
    text: str
    measure: str
    target: Decimal
    unit: str
    due_on: date
    state: str
    done: Decimal | None
    report: str | None
    name: str
    place: str
    learned_from: int | None


class EntryOut(EntryRow):
    """The whole resource. What was said of it, who learned and who pledged is there once entries are shown."""

    contest: str
    project: str | None
    figures: list[EntryFigureOut]
    filled: list[EntryFilledOut]
    photos_before: list[AttachedFile]
    photos: list[AttachedFile]
    comments: list[EntryCommentOut]
    learned_by: list[str]
    pledges: list[PledgeOut]


class EntryList(Schema):
    items: list[EntryRow]
    next: str | None
