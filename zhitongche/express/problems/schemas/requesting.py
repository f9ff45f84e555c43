"""What requests, and the decisions on them, send."""

from datetime import date
from typing import Annotated

from pydantic import Field

from .consulting import Code
from .fields import Body, MaybeShort, Short

Key = Annotated[int, Field(ge=1, le=2**63 - 1)]


class TransferBody(Body):
    department: Code
    reason: Short


class ExtendBody(Body):
    due_on: date
    reason: Short


class PauseBody(Body):
    reason: Short
    until: date | None = None


class DecideBody(Body):
    request: Key
    granted: bool
    reason: Short


class ApproveBody(Body):
    request: Key
    reason: MaybeShort = ""


class DisapproveBody(Body):
    request: Key
    reason: Short
