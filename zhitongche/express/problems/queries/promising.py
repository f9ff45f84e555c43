"""Promises and requests: who leads, who helps, who asks for what; and what of it waits for whom."""

from datetime import date

from django.db.models import Q, QuerySet

from zhitongche.foundation.people.models import Department, Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.statements import Given, Statement

from ..models import Problem, ProblemEvent, Rectification, Request
from ..states import State
from .policy import place_of
from .seeing import visible_to

# The states in which a department may still be asked for its leader's word.
ASKED_IN = (State.POOLED, State.IN_CONSULTATION, State.IN_PROGRESS)


def departments_answering(problem: Problem) -> QuerySet[Department]:
    """Those that it may be given to: of its place and level, and of the places above; not closed."""
    place = place_of(problem)
    above = [place[:length] for length in (2, 4, 6) if length <= len(place)]
    return Department.objects.filter(region__in=above, until=None).select_related("region").order_by("code")


def promises_of(problem: Problem) -> list[Rectification]:
    """Its items on the rectification list, oldest first; read once for all that ask about this instance."""
    if not hasattr(problem, "all_promises"):
        rows = Rectification.objects.filter(problem=problem).select_related("department").order_by("pk")
        problem.all_promises = list(rows) if problem.promise_count else []
    return problem.all_promises


def requests_of(problem: Problem) -> list[Request]:
    """What was ever asked about it, oldest first; read once for all that ask about this instance."""
    if not hasattr(problem, "all_requests"):
        rows = Request.objects.filter(problem=problem).select_related(
            "department", "posting__person", "posting__department__region", "decided_by__person"
        )
        problem.all_requests = list(rows.order_by("pk")) if problem.request_count else []
    return problem.all_requests


def open_requests(problem: Problem, verbs: frozenset[Request.Verb]) -> list[Request]:
    """Those of these kinds that wait for somebody's word."""
    return [one for one in requests_of(problem) if one.decided_at is None and one.verb in verbs]


def open_request(problem: Problem, verb: str, department: int | None) -> Request | None:
    """What the department asks and nobody has decided."""
    return next(
        (
            one
            for one in requests_of(problem)
            if (one.verb, one.department_id) == (verb, department) and one.decided_at is None
        ),
        None,
    )


def has_handed_back(problem: Problem, department: int | None) -> bool:
    """Whether the department has asked once to be released, and was answered."""
    return any(
        one.verb == Request.Verb.HAND_BACK and one.department_id == department and one.is_granted is not None
        for one in requests_of(problem)
    )


def has_open_promise(problem: Problem, department: int | None) -> bool:
    """Whether the department has promised something for it that is not done; what a meeting wrote down apart."""
    return any(
        one.department_id == department
        and one.state == Rectification.State.OPEN
        and one.origin != Rectification.Origin.MEETING
        for one in promises_of(problem)
    )


def supporters_of(problem: Problem) -> list[Department]:
    """Every department that has promised something for it and was not released, but the lead; by code, each once."""
    found = {
        one.department_id: one.department
        for one in promises_of(problem)
        if not one.is_dropped and one.department_id != problem.lead_id
    }
    return sorted(found.values(), key=lambda department: department.code)


def open_promises_of_others(problem: Problem) -> list[Rectification]:
    """Items that departments beside the lead have not finished: until they have, it is not closed."""
    return [
        one
        for one in promises_of(problem)
        if one.state == Rectification.State.OPEN and one.department_id != problem.lead_id
    ]


def has_declined(problem: Problem, department: int | None) -> bool:
    """Whether the department was suggested before and said no; one statement."""
    return ProblemEvent.objects.filter(problem=problem, action="decline", posting__department=department).exists()


def is_involved(problem: Problem, department: int | None) -> bool:
    """Whether it was asked, suggested, assigned or supports; one statement."""
    return problem.involvements.filter(department=department).exists()


