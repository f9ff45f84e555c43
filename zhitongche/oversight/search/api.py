"""The contract's `search`: everything the caller may see that has the words."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema

from zhitongche.foundation.web.api import ListQuery, json_answer
from zhitongche.foundation.web.schemas import DepartmentName

from . import presenting, queries
from .forms import LONGEST

router = Router(tags=["search"])
KindName = Literal["problem", "project", "source", "outcome", "expert", "dispatch"]


class SearchQuery(ListQuery):
    """Several words are all required; a number, a part of one, a piece of a name are words too. Without `kind`: all."""

    q: str = Field("", max_length=LONGEST)
    kind: KindName | None = None


class ThingFound(Schema):
    """A thing that has the words. `marks` are the [start, end) of the words in `snippet`, `address` is its page.

    `created_at` is when it was reported, planned, opened, recorded, enrolled or proposed. What only a problem has is
    null for every other kind.
    """

    kind: KindName
    number: str
    label: str
    state: str
    region: str
    place: str
    title: str
    created_at: datetime
    address: str
    snippet: str
    marks: list[tuple[int, int]]
    category: str | None
    urgency: str | None
    lead: DepartmentName | None
    due_on: date | None
    light: str | None
    outcome: str | None


class KindFound(Schema):
    """How many of a kind have the words; where `more`, there are more than that."""

    kind: KindName
    count: int
    more: bool


class PersonFound(Schema):
    number: int
    name: str
    unit: str


class DepartmentFound(Schema):
    code: str
    name: str


class SearchOut(Schema):
    """`people` and `departments` are an administrator's, five at most. They and `counts` stand on the first page.

    `counts` has every kind that the caller may look for, also those that `kind` leaves out.
    """

    items: list[ThingFound]
    next: str | None
    counts: list[KindFound]
    people: list[PersonFound]
    departments: list[DepartmentFound]


@router.get("", response=SearchOut, url_name="search")
def search(request: Any, query: Query[SearchQuery]) -> HttpResponse:
    """The best first: titles before texts before what was said later, newer before older; of very many the newest first."""
    is_first = not query.cursor
    found = queries.found(
        request.postings, query.q, query.cursor, query.limit, kind=query.kind or "", is_counted=is_first
    )
    is_wide = is_first and not query.kind
    beside = queries.neighbours(request.postings, query.q.strip()) if is_wide else queries.Neighbours()
    return json_answer(
        {
            "items": presenting.resources(presenting.quoted(found), request.today),
            "next": found.next,
            "counts": [
                {"kind": kind, "count": count.number, "more": count.is_more} for kind, count in found.counts.items()
            ],
            "people": [{"number": one.pk, "name": one.name, "unit": one.unit} for one in beside.persons],
            "departments": [{"code": one.code, "name": one.name} for one in beside.departments],
        }
    )
