"""Closing and reopening: who may, and when."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NothingWaits, NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role

from .. import queries
from ..models import Problem
from .duties import days_since, not_the_lead, not_the_organizer, same_person, today
from .relating import waits_for_children


def why_not_submit_closure(posting: Posting, problem: Problem) -> Refused | None:
    return not_the_lead(posting, problem) or flow.why_not_now(problem, "submit_closure")


def why_not_confirm(posting: Posting, problem: Problem) -> Refused | None:
    """The village's first secretary; the township committee where the village is silent or has nobody in post."""
    if posting.role == Role.TOWNSHIP_COMMITTEE and posting.reaches(problem.village_id):
        return (
            flow.why_not_now(problem, "confirm")
            or _already_confirmed(problem)
            or _village_has_the_word(posting, problem)
        )
    if not posting.may(Permission.PROBLEM_CONFIRM) or not posting.reaches(problem.village_id):
        return NotYourDuty(_("Only the first secretary of the village confirms that it is solved."))
    if refusal := flow.why_not_now(problem, "confirm") or _already_confirmed(problem):
        return refusal
    return same_person(posting, problem)


def why_not_verify(posting: Posting, problem: Problem) -> Refused | None:
    """The organizer, after the village's word, and a third person."""
    if refusal := not_the_organizer(posting, problem, _("Only the organizer verifies a closing.")):
        return refusal
    if refusal := flow.why_not_now(problem, "verify"):
        return refusal
    closure = queries.open_closure(problem)
    if closure is None or closure.confirmed_at is None:
        return NotNow(_("The village has not confirmed yet."), state=problem.state)
    return same_person(posting, problem) or waits_for_children(problem) or _others_are_busy(problem)


def why_not_refuse(posting: Posting, problem: Problem) -> Refused | None:
    """The first secretary or the organizer sends a closing back."""
    is_theirs = posting.may(Permission.PROBLEM_CONFIRM) or posting.may(Permission.PROBLEM_VERIFY)
    if not is_theirs or not posting.reaches(problem.village_id):
        return NotYourDuty(_("Only the first secretary of the village or the organizer refuses a closing."))
    return _raised_beyond(posting, problem) or flow.why_not_now(problem, "refuse")


def why_not_reopen(posting: Posting, problem: Problem) -> Refused | None:
    """The first secretary within thirty days, the organizer at any time."""
    if not posting.may(Permission.PROBLEM_REOPEN) or not posting.reaches(problem.village_id):
        return NotYourDuty(_("Only the first secretary of the village or the organizer reopens a problem."))
    if refusal := _raised_beyond(posting, problem) or flow.why_not_now(problem, "reopen"):
        return refusal
    if posting.role == Role.FIRST_SECRETARY and days_since(problem.closed_at, posting) > settings.REOPEN_DAYS:
        return NotNow(
            _("It was closed more than %(days)s days ago; please ask the organizer to reopen it.")
            % {"days": settings.REOPEN_DAYS},
            state=problem.state,
        )
    return None


def _raised_beyond(posting: Posting, problem: Problem) -> Refused | None:
    """What was raised to the city is no longer the county organizer's."""
    if posting.role != Role.ORGANIZER:
        return None
    return not_the_organizer(posting, problem, _("It was raised to the city; the city's organizer decides."))


def _others_are_busy(problem: Problem) -> Refused | None:
    """Whoever promised a part of it has to finish that part first."""
    waiting = queries.open_promises_of_others(problem)
    if not waiting:
        return None
    return NotNow(
        _("%(department)s has not finished its part yet (%(number)s).")
        % {"department": waiting[0].department, "number": waiting[0].number},
        state=problem.state,
    )


def _already_confirmed(problem: Problem) -> Refused | None:
    closure = queries.open_closure(problem)
    if closure is not None and closure.confirmed_at is not None:
        return NothingWaits(_("The village has already confirmed."), state=problem.state)
    return None


def _village_has_the_word(posting: Posting, problem: Problem) -> Refused | None:
    """The township's turn comes after the silent days, or at once where the village has nobody in post."""
    days = queries.policy_of(queries.place_of(problem)).confirm
    if days_since(problem.state_since, posting) >= days:
        return None
    if not queries.has_first_secretary(problem.village_id, today(posting)):
        return None
    return NotNow(
        _("The first secretary of the village has %(days)s days to confirm; after that it is your turn.")
        % {"days": days},
        state=problem.state,
    )
