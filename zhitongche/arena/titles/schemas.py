"""What the API of a result takes and gives: the twin of `forms`."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import BeforeValidator, Field, StringConstraints

from zhitongche.foundation.web.schemas import Body, Long, OneOf, ReasonBody, Short, exact

from .forms import CODE, MOST_ADJUSTMENT, MOST_POINTS, TITLE_NUMBER

__all__ = [
    "AcceptBody",
    "AppealBody",
    "CertificateOut",
    "CorrectBody",
    "DecideBody",
    "NothingBody",
    "ObjectBody",
    "OpinionBody",
    "ReasonBody",
    "ResultsOut",
    "RevokeBody",
]

Serial = Annotated[int, Field(ge=1, le=32767)]
Points = Annotated[Decimal, BeforeValidator(exact), Field(ge=0, le=MOST_POINTS, decimal_places=2)]
Adjustment = Annotated[
    Decimal, BeforeValidator(exact), Field(ge=-MOST_ADJUSTMENT, le=MOST_ADJUSTMENT, decimal_places=2)
]


class NothingBody(Body):
    """Nothing is asked."""


class OpinionBody(Body):
    opinion: Short


class ObjectBody(Body):
    text: Long


class AcceptBody(Body):
    """`objection`: its number within the contest."""

    objection: Serial


class DecideBody(Body):
    """`upheld`: whether the objection, or the appeal, is right; `reply`: with reasons."""

    objection: Serial
    upheld: bool
    reply: Long


class AppealBody(Body):
    objection: Serial
    text: Long


class CorrectBody(Body):
    """`entry`, `judge`: their numbers within the contest; `component`: a code of the rules; nothing named is a recount."""

    reason: Short
    entry: Serial | None = None
    judge: Serial | None = None
    component: Annotated[str, StringConstraints(max_length=CODE)] = ""
    points: Points | None = None
    adjustment: Adjustment | None = None
    excluded: Annotated[str, OneOf("none", "withdrawn", "vetoed", "late", "incomplete")] = ""


class RevokeBody(Body):
    """`title`: its number."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TITLE_NUMBER)]
    reason: Short


class QuotaOut(Schema):
    """⌊quota × ranked⌋ = allowed."""

    quota: str
    ranked: int
    allowed: int
    champions: int


class OwnPlace(Schema):
    """Where one's own entry stands, and why, in words."""

    entry: int
    code: str
    score: str | None
    rank: int | None
    champion: bool
    explanation: list[str]


class Placed(Schema):
    """One row of the full ranking: for organizers by name, for the supervisor by code alone."""

    entry: int | None
    code: str
    name: str | None
    village: str | None
    region: str | None
    score: str | None
    raw: str | None
    panel: str | None
    rank: int | None
    champion: bool
    decided_by: str | None
    why_unranked: str


class ObjectionOut(Schema):
    """An objection for those who may know of it."""

    objection: int
    state: str
    mine: bool
    by: str | None
    text: str
    filed_at: datetime
    accept_by: date
    decide_by: date | None
    upheld: bool | None
    reply: str
    appeal: str
    appeal_upheld: bool | None
    appeal_reply: str


class ResultsOut(Schema):
    """What the caller may know: champions without rank or score for everybody, one's own place, the rest as it concerns."""

    number: str
    state: str
    version: int | None
    digest: str | None
    notice_ends_on: date | None
    champions: list[str]
    quota: QuotaOut | None
    own: OwnPlace | None
    ranking: list[Placed] | None
    stability: dict[str, Any] | None
    signals: list[dict[str, Any]] | None
    objections: list[ObjectionOut]


class CertificateOut(Schema):
    """What a certificate's check reveals to everybody."""

    number: str
    state: str
    kind: str
    name: str
    village: str
    contest: str
    title: str
    alliance: str
    awarded_on: date
    revoked_on: date | None
