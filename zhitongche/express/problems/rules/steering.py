"""Setting aside, taking up again, raising to the city, and a leader's instruction: who may, and when."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NothingWaits, NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.models import Level

from .. import queries
from ..models import Problem
from .duties import not_the_lead, not_the_organizer


def why_not_shelve(posting: Posting, problem: Problem) -> Refused | None:
    return not_the_organizer(posting, problem, _("Only the organizer shelves a problem.")) or flow.why_not_now(
        problem, "shelve"
    )


def why_not_revive(posting: Posting, problem: Problem) -> Refused | None:
    return not_the_organizer(posting, problem, _("Only the organizer takes a shelved problem up again.")) or (
        flow.why_not_now(problem, "revive")
    )


def why_not_escalate(posting: Posting, problem: Problem) -> Refused | None:
    """The organizer of its county, or of its city, while it stands at the county."""
    if not posting.may(Permission.PROBLEM_ACCEPT) or not posting.reaches(problem.village_id):
        return NotYourDuty(_("Only the organizer raises a problem to the city."))
    if problem.level == Problem.Tier.CITY:
        return NotNow(_("It stands at the city already."), state=problem.state)
    return flow.why_not_now(problem, "escalate")


def why_not_promise(posting: Posting, problem: Problem) -> Refused | None:
    """The organizer of its level, who sets down what a department promised at a meeting."""
    refusal = not_the_organizer(posting, problem, _("Only the organizer sets down what a meeting has heard."))
    return refusal or flow.why_not_now(problem, "promise")


def why_not_send_back(posting: Posting, problem: Problem) -> Refused | None:
    """The city's organizer, for what was raised to the city."""
    is_county = posting.region is not None and posting.region.level > Level.CITY
    if is_county or not posting.may(Permission.PROBLEM_ACCEPT) or not posting.reaches(problem.village_id):
        return NotYourDuty(_("Only the city's organizer sends a problem back to its county."))
    if problem.level == Problem.Tier.COUNTY:
        return NotNow(_("It stands at the county already."), state=problem.state)
    return flow.why_not_now(problem, "send_back")


def why_not_instruct(posting: Posting, problem: Problem) -> Refused | None:
    """A leader of a place the village lies in, or an organizer who enters the leader's paper."""
    if posting.may(Permission.PROBLEM_INSTRUCT) and posting.reaches(problem.village_id):
        return flow.why_not_now(problem, "instruct")
    return NotYourDuty(_("Only a leader of the place, or an organizer for them, leaves an instruction."))


def why_not_answer_instruction(posting: Posting, problem: Problem) -> Refused | None:
    """Whoever holds it: the lead, or the organizer, who answers for everything that nobody leads."""
    refusal = _not_the_answering(posting, problem)
    if isinstance(refusal, NotYourDuty):
        return refusal
    if queries.oldest_instruction(problem) is None:
        return NothingWaits(_("No instruction waits for an answer."), state=problem.state)
    return refusal or flow.why_not_now(problem, "answer_instruction")


def _not_the_answering(posting: Posting, problem: Problem) -> Refused | None:
    if posting.department_id is None:
        return not_the_organizer(posting, problem, _("Only the lead or the organizer answers an instruction."))
    return not_the_lead(posting, problem)
