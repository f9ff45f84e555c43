"""What closing sends."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from ..forms import MAX_EVIDENCE
from .fields import Body, Long, MaybeShort, Photos, Short


class ClosureBody(Body):
    evidence: Long
    outcome: Literal["solved", "partly", "long_term", "not_possible", "elsewhere"] = "solved"
    photos: Photos = []
    evidence_files: Annotated[list[UUID], Field(max_length=MAX_EVIDENCE)] = []


class ConfirmBody(Body):
    satisfaction: Literal["satisfied", "fairly", "dissatisfied"]
    comment: MaybeShort = ""


class VerifyBody(Body):
    opinion: Short
    review_on: date | None = None
