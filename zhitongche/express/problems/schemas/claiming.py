"""What assigning, suggesting, declining and supporting send."""

from datetime import date
from typing import Annotated

from pydantic import Field

from ..forms import MAX_DEPARTMENTS
from .consulting import Code
from .fields import Body, Long, Short


class AssignBody(Body):
    department: Code
    supporters: Annotated[list[Code], Field(max_length=MAX_DEPARTMENTS)] = []
    due_on: date
    reason: Short


class NothingBody(Body):
    """For acts that say nothing beside themselves."""


class SuggestBody(Body):
    department: Code


class DeclineBody(Body):
    basis: Short
    reason: Short


class SupportBody(Body):
    task: Long
    due_on: date
