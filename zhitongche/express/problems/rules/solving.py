"""Claiming and working: who may, and when."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from ..models import Problem
from .duties import not_the_lead, place_of


def why_not_claim(posting: Posting, problem: Problem) -> Refused | None:
    """A liaison of a department of the problem's own place and level, while nobody leads it."""
    if not posting.may(Permission.PROBLEM_CLAIM) or posting.department is None:
        return NotYourDuty(_("Only a department liaison may claim a problem."))
    if posting.scope != place_of(problem):
        return NotYourDuty(_("Only a department of the problem's own place and level may claim it."))
    return flow.why_not_now(problem, "claim")


def why_not_report_progress(posting: Posting, problem: Problem) -> Refused | None:
    return not_the_lead(posting, problem) or flow.why_not_now(problem, "report_progress")
