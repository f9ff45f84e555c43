"""Problems by their words, the best first."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.search import queries as search
from zhitongche.foundation.search.paging import answers

from .. import indexing
from ..models import Problem, ProblemEvent
from .listing import ROW
from .seeing import visible_to

# What a line of the answer quotes from, beside what a row of the list shows.
QUOTED = ("description", "request")


@dataclass(frozen=True)
class Found:
    """Problems in the order of the answer, the words that were asked for, and the cursor of the next ones."""

    problems: list[Problem]
    words: tuple[str, ...]
    next: str | None


def found(postings: Sequence[Posting], asked: str, cursor: str | None, limit: int) -> Found:
    """The visible problems that have all the words. Raises BadCursor."""
    question = search.question(indexing.KIND, asked, indexing.scopes_of(postings))
    rows = visible_to(*postings)
    page = answers(rows, question, "reported_at", cursor, limit)
    known = rows.filter(pk__in=page.keys).select_related("category", "lead").only(*ROW, *QUOTED).in_bulk()
    return Found([known[key] for key in page.keys if key in known], question.words, page.next)


def later_words(problems: Sequence[Problem]) -> dict[int, list[str]]:
    """What was said about each since its report, the newest first; one statement, for a page of them."""
    said: dict[int, list[str]] = {problem.pk: [] for problem in problems}
    events = ProblemEvent.objects.filter(problem__in=said, sequence__gt=1).order_by("-sequence")
    for key, body in events.values_list("problem_id", "body"):
        said[key] += indexing.said(body)
    return said
