"""Consulting: who asks, who is asked, and when."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NothingWaits, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from .. import queries
from ..models import Problem
from .duties import not_the_organizer


def why_not_consult(posting: Posting, problem: Problem) -> Refused | None:
    return not_the_organizer(posting, problem, _("Only the organizer asks departments for their opinion.")) or (
        flow.why_not_now(problem, "consult")
    )


def why_not_conclude(posting: Posting, problem: Problem) -> Refused | None:
    return not_the_organizer(posting, problem, _("Only the organizer concludes a consultation.")) or (
        flow.why_not_now(problem, "conclude")
    )


def why_not_give_opinion(posting: Posting, problem: Problem) -> Refused | None:
    """The liaison of a department that was asked, once; also after the date, while the consultation is open."""
    asked = None
    if posting.may(Permission.PROBLEM_CLAIM) and posting.department_id is not None:
        asked = queries.asked_of(posting, problem)
    if asked is None:
        return NotYourDuty(_("Only the liaison of a department that was asked gives its opinion."))
    if refusal := flow.why_not_now(problem, "give_opinion"):
        return refusal
    if asked.given_at is not None:
        return NothingWaits(_("Your department has given its opinion; it stays as it is."), state=problem.state)
    return None
