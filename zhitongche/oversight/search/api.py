"""The contract's `search`: everything the caller may see that has the words."""

from typing import Any

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema

from zhitongche.express.problems.schemas import ProblemRow
from zhitongche.foundation.web.api import ListQuery, json_answer

from . import presenting, queries
from .forms import LONGEST

router = Router(tags=["search"])


class SearchQuery(ListQuery):
    """Several words are all required; a number, a part of one, a piece of a name are words too."""

    q: str = Field("", max_length=LONGEST)


class AnswerOut(ProblemRow):
    """A problem that has the words. `marks` are the [start, end) of the words in `snippet`."""

    kind: str
    snippet: str
    marks: list[tuple[int, int]]


class PersonFound(Schema):
    number: int
    name: str
    unit: str


class DepartmentFound(Schema):
    code: str
    name: str


class SearchOut(Schema):
    """`people` and `departments` are an administrator's, five at most, on the first page."""

    items: list[AnswerOut]
    next: str | None
    people: list[PersonFound]
    departments: list[DepartmentFound]


@router.get("", response=SearchOut, url_name="search")
def search(request: Any, query: Query[SearchQuery]) -> HttpResponse:
    """The best first: titles before texts before what was said later, newer before older; of very many the newest first."""
    found = queries.found(request.postings, query.q, query.cursor, query.limit)
    beside = queries.Neighbours() if query.cursor else queries.neighbours(request.postings, query.q.strip())
    quoted = presenting.quoted(found, request.today, with_county=True)
    return json_answer(
        {
            "items": [presenting.resource(one) for one in quoted],
            "next": found.next,
            "people": [{"number": one.pk, "name": one.name, "unit": one.unit} for one in beside.persons],
            "departments": [{"code": one.code, "name": one.name} for one in beside.departments],
        }
    )
