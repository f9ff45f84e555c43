"""What the API of the library takes and gives: the twin of `forms.py`."""

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field, StringConstraints

from zhitongche.foundation.web.schemas import Body, DepartmentName

from .forms import CODE, MOST_DAYS, MOST_MONTHS, MOST_PAPERS, NAME, NAME_EN, WORDS

Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=CODE)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=WORDS)]


class PaperBody(Body):
    """A paper an item asks for. `months`: how long one stays valid; null is always."""

    code: Code
    name: Name
    months: Annotated[int, Field(ge=1, le=MOST_MONTHS)] | None = None


class VersionBody(Body):
    name: Name
    name_en: Annotated[str, StringConstraints(strip_whitespace=True, max_length=NAME_EN)] = ""
    legal_basis: Words
    limit_days: Annotated[int, Field(ge=0, le=MOST_DAYS)]
    office: Name
    department: str = ""
    materials: Annotated[list[PaperBody], Field(max_length=MOST_PAPERS)] = []
    predecessors: list[Code] = []
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=WORDS)] = ""
    starts_on: date | None = None


class NewItemBody(VersionBody):
    code: Code


class DropBody(Body):
    """For an act that says nothing beside itself."""


class PaperOut(Schema):
    code: str
    name: str
    months: int | None


class ItemRow(Schema):
    """A version of an item. `region` null is the shared library; `ends_on` is excluded, null while it goes on."""

    number: str
    label: str
    region: str | None
    starts_on: date
    ends_on: date | None
    legal_basis: str
    limit_days: int
    office: str
    department: DepartmentName | None
    materials: list[PaperOut]
    predecessors: list[str]
    note: str


class ItemOut(ItemRow):
    """The version in force for the caller's place, with every version the place could meet."""

    versions: list[ItemRow]


class ItemList(Schema):
    items: list[ItemRow]
