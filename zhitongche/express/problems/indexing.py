"""A problem as search knows it: its words at the report, what each step adds, and from where it is seen."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from zhitongche.foundation.people.models import Department, Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import LENGTHS, ancestors_of, names_of
from zhitongche.foundation.search import building, index
from zhitongche.foundation.search.engines import Row
from zhitongche.foundation.search.likeness import marks
from zhitongche.foundation.web.ticks import leave, when_left

from .models import Category, Involvement, Problem, ProblemEvent

KIND = "problem"
COUNTY_DIGITS = 6
# The fields of an act that somebody wrote in words; the others are codes, days and figures.
SAID = (
    *("title", "description", "request", "reason", "opinion", "question", "conclusion", "measures", "task", "basis"),
    *("text", "evidence", "comment", "answer"),
)
WAN = 10_000
# No problem lies there.
OUTSIDE = "^"
# A sheet with more rows is searchable a moment after it was taken: half the time of taking it would go into that.
MOST_AT_ONCE = 500
LEFT = "index_problems"


def keep(problems: Sequence[Problem], now: datetime) -> None:
    """Write the documents of new problems; of a long list's the worker does, within seconds (`build_left`)."""
    if len(problems) > MOST_AT_ONCE:
        leave(LEFT, problems[0].number, now)
        return
    names = names_of(sorted({code for problem in problems for code in ancestors_of(problem.village_id)}))
    if len(problems) == 1:
        index.keep(KIND, problems[0].pk, **facts(problems[0], names, _people(problems[0])))
        return
    index.keep_many(index.document(KIND, one.pk, **facts(one, names, _people(one))) for one in problems)


def build_left() -> int:
    """Write what long lists have left; returns how many documents there were."""
    return when_left(LEFT, lambda _marks: build(lambda _count: None))


def follow(problem: Problem, body: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """Add what a step said, and whom it made see the problem: one statement, none for a step without words."""
    texts, scopes = [*said(body), *amounts(changes.get("amount"))], marks(changes.get("description", ""))
    category: Category | None = changes.get("category")
    if category is not None:
        texts.append(category.name)
    lead: Department | None = changes.get("lead")
    if lead is not None:
        texts += [lead.name, lead.short_name]
        scopes.append(department_scope(lead.pk))
    if changes.get("level") == Problem.Tier.CITY:
        scopes.append(raised_scope(problem.village_id))
    index.extend(KIND, problem.pk, texts=texts, scopes=scopes, title=changes.get("title"))


def show(problem: Problem, departments: Iterable[Department]) -> None:
    """Let the problem be found by departments that were asked, suggested or assigned, or that support."""
    index.extend(KIND, problem.pk, texts=(), scopes=[department_scope(one.pk) for one in departments])


def reach(problem: Problem, village: str) -> None:
    """Let the problem be found from a village of which a problem was merged into it."""
    index.extend(KIND, problem.pk, texts=(), scopes=ancestors_of(village))


def scopes_of(postings: Iterable[Posting], region: str = "") -> list[str] | None:
    """Where the readers' problems are found, narrowed to a place where one is named; None is everywhere.

    Candidates only: who sees what is said by `queries.visible_to`.
    """
    found: set[str] = set()
    for posting in postings:
        if posting.may(Permission.PROBLEM_READ):
            found |= _scopes(posting)
    if region.isascii() and region.isdigit() and len(region) in LENGTHS:
        found = {_narrowed(scope, region) for scope in found} - {OUTSIDE}
    return None if "" in found else sorted(found)


def _narrowed(scope: str, region: str) -> str:
    """The part of a scope that lies in a region; what a department sees may lie anywhere."""
    if scope and not scope.isdigit():
        return scope
    return max(scope, region, key=len) if scope.startswith(region) or region.startswith(scope) else OUTSIDE


def _scopes(posting: Posting) -> set[str]:
    """A county's department sees its place; any other what it leads, was asked about, and what was raised to its level."""
    if posting.department_id is None or len(posting.scope) == COUNTY_DIGITS:
        return {posting.scope}
    return {department_scope(posting.department_id), f"{posting.scope}^"}


def department_scope(department: int) -> str:
    """What a department leads or is involved in."""
    return f"d{department}"


def raised_scope(village: str) -> str:
    """What was raised to the city of a village."""
    return f"{village[:4]}^"


def facts(problem: Problem, names: Mapping[str, str], people: Iterable[str], later: str = "") -> dict[str, Any]:
    """The arguments of `index.keep`. `names` are of the village and the places it lies in, `people` who told of it."""
    line = ancestors_of(problem.village_id)
    county, township, village = (names.get(code, "") for code in line[-3:])
    texts = [
        *(problem.description, problem.request, problem.number, f"{county}{problem.number[COUNTY_DIGITS:]}"),
        # As they are written together, with the township and without.
        *(
            f"{county}{township}{village}",
            f"{county}{village}",
            *(names.get(code, "") for code in line[:-3]),
            str(problem.category.name),
        ),
        *amounts(problem.amount),
        *people,
    ]
    scopes = [*line, *marks(problem.description)]
    return {"title": problem.title, "texts": texts, "scopes": scopes, "at": problem.reported_at, "later": later}


def amounts(amount: Decimal | None) -> list[str]:
    """A sum as people write it: 380000 and 38万元; nothing where there is none."""
    if amount is None:
        return []
    tens = Decimal(amount) / WAN
    return [f"{Decimal(amount).normalize():f}", f"{tens.normalize():f}万元"]


def said(body: Mapping[str, Any]) -> list[str]:
    """The words of a step, by the contract's names of its fields."""
    return [body[name] for name in SAID if isinstance(body.get(name), str) and body[name]]


def _people(problem: Problem) -> list[str]:
    return [problem.reported_by, problem.reporter.person.name]


def build(told: Callable[[int], None]) -> int:
    """Write the documents of all problems that have none; tells each batch's size, returns how many there were."""
    return building.build(
        KIND, Problem.objects.select_related("category", "reporter__person", "lead"), _documents, told
    )


def _documents(problems: Sequence[Problem]) -> Iterator[Row]:
    names = names_of(sorted({code for problem in problems for code in ancestors_of(problem.village_id)}))
    words: dict[int, list[str]] = {problem.pk: [] for problem in problems}
    events = ProblemEvent.objects.filter(problem__in=problems, sequence__gt=1).order_by("problem", "sequence")
    for key, body in events.values_list("problem_id", "body"):
        words[key] += said(body)
    scopes: dict[int, list[str]] = {problem.pk: [] for problem in problems}
    for key, department in Involvement.objects.filter(problem__in=problems).values_list("problem_id", "department_id"):
        scopes[key].append(department_scope(department))
    for key, village in Problem.objects.filter(merged_into__in=problems).values_list("merged_into_id", "village_id"):
        scopes[key] += ancestors_of(village)
    for problem in problems:
        if problem.lead is not None:
            words[problem.pk] += [problem.lead.name, problem.lead.short_name]
        given = facts(problem, names, _people(problem), "\n".join(words[problem.pk]))
        given["scopes"] = [*given["scopes"], *scopes[problem.pk], *_held(problem)]
        yield index.document(KIND, problem.pk, **given)


def _held(problem: Problem) -> list[str]:
    """Who else sees it now: its lead, and the city where it was raised there."""
    lead = [department_scope(problem.lead_id)] if problem.lead_id else []
    return lead + ([raised_scope(problem.village_id)] if problem.level == Problem.Tier.CITY else [])
