"""Who sees which problems, and what one problem is read with."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, Q, QuerySet, Subquery

from zhitongche.foundation.people import shapes
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.queries import persons_in_post
from zhitongche.foundation.people.shapes import Shape, Shaped
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.queries import LAST, inside, inside_q, next_code
from zhitongche.foundation.statements import Given, Statement, Statements

from ..models import Category, Claim, Closure, Involvement, Problem, ProblemEvent, ProblemFile, Reminder

# A place's level by the length of its code, and the column that holds it.
SCOPE_COLUMNS = {2: "province", 4: "city", 6: "county", 12: "village_id"}


def within(rows: QuerySet[Problem], code: str) -> QuerySet[Problem]:
    """The problems of a place: by the derived column of its level, so that the level's index gives them in order."""
    if not code:
        return rows
    column = SCOPE_COLUMNS.get(len(code))
    return rows.filter(**{column: code}) if column else inside(rows, code, "village_id")


def visible_to(*postings: Posting | Shape) -> QuerySet[Problem]:
    """Every problem that at least one of these postings may see; of shapes without asking the database."""
    conditions = [_condition(posting) for posting in postings if posting.may(Permission.PROBLEM_READ)]
    if not conditions:
        return Problem.objects.none()
    return Problem.objects.filter(reduce(or_, conditions))


def shaped(posting: Posting, position: int = 0) -> Shaped:
    """The posting's shape, for statements about problems that are kept; of a village or township one statement."""
    return shapes.shaped(posting, position=position, elsewhere=_standing_for(posting))


def readers(postings: Iterable[Posting]) -> list[Shaped]:
    """The shapes of those of the postings that see problems at all, each in a place of its own."""
    reading = [posting for posting in postings if posting.may(Permission.PROBLEM_READ)]
    return [shaped(posting, position) for position, posting in enumerate(reading)]


def _condition(posting: Posting | Shape) -> Q:
    """What one posting sees, as a condition.

    A county's department sees what its place has accepted, and goes on seeing it. Any other sees what was raised to its
    level, what it leads, and what it was asked, suggested or assigned, or supports.
    """
    code = posting.scope
    column = SCOPE_COLUMNS.get(len(code))
    here = Q(**{column: code}) if column else inside_q(code, "village_id")
    if posting.department_id is None:
        elsewhere = _standing_for(posting)
        return here | Q(pk__in=elsewhere) if elsewhere else here
    if len(code) == 6:
        return here & Q(accepted_at__isnull=False)
    involved = Involvement.objects.filter(department=posting.department_id).values("problem")
    raised = here & Q(level=Problem.Tier.CITY, accepted_at__isnull=False)
    return Q(lead=posting.department_id) | Q(pk__in=involved) | raised


_MERGED = Statement(
    lambda: Problem.objects.filter(
        village__gte=Given("first"), village__lt=Given("end"), merged_into__isnull=False
    ).values_list("merged_into", "merged_into__village")
)


def _standing_for(posting: Posting | Shape) -> tuple[Any, ...]:
    """The problems elsewhere that others of this village or township were merged into.

    Read first, and not as a part of the condition: a list that has none of them stays one scan of its index.
    """
    if posting.elsewhere is not None:
        return posting.elsewhere
    code = posting.scope
    if posting.department_id is not None or len(code) <= 6:
        return ()
    found = _MERGED.rows(first=code, end=next_code(code) or LAST)
    return tuple(sorted({key for key, village in found if not village.startswith(code)}))


