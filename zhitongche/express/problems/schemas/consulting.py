"""What consulting sends."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from ..forms import MAX_DEPARTMENTS
from .fields import Body, Long, Short

Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20)]


class ConsultBody(Body):
    departments: Annotated[list[Code], Field(min_length=1, max_length=MAX_DEPARTMENTS)]
    question: Short
    due_on: date


class OpinionBody(Body):
    opinion: Long


class ConcludeBody(Body):
    conclusion: Long
