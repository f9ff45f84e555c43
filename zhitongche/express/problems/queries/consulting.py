"""Consultations: who can be asked, what is under way, who is silent."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from zhitongche.foundation.people.models import Department, Posting
from zhitongche.foundation.permissions.catalogue import Permission

from ..models import Consultation, Opinion, Problem, ProblemEvent
from ..states import State
from .seeing import visible_to


def departments_near(problem: Problem) -> QuerySet[Department]:
    """Those that may be named about a problem: its county's, its city's, its province's, not closed; nearest first."""
    village = problem.village_id
    near = Department.objects.filter(region__in=(village[:2], village[:4], village[:6]), until=None)
    return near.select_related("region").order_by("-region_id", "code")


def latest_consultation(problem: Problem) -> Consultation | None:
    """The consultation under way, or the last one there was, with its opinions in the order of the departments' codes.

    Read once for all that ask about this instance.
    """
    if not hasattr(problem, "kept_consultations"):
        opinions = Opinion.objects.select_related("department", "posting__person").order_by("department__code")
        rows = Consultation.objects.filter(problem=problem).order_by("-pk")
        problem.kept_consultations = list(rows.prefetch_related(Prefetch("opinions", opinions))[:1])
    return problem.kept_consultations[0] if problem.kept_consultations else None


def know_of_consultations(problem: Problem, events: Sequence[ProblemEvent]) -> None:
    """What the history already tells whoever has read it: a problem that was never consulted on has no consultation."""
    if not any(event.action == "consult" for event in events):
        problem.kept_consultations = []


def asked_of(posting: Posting, problem: Problem) -> Opinion | None:
    """What the posting's department was asked in the last consultation about the problem."""
    consultation = latest_consultation(problem)
    if consultation is None:
        return None
    return next((one for one in consultation.opinions.all() if one.department_id == posting.department_id), None)


def opinion_events(problem: Problem, since: Consultation) -> Sequence[ProblemEvent]:
    """The steps in which opinions were given in a consultation; each with whose."""
    steps = ProblemEvent.objects.filter(problem=problem, action="give_opinion", at__gte=since.asked_at)
    return list(steps.select_related("posting"))


def awaited_of(problem: Problem, *, is_silent: bool) -> list[int]:
    """The departments asked in the consultation under way: all, or those kept as silent that have still not spoken."""
    asked = Opinion.objects.filter(consultation__problem=problem, consultation__concluded_at=None)
    if is_silent:
        asked = asked.filter(silent_at__isnull=False, given_at=None)
    return list(asked.values_list("department", flat=True))


def silent_on(day: date) -> QuerySet[Opinion]:
    """Opinions whose date has passed on `day` without a word, in consultations under way, not yet marked."""
    return Opinion.objects.filter(
        given_at=None,
        silent_at=None,
        consultation__concluded_at=None,
        consultation__due_on__lt=day,
        consultation__problem__state=State.IN_CONSULTATION,
    )


def waiting_for_opinion(posting: Posting) -> QuerySet[Problem]:
    """Consultations under way in which the posting's department was asked and has not spoken."""
    if not posting.may(Permission.PROBLEM_CLAIM) or posting.department_id is None:
        return Problem.objects.none()
    asked = Opinion.objects.filter(
        department=posting.department_id, given_at=None, consultation__concluded_at=None
    ).values("consultation__problem")
    return visible_to(posting).filter(pk__in=asked, state=State.IN_CONSULTATION)


def waiting_for_conclusion(posting: Posting) -> QuerySet[Problem]:
    """Consultations in which every department asked has spoken or let its date pass."""
    if not posting.may(Permission.PROBLEM_ACCEPT):
        return Problem.objects.none()
    awaited = Opinion.objects.filter(
        consultation__problem=OuterRef("pk"), consultation__concluded_at=None, given_at=None, silent_at=None
    )
    return visible_to(posting).filter(~Exists(awaited), state=State.IN_CONSULTATION)
