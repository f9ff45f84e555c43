"""What the API of the expert pool takes and gives: the twin of `forms`."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from zhitongche.foundation.web.schemas import Body, EventList, MaybeShort, OneOf, Place, ReasonBody, Short

from .forms import MAX_AREAS, MAX_FIELDS, MAX_PERIODS, MAX_PROOFS, NAME, PHONE, UNIT, WORDS

__all__ = [
    "EntryBody",
    "EventList",
    "ExpertList",
    "ExpertOut",
    "OneOf",
    "Place",
    "ReasonBody",
    "RestoreBody",
    "SkillTree",
    "TakeOffBody",
]

Weekday = Annotated[int, Field(ge=1, le=7)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME)]
Unit = Annotated[str, StringConstraints(strip_whitespace=True, max_length=UNIT)]
Phone = Annotated[str, StringConstraints(strip_whitespace=True, max_length=PHONE)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=WORDS)]
Area = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class FreeLine(Body):
    """These weekdays (Monday is 1; none is every day) between these days, both included."""

    weekdays: Annotated[list[Weekday], Field(max_length=7)] = []
    from_: date | None = Field(None, alias="from")
    until: date | None = None


class EntryBody(Body):
    """`fields` are codes of the tree, `service_areas` codes of places beside the home place; no `free_days`: any day."""

    name: Name
    fields: Annotated[list[str], Field(min_length=1, max_length=MAX_FIELDS)]
    region: str
    gender: Literal["", "male", "female"] = ""
    unit: Unit = ""
    post: Unit = ""
    phone: Phone = ""
    industries: Words = ""
    proof: MaybeShort = ""
    proof_files: Annotated[list[UUID], Field(max_length=MAX_PROOFS)] = []
    service_areas: Annotated[list[Area], Field(max_length=MAX_AREAS)] = []
    free_days: Annotated[list[FreeLine], Field(max_length=MAX_PERIODS)] = []
    was_first_secretary: bool = False
    served_as: Words = ""


class TakeOffBody(Body):
    """`file`: the id of one of its papers."""

    file: UUID
    reason: Short


class RestoreBody(Body):
    """Nothing more is asked."""


class FreeOut(Schema):
    """`from` and `until` are both included."""

    weekdays: list[int]
    from_: date | None = Field(alias="from")
    until: date | None


class ExpertRow(Schema):
    """One row of the pool; `phone` is null where it is not for the caller."""

    number: str
    state: str
    name: str
    unit: str
    post: str
    phone: str | None
    region: str
    place: str
    field_codes: list[str] = Field(alias="fields")
    service_areas: list[str]
    free_days: list[FreeOut]
    was_first_secretary: bool
    open_dispatches: int
    visits: int
    rated: dict[str, int]
    created_at: datetime


class ProofOut(Schema):
    """A paper or photo that shows what the expert knows."""

    file: UUID
    kind: str
    name: str


class ExpertOut(ExpertRow):
    """The whole resource; `proof_files` is null where they are not for the caller."""

    gender: str
    industries: str
    proof: str
    proof_files: list[ProofOut] | None
    served_as: str
    has_account: bool


class ExpertList(Schema):
    items: list[ExpertRow]
    next: str | None


class SkillOut(Schema):
    code: str
    label: str


class BranchOut(SkillOut):
    below: list[SkillOut]


class SkillTree(Schema):
    items: list[BranchOut]
