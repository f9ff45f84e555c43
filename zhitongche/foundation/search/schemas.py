"""What the API takes and gives about saved views: the twin of `forms.py`."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, StringConstraints

from .forms import NAME, QUERY

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME)]
Kind = Literal["problems", "search"]


class Body(Schema):
    """A verb without fields."""

    model_config = ConfigDict(extra="forbid")


class ViewBody(Body):
    """`query` is the part of the list's address behind the question mark: `state=pooled&q=灌溉`, encoded."""

    name: Name
    kind: Kind
    query: Annotated[str, StringConstraints(strip_whitespace=True, max_length=QUERY)] = ""


class NameBody(Body):
    name: Name


class ViewOut(Schema):
    """`number` names it in addresses; `address` is the page that it opens."""

    number: int
    kind: Kind
    name: str
    query: str
    address: str
    created_at: datetime


class ViewList(Schema):
    items: list[ViewOut]
