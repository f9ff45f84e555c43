"""Claiming and working: who may, and when."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from .. import queries
from ..models import Problem
from .duties import not_the_lead, place_of


def why_not_claim(posting: Posting, problem: Problem) -> Refused | None:
    """A liaison of a department of the problem's own place and level, while nobody leads it."""
    if not posting.may(Permission.PROBLEM_CLAIM) or posting.department is None:
        return NotYourDuty(_("Only a department liaison may claim a problem."))
    if posting.scope != place_of(problem) and problem.suggested_id != posting.department_id:
        return NotYourDuty(_("Only a department of the problem's own place and level may claim it."))
    return flow.why_not_now(problem, "claim")


def why_not_report_progress(posting: Posting, problem: Problem) -> Refused | None:
    """The lead, and whoever supports it and has not finished yet."""
    refusal = not_the_lead(posting, problem)
    if isinstance(refusal, NotYourDuty) and _supports(posting, problem):
        refusal = None
    return refusal or flow.why_not_now(problem, "report_progress")


def _supports(posting: Posting, problem: Problem) -> bool:
    is_liaison = posting.may(Permission.PROBLEM_LEAD) and posting.department_id is not None
    return is_liaison and queries.has_open_promise(problem, posting.department_id)
