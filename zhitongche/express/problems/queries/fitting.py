"""The pool as one department meets it: a bounded number of candidates, and what the department has solved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhitongche.foundation.people.models import Department, Posting

from ..models import Problem
from ..states import State
from .listing import ROW

# Of the pool the newest; of what was solved the last.
MOST_CANDIDATES = 120
MOST_SOLVED = 50
ASKED = ("pk", "category", "title", "urgency", "due_on", "soon_on", "suggested")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is asked of a problem of the pool to judge whether it fits; a row of its own columns, nothing joined."""

    pk: int
    category: str
    title: str
    urgency: str
    due_on: date | None
    soon_on: date | None
    suggested: int | None


def candidates_for(posting: Posting) -> list[Candidate]:
    """The newest of the pool of the department's place and level, and whatever was suggested to it; two statements."""
    column, level = ("county", Problem.Tier.COUNTY) if len(posting.scope) == 6 else ("city", Problem.Tier.CITY)
    pooled = Problem.objects.filter(**{column: posting.scope}, state=State.POOLED, level=level)
    suggested = Problem.objects.filter(suggested=posting.department_id, state__in=(State.POOLED, State.IN_CONSULTATION))
    rows = [
        *pooled.order_by("-reported_at", "-pk").values_list(*ASKED)[:MOST_CANDIDATES],
        *suggested.order_by("-pk").values_list(*ASKED)[:MOST_CANDIDATES],
    ]
    return [Candidate(*row) for row in {row[0]: row for row in rows}.values()]


def rows_of(keys: Sequence[int]) -> list[Problem]:
    """These problems as a list shows them, in the order asked for; one statement."""
    found = Problem.objects.filter(pk__in=keys).select_related("category", "lead").only(*ROW).in_bulk()
    return [found[key] for key in keys if key in found]


def solved_by(department: Department) -> list[tuple[str, str]]:
    """(category, title) of the last that the department solved; one statement."""
    closed = Problem.objects.filter(lead=department, state=State.CLOSED).order_by("-reported_at", "-pk")
    return list(closed.values_list("category", "title")[:MOST_SOLVED])


def functions_of(department: Department) -> list[str]:
    """The categories it answers for; not among what a request reads of its posting."""
    return list(Department.objects.values_list("functions", flat=True).get(pk=department.pk))
