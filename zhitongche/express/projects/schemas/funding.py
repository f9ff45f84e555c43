"""What the acts on a project's money send. Amounts are yuan as text."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from zhitongche.foundation.web.schemas import Amount, Body, Short

from ..forms.funding import NOTE
from .fields import MoneyKind, Source

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=NOTE)]


class AddFundingBody(Body):
    """`source` is the number of a source of the library, or a name in words."""

    source: Source
    kind: MoneyKind
    planned: Amount
    committed: Amount | None = None
    on: date | None = None
    note: Note = ""


class UpdateFundingBody(Body):
    """`funding` is the line's position; amounts left out stay as they are."""

    funding: int
    planned: Amount | None = None
    committed: Amount | None = None
    received: Amount | None = None
    spent: Amount | None = None
    on: date | None = None
    note: Note = ""
    voucher: Annotated[list[UUID], Field(max_length=1)] = []


class RulingBody(Body):
    """`overlap` is the id of one of the project's overlaps."""

    overlap: int
    reason: Short
