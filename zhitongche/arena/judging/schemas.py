"""What the API of judging takes and gives: the twin of `forms`."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Schema
from pydantic import BeforeValidator, Field, StringConstraints

from zhitongche.foundation.web.schemas import Body, MaybeShort, Short, exact

from .forms import BECAUSE, COMPONENT, MOST_ALTERNATES, MOST_ENTRIES, MOST_JUDGES, REASON, SOURCE, STATEMENT

Keys = Annotated[list[int], Field(min_length=1, max_length=MOST_JUDGES)]
Serial = Annotated[int, Field(ge=1, le=100_000)]
Points = Annotated[Decimal, BeforeValidator(exact), Field(ge=0, max_digits=7, decimal_places=2)]
Mark = Annotated[str, StringConstraints(strip_whitespace=True, max_length=8)]


class EmpanelBody(Body):
    """Postings of judges, the whole panel anew; `alternates` in the order in which they would fill in."""

    judges: Keys
    alternates: Annotated[list[int], Field(max_length=MOST_ALTERNATES)] = []


class UnseatBody(Body):
    judge: Serial
    reason: Short


class DeclareBody(Body):
    """`entries`: serials the judge may not judge; then `reason` is needed."""

    entries: Annotated[list[Serial], Field(max_length=MOST_ENTRIES)] = []
    reason: MaybeShort = ""


class RecuseBody(Body):
    """`judge` and `entry` by their serials in the contest."""

    judge: Serial
    entry: Serial
    reason: Short


class DecideRecusalBody(Body):
    """`recusal`: its id in `GET contests/{number}/panel`."""

    recusal: int
    confirmed: bool
    reason: MaybeShort = ""


class DrawOrderBody(Body):
    """A lot needs nothing but the act."""


class AssignJudgesBody(Body):
    """Without a number everybody judges all."""

    judges_per_entry: Annotated[int, Field(ge=1, le=MOST_JUDGES)] | None = None


class GivePointsBody(Body):
    entry: Serial
    component: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=COMPONENT)]
    points: Points
    source: Annotated[str, StringConstraints(strip_whitespace=True, max_length=SOURCE)] = ""


class ExcludeBody(Body):
    """`none` lets the entry count again."""

    entry: Serial
    excluded: Literal["withdrawn", "vetoed", "late", "incomplete", "none"]
    reason: Short


class AdjustBody(Body):
    """Signed; "0" takes the adjustment back."""

    entry: Serial
    adjustment: Annotated[Decimal, BeforeValidator(exact), Field(ge=-100, le=100, max_digits=5, decimal_places=2)]
    reason: Short


class CloseScoresBody(Body):
    """`anyway`: although sheets are missing."""

    anyway: bool = False


class SubmitBody(Body):
    """Handing in needs nothing but the act."""


Marks = Annotated[dict[str, Mark], Field(max_length=40)]


class CalibrateBody(Body):
    """The made-up entry; `points`: criterion → text, on every criterion."""

    statement: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=STATEMENT)]
    points: Marks
    because: Annotated[str, StringConstraints(strip_whitespace=True, max_length=BECAUSE)] = ""


class TryCalibrationBody(Body):
    points: Marks


class CalibrationOut(Schema):
    """The made-up entry. `points` and `because` are the organizers': a judge is told them after trying it (`mine`)."""

    statement: str
    points: dict[str, str] | None
    because: str | None
    mine: dict[str, str] | None


class ScoreBody(Body):
    """`points`: criterion → text, in steps of half a point; `seen`: the version that was read, 0 where there was none."""

    entry: Serial
    points: Marks
    comment: MaybeShort = ""
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=REASON)] = ""
    seen: Annotated[int, Field(ge=0)] | None = None


class ScoreOut(Schema):
    """One sheet. `judge` and `entry` are serials in the contest."""

    judge: int
    entry: int
    points: dict[str, str]
    comment: str
    version: int
    source: str
    at: datetime


class ScoreList(Schema):
    items: list[ScoreOut]
    next: str | None


class SeatOut(Schema):
    """A judge of the panel: how much there is to do and how much is whole, never a point."""

    judge: int
    name: str
    is_alternate: bool
    declared_at: datetime | None
    submitted_at: datetime | None
    left_at: datetime | None
    entries: int
    whole: int


class RecusalOut(Schema):
    id: int
    judge: int
    entry: int
    ground: str
    reason: str
    state: str
    raised_at: datetime
    decided_at: datetime | None
    decision: str


class PanelOut(Schema):
    """For those who run and watch the contest."""

    judges: list[SeatOut]
    recusals: list[RecusalOut]
    judges_per_entry: int | None
    order_seed: str
    order: list[int]
