"""Who sees which problems, and what one problem is read with."""

from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.queries import persons_in_post
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.queries import inside, inside_q

from ..models import Category, Claim, Closure, Involvement, Problem, ProblemEvent, ProblemFile

# A place's level by the length of its code, and the column that holds it.

SCOPE_COLUMNS = {2: "province", 4: "city", 6: "county", 12: "village_id"}


def within(rows: QuerySet[Problem], code: str) -> QuerySet[Problem]:
    """The problems of a place: by the derived column of its level, so that the level's index gives them in order."""
    if not code:
        return rows
    column = SCOPE_COLUMNS.get(len(code))
    return rows.filter(**{column: code}) if column else inside(rows, code, "village_id")


def visible_to(*postings: Posting) -> QuerySet[Problem]:
    """Every problem that at least one of these postings may see."""
    reach = [_reach(posting) for posting in postings if posting.may(Permission.PROBLEM_READ)]
    if not reach:
        return Problem.objects.none()
    rows = Problem.objects.all()
    if len(reach) == 1:
        return rows.filter(reach[0])
    union = reach[0]
    for more in reach[1:]:
        union |= more
    return rows.filter(union)


def _reach(posting: Posting) -> Q:
    """What one posting sees, as a condition.

    A county's department sees what its place has accepted, and goes on seeing it. Any other sees what was raised to its
    level, what it leads, and what it was asked, suggested or assigned, or supports.
    """
    code = posting.scope
    column = SCOPE_COLUMNS.get(len(code))
    here = Q(**{column: code}) if column else inside_q(code, "village_id")
    if posting.department_id is None:
        return here
    if len(code) == 6:
        return here & Q(accepted_at__isnull=False)
    involved = Involvement.objects.filter(department=posting.department_id).values("problem")
    raised = here & Q(level=Problem.Tier.CITY, accepted_at__isnull=False)
    return Q(lead=posting.department_id) | Q(pk__in=involved) | raised


def for_page(rows: QuerySet[Problem]) -> QuerySet[Problem]:
    """What the problem's own page and the acts on it need, in a fixed number of statements."""
    return rows.select_related("category", "lead", "reporter__person", "reporter__region", "reporter__department")


def history(problem: Problem) -> list[ProblemEvent]:
    """Its steps, oldest first, each with who did it and the files that came with it; two statements."""
    files = ProblemFile.objects.select_related("attachment").order_by("position")
    return list(
        ProblemEvent.objects.filter(problem=problem)
        .select_related("posting__person", "posting__region", "posting__department")
        .prefetch_related(Prefetch("files", files))
        .order_by("sequence")
    )


def open_closure(problem: Problem) -> Closure | None:
    """The closing under way, if any; read once for all that ask about this instance."""
    if not hasattr(problem, "open_closures"):
        problem.open_closures = list(Closure.objects.filter(problem=problem, ended_at=None))
    return problem.open_closures[0] if problem.open_closures else None


def open_claim(problem: Problem) -> Claim | None:
    """The lead's promise in force, if any."""
    return Claim.objects.filter(problem=problem, ended_at=None).first()


def afresh(problem: Problem) -> Problem:
    """The problem as it stands after an act, for somebody who has just acted on it."""
    return for_page(Problem.objects.filter(pk=problem.pk)).get()


def files_of(problem: Problem) -> QuerySet[ProblemFile]:
    """Everything that was ever hung on it, in the order it came."""
    return (
        ProblemFile.objects.filter(event__problem=problem)
        .select_related("attachment")
        .order_by("event__sequence", "position")
    )


def satisfaction_of(problem: Problem) -> str | None:
    """What the village said of the last closing; None where it has not spoken, or the work goes on."""
    if not problem.outcome:
        return None
    said = Closure.objects.filter(problem=problem).order_by("-pk").values_list("satisfaction", flat=True).first()
    return said or None


def file_of(problem: Problem, attachment_id: UUID) -> ProblemFile | None:
    """One file of a problem that the caller has found through `visible_to`."""
    return (
        ProblemFile.objects.select_related("attachment")
        .filter(event__problem=problem, attachment_id=attachment_id)
        .first()
    )


def categories() -> QuerySet[Category]:
    """Those that can be chosen now, in the office's order."""
    return Category.objects.filter(is_active=True)


def has_first_secretary(village: str, on: date) -> bool:
    """Whether somebody serves as first secretary of the village on that day."""
    return persons_in_post(Role.FIRST_SECRETARY, on, region=village).exists()
