"""What reporting sends."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from .fields import Amount, Body, Long, MaybeShort, Photos, Urgency


class ReportBody(Body):
    category: str
    description: Long
    village: str = ""
    title: Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)] = ""
    request: MaybeShort = ""
    urgency: Urgency = "normal"
    amount: Amount | None = None
    photos: Photos = []
    source: Literal["", "report", "visit", "call", "meeting"] = ""
    reported_by: Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)] = ""
    project: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] = ""


class AcceptBody(Body):
    category: str = ""
    urgency: Literal["", "normal", "urgent"] = ""