_FOUND = Statements()
_AFRESH = Statement(lambda: for_page(Problem.objects.filter(pk=Given("problem"))))
_EVENTS = Statement(
    lambda: (
        ProblemEvent.objects.filter(problem=Given("problem"))
        .select_related("posting__person", "posting__region", "posting__department")
        # Of the whole problem, read on the way.
        .annotate(
            reminded_at=Subquery(
                Reminder.objects.filter(problem=Given("problem")).order_by("-at").values("at")[:1],
                output_field=DateTimeField(),
            )
        )
        .order_by("sequence")
    )
)
_FILES = Statement(
    lambda: (
        ProblemFile.objects.filter(event__problem=Given("problem"))
        .select_related("attachment")
        .order_by("event__sequence", "position")
    )
)
_SAID = Statement(
    lambda: Closure.objects.filter(problem=Given("problem")).order_by("-pk").values_list("satisfaction")[:1]
)
_CLOSING = Statement(lambda: Closure.objects.filter(problem=Given("problem"), ended_at=None))
_CATEGORY = Statement(lambda: categories().filter(pk=Given("code")))


def found(postings: Iterable[Posting], number: str) -> Problem | None:
    """The problem of that number with all its page needs, if one of the postings sees it."""
    reading = readers(postings)
    statement = _FOUND.get(
        tuple(one.key for one in reading),
        lambda: for_page(visible_to(*(one.shape for one in reading))).filter(number=Given("number")),
    )
    return statement.thing(number=number, **given_by(reading))


def given_by(reading: Iterable[Shaped]) -> dict[str, Any]:
    """The values of all their places."""
    return {name: value for one in reading for name, value in one.given.items()}


def for_page(rows: QuerySet[Problem]) -> QuerySet[Problem]:
    """What the problem's own page and the acts on it need, in a fixed number of statements."""
    return rows.select_related("category", "lead", "reporter__person", "reporter__region", "reporter__department")


def history(problem: Problem) -> list[ProblemEvent]:
    """Its steps, oldest first, each with who did it and (`shown_files`) the files that came with it; two statements."""
    events = _EVENTS.things(problem=problem.pk)
    hung: dict[int, list[ProblemFile]] = defaultdict(list)
    for file in files_of(problem):
        hung[file.event_id].append(file)
    for event in events:
        event.shown_files = hung[event.pk]
    problem.reminded_at = events[-1].reminded_at if events else None
    if all(event.action != "instruct" for event in events):
        # Where none was ever left, nobody has to ask for them.
        problem.kept_instructions = []
    return events


def open_closure(problem: Problem) -> Closure | None:
    """The closing under way, if any; read once for all that ask about this instance."""
    if not hasattr(problem, "open_closures"):
        problem.open_closures = _CLOSING.things(problem=problem.pk)
    return problem.open_closures[0] if problem.open_closures else None


def open_claim(problem: Problem) -> Claim | None:
    """The lead's promise in force, if any."""
    return Claim.objects.filter(problem=problem, ended_at=None).first()


def afresh(problem: Problem) -> Problem:
    """The problem as it stands after an act, for somebody who has just acted on it."""
    fresh: Problem = _AFRESH.things(problem=problem.pk)[0]
    return fresh


def files_of(problem: Problem) -> list[ProblemFile]:
    """Everything that was ever hung on it, in the order it came."""
    return _FILES.things(problem=problem.pk)


def satisfaction_of(problem: Problem) -> str | None:
    """What the village said of the last closing; None where it has not spoken, or the work goes on."""
    if not problem.outcome:
        return None
    said = _SAID.first(problem=problem.pk)
    return said[0] or None if said else None


def file_of(problem: Problem, attachment_id: UUID) -> ProblemFile | None:
    """One file of a problem that the caller has found through `visible_to`, or of one merged into it."""
    its = Q(event__problem=problem) | Q(event__problem__merged_into=problem)
    return ProblemFile.objects.select_related("attachment").filter(its, attachment_id=attachment_id).first()


def category_in_use(code: str) -> Category | None:
    """The category of that code, if it can be chosen now."""
    return _CATEGORY.thing(code=code)


def categories() -> QuerySet[Category]:
    """Those that can be chosen now, in the office's order."""
    return Category.objects.filter(is_active=True)


def has_first_secretary(village: str, on: date) -> bool:
    """Whether somebody serves as first secretary of the village on that day."""
    return persons_in_post(Role.FIRST_SECRETARY, on, region=village).exists()
