"""What the settings of gates take and give."""

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from zhitongche.foundation.web.schemas import Body

Gate = Literal["submit", "admit", "start", "accept_work", "hand_over"]


class GateKeyBody(Body):
    gate: Gate


class GateBody(GateKeyBody):
    """`waived` are the codes of what is not asked for; without it, everything is."""

    waived: Annotated[list[str], Field(max_length=20)] = []


class RequirementOut(Schema):
    code: str
    label: str
    is_waived: bool


class GateOut(Schema):
    """One gate; `set_by` is the code of the place whose word counts, None where it is the product's own."""

    gate: str
    label: str
    set_by: str | None
    requirements: list[RequirementOut]


class GatesOut(Schema):
    region: str
    gates: list[GateOut]