def is_in_post(posting: Posting, on: date) -> bool:
    return Posting.objects.in_force(on).filter(pk=posting.pk).exists()


# ---- what waits -----------------------------------------------------------------------------------------------------


_UNDECIDED = Statement(lambda: Request.objects.filter(problem=Given("problem"), decided_at=None).order_by("pk"))
_OPEN_BY = Statement(
    lambda: (
        Rectification.objects.filter(
            problem=Given("problem"), department=Given("department"), state=Rectification.State.OPEN
        )
        .exclude(origin=Rectification.Origin.MEETING)
        .order_by("pk")
    )
)


def undecided(problem: Problem) -> list[Request]:
    """What is asked about it and nobody has decided; read at every change of the lead."""
    return _UNDECIDED.things(problem=problem.pk)


def open_promises_by(problem: Problem, department: int) -> list[Rectification]:
    """What the department has promised about it and not finished, but what a meeting has set down."""
    return _OPEN_BY.things(problem=problem.pk, department=department)


def waiting_for_acknowledge(posting: Posting) -> QuerySet[Problem]:
    """What the organizer has assigned to the department and nobody has signed for."""
    if not posting.may(Permission.PROBLEM_LEAD) or posting.department_id is None:
        return Problem.objects.none()
    return Problem.objects.filter(
        lead=posting.department_id, is_open=True, state=State.IN_PROGRESS, is_assigned=True, acknowledged_at=None
    )


def waiting_for_decline(posting: Posting) -> QuerySet[Problem]:
    """What the organizer has suggested to the department: claim it, or say no."""
    if not posting.may(Permission.PROBLEM_CLAIM) or posting.department_id is None:
        return Problem.objects.none()
    return Problem.objects.filter(suggested=posting.department_id, state__in=(State.POOLED, State.IN_CONSULTATION))


def waiting_for_ruling(posting: Posting) -> QuerySet[Problem]:
    """What departments have declined or given back, and what nobody has claimed in time: the organizer names the lead."""
    if not posting.may(Permission.PROBLEM_ACCEPT):
        return Problem.objects.none()
    wants = Q(bounce_count__gte=1)
    if posting.today is not None:
        level = Problem.Tier.COUNTY if len(posting.scope) == 6 else Problem.Tier.CITY
        # Until a lead is named, lateness is the organizer's, of the level where it stands.
        wants |= Q(due_on__lt=posting.today, level=level)
    return visible_to(posting).filter(wants, state=State.POOLED, is_open=True)


def waiting_for_decide(posting: Posting) -> QuerySet[Problem]:
    """What a lead asks of the organizer."""
    if not posting.may(Permission.PROBLEM_ACCEPT):
        return Problem.objects.none()
    asked = Request.objects.filter(decided_at=None).exclude(verb__in=Request.FOR_APPROVAL).values("problem")
    return visible_to(posting).filter(pk__in=asked, state=State.IN_PROGRESS)


def waiting_for_approve(posting: Posting) -> QuerySet[Problem]:
    """What liaisons of the leader's department want to do."""
    if not posting.may(Permission.PROBLEM_APPROVE) or posting.department_id is None:
        return Problem.objects.none()
    asked = Request.objects.filter(
        department=posting.department_id, decided_at=None, verb__in=Request.FOR_APPROVAL
    ).values("problem")
    return Problem.objects.filter(pk__in=asked, state__in=ASKED_IN)


def waiting_for_finish(posting: Posting) -> QuerySet[Rectification]:
    """What the department has promised beside its own leads, and not finished."""
    if not posting.may(Permission.PROBLEM_LEAD) or posting.department_id is None:
        return Rectification.objects.none()
    mine = Rectification.objects.filter(department=posting.department_id, state=Rectification.State.OPEN)
    # The lead's own is finished by asking for closing; who comes to lead has no support of its own left open.
    beside = (Rectification.Origin.SUPPORT, Rectification.Origin.MEETING)
    return mine.filter(origin__in=beside).select_related("problem")
