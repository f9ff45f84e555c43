"""What the lead may ask, what the organizer decides, what a department's leader approves: who may, and when."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NothingWaits, NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from .. import queries
from ..models import Problem, Request
from .claiming import ruled
from .duties import not_the_lead, not_the_organizer, today

MOST_EXTENSIONS = 2
FOR_ORGANIZER = frozenset(Request.Verb) - Request.FOR_APPROVAL


def why_not_hand_back(posting: Posting, problem: Problem) -> Refused | None:
    """Once for each department, and not against a ruling."""
    if refusal := _why_not_ask(posting, problem, Request.Verb.HAND_BACK) or ruled(problem):
        return refusal
    if queries.has_handed_back(problem, posting.department_id):
        return NotNow(_("Your department has asked to hand it back before; that is asked once."), state=problem.state)
    return None


def why_not_transfer(posting: Posting, problem: Problem) -> Refused | None:
    return _why_not_ask(posting, problem, Request.Verb.TRANSFER) or ruled(problem)


def why_not_extend(posting: Posting, problem: Problem) -> Refused | None:
    """Before the promised day has passed, while the clock runs, and at most twice."""
    if refusal := _why_not_ask(posting, problem, Request.Verb.EXTEND):
        return refusal
    if problem.is_paused:
        return NotNow(_("The clock is paused: the limit is put off by itself."), state=problem.state)
    if problem.extension_count >= MOST_EXTENSIONS:
        return NotNow(_("It was extended twice; that is the most."), state=problem.state)
    if problem.due_on is not None and today(posting) > problem.due_on:
        return NotNow(_("The promised day has passed; an extension is asked for before it."), state=problem.state)
    return None


def why_not_pause(posting: Posting, problem: Problem) -> Refused | None:
    if refusal := _why_not_ask(posting, problem, Request.Verb.PAUSE):
        return refusal
    return NothingWaits(_("The clock is paused already."), state=problem.state) if problem.is_paused else None


def why_not_decide(posting: Posting, problem: Problem) -> Refused | None:
    """The organizer, where the lead asks for something."""
    if refusal := not_the_organizer(posting, problem, _("Only the organizer decides what a lead asks for.")):
        return refusal
    if refusal := flow.why_not_now(problem, "decide"):
        return refusal
    if not queries.open_requests(problem, FOR_ORGANIZER):
        return NothingWaits(_("Nothing waits for your decision here."), state=problem.state)
    return None


def why_not_resume(posting: Posting, problem: Problem) -> Refused | None:
    """The lead that waits no more, or the organizer."""
    if posting.department_id is not None:
        refusal = not_the_lead(posting, problem)
    else:
        refusal = not_the_organizer(posting, problem, _("Only the lead or the organizer lets the clock run again."))
    if refusal := refusal or flow.why_not_now(problem, "resume"):
        return refusal
    return None if problem.is_paused else NothingWaits(_("The clock is not paused."), state=problem.state)


def why_not_approve(posting: Posting, problem: Problem) -> Refused | None:
    return _why_not_answer(posting, problem, "approve")


def why_not_disapprove(posting: Posting, problem: Problem) -> Refused | None:
    return _why_not_answer(posting, problem, "disapprove")


def _why_not_ask(posting: Posting, problem: Problem, verb: Request.Verb) -> Refused | None:
    """The lead, while it works on it, one request of a kind at a time."""
    if refusal := not_the_lead(posting, problem) or flow.why_not_now(problem, verb):
        return refusal
    if queries.open_request(problem, verb, posting.department_id) is not None:
        return NotNow(_("This has been asked already; the organizer has not decided yet."), state=problem.state)
    return None


def _why_not_answer(posting: Posting, problem: Problem, verb: str) -> Refused | None:
    """The leader of the department whose liaison asks."""
    if not posting.may(Permission.PROBLEM_APPROVE) or posting.department_id is None:
        return NotYourDuty(_("Only the leader of the department approves what it does."))
    if refusal := flow.why_not_now(problem, verb):
        return refusal
    asked = queries.open_requests(problem, Request.FOR_APPROVAL)
    if not any(one.department_id == posting.department_id for one in asked):
        return NothingWaits(_("Nothing of your department waits for approval here."), state=problem.state)
    return None
