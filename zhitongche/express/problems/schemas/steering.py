"""What setting aside, raising and instructing send."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from ..forms.steering import INSTRUCTION, LEADER
from .fields import Body, Long, Photos, Short


class ShelveBody(Body):
    reason: Short
    basis: Short
    review_on: date


class InstructBody(Body):
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=INSTRUCTION)]
    due_on: date
    leader: Annotated[str, StringConstraints(strip_whitespace=True, max_length=LEADER)] = ""
    photos: Photos = []


class AnswerBody(Body):
    text: Long
