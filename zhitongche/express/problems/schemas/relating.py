"""What the township's check and tying problems to each other send."""

from typing import Annotated

from pydantic import StringConstraints

from .fields import Body, Short

Number = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
MaybeNumber = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]


class CheckBody(Body):
    opinion: Short


class MergeBody(Body):
    into: Number
    reason: Short


class LinkBody(Body):
    parent: Number


class LinkProjectBody(Body):
    project: MaybeNumber = ""


class RelapseBody(Body):
    earlier: Number
