"""What the API of contests gives."""

from datetime import date, datetime
from typing import Any

from ninja import Schema


class ContestRow(Schema):
    """One row of the list; `item` is the code within `library`."""

    number: str
    state: str
    alliance: str
    region: str
    kind: str
    title: str
    item: str
    library: str
    month: date
    entries_close_at: datetime
    scores_close_at: datetime
    created_at: datetime


class ContestOut(ContestRow):
    """The whole resource; `rules` as the contract's settlement reads them, `names` what people call their parts."""

    rules: dict[str, Any] | None
    names: dict[str, Any]
    rules_version: int
    rules_digest: str | None
    judges_per_entry: int | None
    is_hall: bool
    notice_days: int
    published_at: datetime | None
    notice_ends_on: date | None
    entries: int
    judges: int


class ContestList(Schema):
    items: list[ContestRow]
    next: str | None
