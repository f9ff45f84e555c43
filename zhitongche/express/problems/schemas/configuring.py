"""What the settings of a place take and give."""

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from ..forms.configuring import CODE, HINT, LAST, MOST_DAYS, MOST_DOCUMENTS, MOST_FILES, NAME, TEXT
from .fields import Body

Days = Annotated[int, Field(ge=0, le=MOST_DAYS)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME)]
MaybeName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=NAME)]
Position = Annotated[int, Field(ge=1, le=LAST)]


class RulesBody(Body):
    has_township_check: bool = False
    has_leader_approval: bool = False
    accept_days: Days | None = None
    confirm_days: Annotated[int, Field(ge=1, le=MOST_DAYS)] | None = None


class LimitKeyBody(Body):
    category: str = ""
    urgency: Literal["", "normal", "urgent"] = ""


class LimitBody(LimitKeyBody):
    claim_days: Days
    reply_days: Days
    solve_days: Days


class CategoryKeyBody(Body):
    category: str


class EvidenceBody(CategoryKeyBody):
    photo_count: Annotated[int, Field(ge=0, le=MOST_FILES)]
    file_count: Annotated[int, Field(ge=0, le=MOST_DOCUMENTS)]
    hint: Annotated[str, StringConstraints(strip_whitespace=True, max_length=HINT)] = ""


class NewCategoryBody(Body):
    code: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=CODE)]
    name: Name
    name_en: MaybeName = ""
    position: Position = 100


class ChangeCategoryBody(CategoryKeyBody):
    name: Name
    name_en: MaybeName = ""
    position: Position = 100


class TextKeyBody(Body):
    verb: str
    title: Name


class TextBody(TextKeyBody):
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT)]


class FunctionsBody(Body):
    department: str
    functions: Annotated[list[str], Field(max_length=50)] = []


class RulesOut(Schema):
    """None is as installed."""

    has_township_check: bool
    has_leader_approval: bool
    accept_days: int | None
    confirm_days: int | None


class LimitOut(Schema):
    """Working days; `category` or `urgency` empty is any."""

    category: str
    urgency: str
    claim_days: int
    reply_days: int
    solve_days: int


class EvidenceOut(Schema):
    category: str
    photo_count: int
    file_count: int
    hint: str


class OfferedOut(Schema):
    code: str
    label: str
    is_own: bool
    is_hidden: bool


class TextOut(Schema):
    verb: str
    title: str
    text: str


class AnsweringOut(Schema):
    department: str
    name: str
    functions: list[str]


class PolicyOut(Schema):
    """How a place works. `defaults` are the installation's limits, normal and urgent."""

    region: str
    rules: RulesOut
    limits: list[LimitOut]
    defaults: list[LimitOut]
    evidence: list[EvidenceOut]
    categories: list[OfferedOut]
    texts: list[TextOut]
    departments: list[AnsweringOut]
