"""What the API of alliances takes and gives: the twin of `forms`."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field, StringConstraints

from zhitongche.foundation.web.schemas import Body, EventList, OneOf, ReasonBody, Short

from .forms import MAX_PEOPLE, MAX_PLACES, NAME

__all__ = [
    "AllianceList",
    "AllianceOut",
    "EnrolBody",
    "EventList",
    "FoundBody",
    "MemberList",
    "OneOf",
    "ReasonBody",
    "ReleaseBody",
    "ReviseBody",
    "TransferBody",
]

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME)]
Places = Annotated[list[str], Field(max_length=MAX_PLACES)]


class FoundBody(Body):
    """`places`: codes or names inside `region`, none is the whole of it; `parent`: the number of its chief alliance."""

    name: Name
    region: str = ""
    places: Places = []
    parent: str = ""


class ReviseBody(Body):
    """Name and places, wholly anew."""

    name: Name
    places: Places = []


class EnrolBody(Body):
    """`people`: keys of persons; `on`: the first day, today unless said."""

    people: Annotated[list[int], Field(min_length=1, max_length=MAX_PEOPLE)]
    on: date | None = None


class TransferBody(Body):
    """`to`: the number of the other alliance; `on`: the first day there, today unless said."""

    person: int
    to: str
    reason: Short
    on: date | None = None


class ReleaseBody(Body):
    """`on`: the first day outside, today unless said."""

    person: int
    reason: Short
    on: date | None = None


class AllianceRow(Schema):
    """One row of the list; `members` are those of today, with those of its subs."""

    number: str
    state: str
    name: str
    region: str
    place: str
    places: list[str]
    parent: str | None
    members: int
    created_at: datetime


class AllianceOut(AllianceRow):
    """The whole resource; `outside`: first secretaries of its places who belong to no alliance today."""

    subs: list[str]
    outside: int


class AllianceList(Schema):
    items: list[AllianceRow]
    next: str | None


class MemberOut(Schema):
    """`until` is the first day outside."""

    person: int
    name: str
    village: str
    place: str
    alliance: str
    since: date
    until: date | None


class MemberList(Schema):
    items: list[MemberOut]
    next: str | None
