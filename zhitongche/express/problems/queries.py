"""Reads of problems. `visible_to` is the only way to rows, for pages, the API and acts alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.queries import persons_in_post
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.queries import inside, inside_any, inside_q

from .models import Category, Claim, Closure, Problem, ProblemEvent, ProblemFile, Tally
from .states import State

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

    A department sees what its place has accepted, and goes on seeing it; beyond its place, what it leads.
    """
    code = posting.scope
    column = SCOPE_COLUMNS.get(len(code))
    here = Q(**{column: code}) if column else inside_q(code, "village_id")
    if posting.department_id is None:
        return here
    if len(code) == 6:
        return here & Q(accepted_at__isnull=False)
    return Q(lead=posting.department_id) | (here & Q(level=Problem.Tier.CITY, accepted_at__isnull=False))


@dataclass(frozen=True)
class Filters:
    """What a list can be narrowed by; every one of them stands on an index."""

    view: str = ""
    state: str = ""
    region: str = ""
    department: str = ""
    category: str = ""
    light: str = ""
    q: str = ""
    since: date | None = None
    until: date | None = None


# What a row of a list shows; a page of them is read on every visit, so nothing else is fetched.
ROW = (
    *("number", "village", "title", "urgency", "state", "reported_at", "due_on", "soon_on", "is_paused", "outcome"),
    *("category__name", "category__name_en", "lead__code", "lead__name", "lead__short_name"),
)
NEWEST = ("-reported_at", "-id")
MOST_LATE = ("due_on", "id")


def order_of(filters: Filters) -> tuple[str, ...]:
    """Newest first; by date where the question is what is late."""
    return MOST_LATE if filters.light in {Light.RED, Light.YELLOW, Light.GREEN} else NEWEST


def listed(postings: Sequence[Posting], filters: Filters, today: date) -> QuerySet[Problem]:
    """The visible problems that pass the filters, with what a row shows; ordered by the caller's page."""
    rows = within(visible_to(*postings), filters.region).select_related("category", "lead")
    if filters.view == "open":
        rows = rows.filter(is_open=True)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.department:
        rows = rows.filter(lead__code=filters.department)
    if filters.category:
        rows = rows.filter(category=filters.category)
    if filters.q:
        rows = rows.filter(Q(number=filters.q.strip()))
    if filters.since:
        rows = rows.filter(reported_at__gte=_begins(filters.since))
    if filters.until:
        rows = rows.filter(reported_at__lt=_begins(filters.until))
    return _lit(rows, filters.light, today).only(*ROW)


def _begins(day: date) -> datetime:
    """The first moment of a day in the office's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _lit(rows: QuerySet[Problem], light: str, today: date) -> QuerySet[Problem]:
    """Those whose light shows `light` on `today`; the light follows from the dates, nothing has to be stored."""
    match light:
        case Light.RED:
            return rows.filter(due_on__lt=today, is_paused=False)
        case Light.YELLOW:
            return rows.filter(due_on__gte=today, soon_on__lte=today, is_paused=False)
        case Light.GREEN:
            return rows.filter(due_on__gte=today, soon_on__gt=today, is_paused=False)
        case Light.PAUSED:
            return rows.filter(is_open=True, is_paused=True)
        case Light.NONE:
            return rows.filter(due_on=None)
    return rows


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


def spans_counties(postings: Iterable[Posting]) -> bool:
    """Whether the reader sees more than one county, so that a row has to name it."""
    return len({posting.scope[:6] for posting in postings}) > 1 or any(len(one.scope) < 6 for one in postings)


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


def tally(codes: Iterable[str]) -> dict[State, int]:
    """How many problems of these places stand in each state, from the kept counters; one statement.

    `codes` are provinces, cities or counties; a state without problems is 0.
    """
    rows = list(Tally.objects.filter(inside_any(codes, "county")).values_list(*State.values))
    return {state: sum(row[place] for row in rows) for place, state in enumerate(State)}


def has_first_secretary(village: str, on: date) -> bool:
    """Whether somebody serves as first secretary of the village on that day."""
    return persons_in_post(Role.FIRST_SECRETARY, on, region=village).exists()


def _duty(posting: Posting, permission: Permission) -> QuerySet[Problem]:
    """What the posting sees, if its duty is to act on it; else nothing, without asking the database."""
    return visible_to(posting) if posting.may(permission) else Problem.objects.none()


def waiting_for_accept(posting: Posting) -> QuerySet[Problem]:
    """Reports that nobody has accepted yet, oldest limit first."""
    return _duty(posting, Permission.PROBLEM_ACCEPT).filter(state=State.REPORTED)


def waiting_for_verify(posting: Posting) -> QuerySet[Problem]:
    """Closings that the village has confirmed."""
    return _duty(posting, Permission.PROBLEM_VERIFY).filter(
        state=State.CLOSING, closures__ended_at=None, closures__confirmed_at__isnull=False
    )


def waiting_for_claim(posting: Posting) -> QuerySet[Problem]:
    """The pool of the department's place; its own level only."""
    return _duty(posting, Permission.PROBLEM_CLAIM).filter(
        state=State.POOLED, level=Problem.Tier.COUNTY if len(posting.scope) == 6 else Problem.Tier.CITY
    )


def waiting_for_progress(posting: Posting) -> QuerySet[Problem]:
    """What the department leads and has in hand."""
    return _duty(posting, Permission.PROBLEM_LEAD).filter(lead=posting.department_id, state=State.IN_PROGRESS)


def waiting_for_confirm(posting: Posting) -> QuerySet[Problem]:
    """Closings on which the village has not spoken yet."""
    return _duty(posting, Permission.PROBLEM_CONFIRM).filter(
        state=State.CLOSING, closures__ended_at=None, closures__confirmed_at__isnull=True
    )


def waiting_for_resubmit(posting: Posting) -> QuerySet[Problem]:
    """Reports that came back: all of the village's to its first secretary, to others their own."""
    returned = visible_to(posting).filter(state=State.RETURNED)
    if posting.role == Role.FIRST_SECRETARY:
        return returned
    if posting.may(Permission.PROBLEM_REPORT) or posting.may(Permission.PROBLEM_REPORT_FOR_ANOTHER):
        return returned.filter(reporter__person=posting.person_id)
    return returned.none()
