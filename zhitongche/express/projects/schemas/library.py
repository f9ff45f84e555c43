"""What planning and the library send."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from zhitongche.foundation.web.schemas import Amount, Body, Long, MaybeShort, Photos, Short

from ..forms.library import INSTRUCTION
from .fields import Batch, Benefit, Goal, Households, MaybeGoal, MaybeName, MaybeTitle, MoneyLines, Name, Papers, Title


class DescriptionBody(Body):
    """What a project says of itself; `investment` is yuan."""

    title: Title
    goal: Goal
    industry: str
    starts_on: date
    ends_on: date
    investment: Amount | None = None
    scope_of_works: MaybeGoal = ""
    difficulties: MaybeGoal = ""
    benefit: Benefit = ""
    household_count: Households | None = None
    is_publicized: bool = False
    batch: Batch = ""


class PlanBody(DescriptionBody):
    """The contract's create; the village comes from the posting where it is a village's."""

    village: str = ""
    funding: MoneyLines = []


class AdjustBody(Body):
    """What is not sent stays as it is."""

    reason: Short
    title: MaybeTitle = ""
    goal: MaybeGoal = ""
    industry: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    investment: Amount | None = None
    scope_of_works: MaybeGoal = ""
    difficulties: MaybeGoal = ""
    benefit: Benefit = ""
    household_count: Households | None = None
    is_publicized: bool | None = None
    batch: Batch = ""


class SubmitBody(Body):
    """Nothing more is asked."""


class AdmitBody(Body):
    opinion: MaybeShort = ""
    batch: Batch = ""


class RelocateBody(Body):
    village: str
    reason: Short


class HandOverBody(Body):
    custodian: Name
    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)] = ""
    papers: Papers = []


class ProjectInstructBody(Body):
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=INSTRUCTION)]
    due_on: date
    leader: MaybeName = ""
    photos: Photos = []


class ProjectAnswerBody(Body):
    text: Long
