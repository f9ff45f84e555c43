"""Who sees which dispatches, the list, and what waits for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from zhitongche.express.problems import queries as problems
from zhitongche.express.problems.models import Problem
from zhitongche.express.projects import queries as projects
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.states import State as ProjectState
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.shapes import Shape
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.queries import GivenCode, inside_q
from zhitongche.foundation.search import queries as search
from zhitongche.foundation.statements import Given
from zhitongche.foundation.web.paging import PAGE_ROWS, Page, keyset

from . import indexing
from .models import Dispatch, DispatchEvent, DispatchFile
from .states import State

ORDER = ("-proposed_at", "-id")
# A place's level by the length of its code, and the column that holds it.
LEVEL_COLUMNS = {4: "city", 6: "county", 12: "village_id"}
Subject = Problem | Project


@dataclass(frozen=True)
class Filters:
    """What the list can be narrowed by; `expert`, `problem` and `project` are numbers."""

    state: str = ""
    region: str = ""
    expert: str = ""
    problem: str = ""
    project: str = ""
    q: str = ""


def visible_to(*postings: Posting | Shape) -> QuerySet[Dispatch]:
    """Every dispatch that at least one of these postings may see; of shapes without asking the database."""
    conditions = [_condition(posting) for posting in postings if posting.may(Permission.EXPERT_READ)]
    return Dispatch.objects.filter(reduce(or_, conditions)) if conditions else Dispatch.objects.none()


def _condition(posting: Posting | Shape) -> Q:
    """An expert the own ones; a place those into its villages; a department those about what it sees."""
    if posting.role == Role.EXPERT:
        return Q(expert__person=posting.person_id)
    here = _within(posting.scope)
    if posting.department_id is None:
        return here
    return Q(problem__in=problems.visible_to(posting).values("pk")) | Q(
        project__in=projects.visible_to(posting).values("pk")
    )


def _within(code: str | GivenCode) -> Q:
    column = LEVEL_COLUMNS.get(len(code))
    return Q(**{column: code}) if column else inside_q(code, "village_id")


def for_page(rows: QuerySet[Dispatch]) -> QuerySet[Dispatch]:
    """What a dispatch's own page and the acts on it need, in a fixed number of statements."""
    return rows.select_related(
        *("expert__region", "problem", "project", "village", "replaced_by"),
        *("sender__person", "sender__region", "sender__department"),
    )


def found(postings: Sequence[Posting], number: str) -> Dispatch | None:
    """The dispatch of that number, if one of the postings sees it."""
    return for_page(visible_to(*postings)).filter(number=number).first()


def afresh(dispatch: Dispatch) -> Dispatch:
    """The dispatch as it stands after an act, for somebody who has just acted on it."""
    return for_page(Dispatch.objects.filter(pk=dispatch.pk)).get()


def listed(postings: Sequence[Posting], filters: Filters) -> QuerySet[Dispatch]:
    """The visible dispatches that pass the filters; ordered by the caller's page."""
    rows = visible_to(*postings).select_related("expert")
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.region:
        rows = rows.filter(_within(filters.region))
    for name in ("expert", "problem", "project"):
        if number := getattr(filters, name):
            rows = rows.filter(**{f"{name}__number": number})
    if filters.q:
        rows = search.narrowed(rows, search.question(indexing.KIND, filters.q, indexing.scopes_of(postings)))
    return rows


def page_of(
    postings: Sequence[Posting], filters: Filters, cursor: str | None, limit: int = PAGE_ROWS
) -> Page[Dispatch]:
    """One page of the list, newest first. Raises BadCursor."""
    return keyset(listed(postings, filters), ORDER, cursor, limit)


def history(dispatch: Dispatch) -> list[DispatchEvent]:
    """Its steps, oldest first, each with who did it."""
    events = DispatchEvent.objects.filter(dispatch=dispatch)
    return list(events.select_related("posting__person", "posting__region", "posting__department").order_by("sequence"))


def files_of(dispatch: Dispatch) -> list[DispatchFile]:
    """The photos of the visit, in the order they came."""
    return list(DispatchFile.objects.filter(dispatch=dispatch).select_related("attachment").order_by("position"))


def file_of(dispatch: Dispatch, attachment: UUID) -> DispatchFile | None:
    """One photo of a dispatch that the caller has found through `visible_to`."""
    files = DispatchFile.objects.filter(dispatch=dispatch, attachment=attachment)
    return files.select_related("attachment").first()


def subject(postings: Sequence[Posting], problem: str, project: str) -> Subject | None:
    """The one problem or project of that number that the reader sees; None where both or neither are named."""
    if bool(problem) == bool(project):
        return None
    return problems.found(postings, problem) if problem else projects.found(postings, project)


def is_over(thing: Subject) -> bool:
    """Whether nobody needs to be sent about it any more."""
    return not thing.is_open if isinstance(thing, Problem) else thing.state == ProjectState.HANDED_OVER


def may_see_phone(postings: Iterable[Posting], dispatch: Dispatch) -> bool:
    """The organizers of the place, the village that is visited while the visit concerns it, and the expert."""
    for posting in postings:
        if posting.may(Permission.DISPATCH_SEND) and posting.reaches(dispatch.village_id):
            return True
        if posting.scope == dispatch.village_id and dispatch.state in {State.PROPOSED, State.ACCEPTED, State.VISITED}:
            return True
        if posting.person_id == dispatch.expert.person_id:
            return True
    return False


# ---- what waits --------------------------------------------------------------------------------------------------


def waiting_for_accept(posting: Posting | Shape) -> QuerySet[Dispatch]:
    """To the expert: what was proposed; to the organizer where the expert has no account."""
    return _own(posting, State.PROPOSED) | _placed(posting, State.PROPOSED).filter(expert__person=None)


def waiting_for_report_visit(posting: Posting | Shape) -> QuerySet[Dispatch]:
    """To the expert: what was accepted; to the organizer once the days are over without a word."""
    return _own(posting, State.ACCEPTED) | _placed(posting, State.ACCEPTED).filter(last_day__lt=_today(posting))


def waiting_for_rate(posting: Posting | Shape) -> QuerySet[Dispatch]:
    """To the first secretary: visits made to the village."""
    if posting.role != Role.FIRST_SECRETARY:
        return Dispatch.objects.none()
    return visible_to(posting).filter(state=State.VISITED)


def waiting_for_replace(posting: Posting | Shape) -> QuerySet[Dispatch]:
    """To the organizer: what an expert declined, and nobody else was asked."""
    return _placed(posting, State.DECLINED).filter(replaced_by=None)


def _own(posting: Posting | Shape, state: State) -> QuerySet[Dispatch]:
    if posting.role != Role.EXPERT:
        return Dispatch.objects.none()
    return visible_to(posting).filter(state=state)


def _placed(posting: Posting | Shape, state: State) -> QuerySet[Dispatch]:
    """Those that organizers of the very place have sent: who sent an expert looks after what comes of it."""
    if not posting.may(Permission.DISPATCH_SEND):
        return Dispatch.objects.none()
    return Dispatch.objects.filter(sender__region=posting.scope, state=state)


def _today(posting: Posting | Shape) -> date | Given:
    return posting.today or date.min


def subject_of(postings: Sequence[Posting], dispatch: Dispatch) -> Subject | None:
    """What it is about, where the reader may open that too."""
    problem = dispatch.problem.number if dispatch.problem else ""
    return subject(postings, problem, dispatch.project.number if dispatch.project else "")
