"""What the API takes and gives: the twin of `forms.py`, and each resource as the contract names it."""

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from .forms import LONG, NAME, PHONE, REASON, SHORT

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONG)]
Key = Annotated[int, Field(ge=1, lt=10**18)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2099, 12, 31))]


class Body(Schema):
    """A body whose unknown keys are faults, so that no word is lost by a slip of the pen."""

    model_config = ConfigDict(extra="forbid")


class PersonBody(Body):
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME)]
    phone: Annotated[str, StringConstraints(strip_whitespace=True, max_length=PHONE)] = ""
    unit: Text = ""
    post: Text = ""
    region: str = ""


class AccountBody(Body):
    username: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=NAME)]
    password: Annotated[str, StringConstraints(max_length=LONG)]


class PasswordBody(Body):
    password: Annotated[str, StringConstraints(max_length=LONG)]


class DepartmentBody(Body):
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONG)]
    short_name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=SHORT)] = ""
    parent: str = ""
    functions: Annotated[list[str], Field(max_length=50)] = []
    leader: Key | None = None


class NewDepartmentBody(DepartmentBody):
    region: str
    code: Annotated[str, StringConstraints(strip_whitespace=True, max_length=20)] = ""


class CloseBody(Body):
    until: Day


class PostingBody(Body):
    person: Key
    role: str
    region: str = ""
    department: str = ""
    starts_on: Day
    ends_on: Day | None = None


class EndBody(Body):
    ends_on: Day
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=REASON)]


class PersonOut(Schema):
    id: int
    name: str
    phone: str | None
    unit: str
    post: str
    region: str | None
    username: str | None
    is_active: bool | None


class DepartmentOut(Schema):
    code: str
    name: str
    short_name: str
    region: str
    parent: str | None
    functions: list[str]
    leader: int | None
    until: date | None


class PostingOut(Schema):
    id: int
    person: int
    name: str
    role: str
    region: str | None
    department: str | None
    starts_on: date
    ends_on: date | None


class HeldOut(Schema):
    id: int
    role: str
    region: str | None
    department: str | None
    starts_on: date
    ends_on: date | None


class MeOut(Schema):
    username: str
    name: str
    postings: list[HeldOut]


class PersonList(Schema):
    items: list[PersonOut]
    next: str | None


class DepartmentList(Schema):
    items: list[DepartmentOut]
    next: str | None


class PostingList(Schema):
    items: list[PostingOut]
    next: str | None
