"""What the finder is asked and answers."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

from ..forms import LONG


class SimilarQuery(Schema):
    """What is being told; the village comes from the posting where none is named."""

    text: str = Field("", max_length=LONG)
    village: str = Field("", max_length=12)
    category: str = Field("", max_length=20)


class DuplicateOut(Schema):
    """A problem of the same township, open or closed within 90 days. `score` is 0.00 to 1.00; `reasons` are sentences."""

    number: str
    title: str
    state: str
    region: str
    closed_at: datetime | None
    score: str
    reasons: list[str]


class SolvedOut(Schema):
    """What worked in the same city; number and title only where the caller sees the problem, no names of people."""

    number: str | None
    title: str | None
    category: str
    request: str
    measures: str
    outcome: str
    lead: str
    days: int | None
    score: str
    reasons: list[str]


class SimilarOut(Schema):
    duplicates: list[DuplicateOut]
    solved: list[SolvedOut]
