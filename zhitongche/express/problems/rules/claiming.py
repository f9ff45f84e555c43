"""Assigning, suggesting, supporting: who may, and when."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NothingWaits, NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from .. import queries
from ..models import Problem
from .duties import not_the_lead, not_the_organizer, place_of


def why_not_assign(posting: Posting, problem: Problem) -> Refused | None:
    return not_the_organizer(posting, problem, _("Only the organizer assigns a problem.")) or flow.why_not_now(
        problem, "assign"
    )


def why_not_acknowledge(posting: Posting, problem: Problem) -> Refused | None:
    """The lead that was assigned, once."""
    if refusal := not_the_lead(posting, problem) or flow.why_not_now(problem, "acknowledge"):
        return refusal
    if not problem.is_assigned:
        return NothingWaits(_("Your department claimed it itself; there is nothing to sign for."), state=problem.state)
    if problem.acknowledged_at is not None:
        return NothingWaits(_("Your department has signed for it already."), state=problem.state)
    return None


def why_not_suggest(posting: Posting, problem: Problem) -> Refused | None:
    return not_the_organizer(posting, problem, _("Only the organizer suggests a department.")) or flow.why_not_now(
        problem, "suggest"
    )


def why_not_decline(posting: Posting, problem: Problem) -> Refused | None:
    """The department suggested, once, and not against a ruling."""
    is_theirs = posting.may(Permission.PROBLEM_CLAIM) and posting.department_id is not None
    if not is_theirs or (problem.suggested_id != posting.department_id and not _has_declined(posting, problem)):
        return NotYourDuty(_("Only the department that was suggested may decline."))
    if refusal := flow.why_not_now(problem, "decline") or ruled(problem):
        return refusal
    if _has_declined(posting, problem):
        return NothingWaits(_("Your department has declined it already."), state=problem.state)
    return None


def why_not_support(posting: Posting, problem: Problem) -> Refused | None:
    """A liaison of any department of its place and level or above, or of one that was drawn in, but not its lead."""
    if not posting.may(Permission.PROBLEM_CLAIM) or posting.department_id is None:
        return NotYourDuty(_("Only a department liaison may offer support."))
    if not place_of(problem).startswith(posting.scope) and not queries.is_involved(problem, posting.department_id):
        return NotYourDuty(_("Only a department of the problem's own place or above it may support."))
    if refusal := flow.why_not_now(problem, "support"):
        return refusal
    if problem.lead_id == posting.department_id:
        return NothingWaits(_("Your department leads it."), state=problem.state)
    if queries.has_open_promise(problem, posting.department_id):
        return NotNow(_("Your department supports it already."), state=problem.state)
    return None


def ruled(problem: Problem) -> Refused | None:
    """After the organizer's ruling nobody argues who leads."""
    return NotNow(_("The organizer has ruled who leads."), state=problem.state) if problem.is_locked else None


def _has_declined(posting: Posting, problem: Problem) -> bool:
    """Asked only where somebody has said no at all."""
    return problem.bounce_count > 0 and queries.has_declined(problem, posting.department_id)
