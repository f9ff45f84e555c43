"""Who may do what with a problem, and when: None, or the refusal with its sentence.

The table is the contract's (shared by page, API and command); a refusal greys the button, explains why, and refuses the
forged request in the same words.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.models import Level

from . import queries
from .models import Problem
from .states import State


def why_not_report(posting: Posting, problem: None = None) -> Refused | None:
    """The village's own people report; the township committee and the organizer report for another."""
    if posting.may(Permission.PROBLEM_REPORT) or posting.may(Permission.PROBLEM_REPORT_FOR_ANOTHER):
        return None
    return NotYourDuty(_("Your role does not report problems."))


def why_not_accept(posting: Posting, problem: Problem) -> Refused | None:
    return _not_the_organizer(posting, problem, _("Only the organizer accepts a report.")) or flow.why_not_now(
        problem, "accept"
    )


def why_not_return(posting: Posting, problem: Problem) -> Refused | None:
    return _not_the_organizer(posting, problem, _("Only the organizer returns a report.")) or flow.why_not_now(
        problem, "return"
    )


def why_not_resubmit(posting: Posting, problem: Problem) -> Refused | None:
    return _not_the_reporter(posting, problem) or flow.why_not_now(problem, "resubmit")


def why_not_withdraw(posting: Posting, problem: Problem) -> Refused | None:
    return _not_the_reporter(posting, problem) or flow.why_not_now(problem, "withdraw")


def why_not_claim(posting: Posting, problem: Problem) -> Refused | None:
    """A liaison of a department of the problem's own place and level, while nobody leads it."""
    if not posting.may(Permission.PROBLEM_CLAIM) or posting.department is None:
        return NotYourDuty(_("Only a department liaison may claim a problem."))
    if posting.scope != _place_of(problem):
        return NotYourDuty(_("Only a department of the problem's own place and level may claim it."))
    return flow.why_not_now(problem, "claim")


def why_not_report_progress(posting: Posting, problem: Problem) -> Refused | None:
    return _not_the_lead(posting, problem) or flow.why_not_now(problem, "report_progress")


def why_not_submit_closure(posting: Posting, problem: Problem) -> Refused | None:
    return _not_the_lead(posting, problem) or flow.why_not_now(problem, "submit_closure")


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
    return _same_person(posting, problem)


def why_not_verify(posting: Posting, problem: Problem) -> Refused | None:
    """The organizer, after the village's word, and a third person."""
    if refusal := _not_the_organizer(posting, problem, _("Only the organizer verifies a closing.")):
        return refusal
    if refusal := flow.why_not_now(problem, "verify"):
        return refusal
    closure = queries.open_closure(problem)
    if closure is None or closure.confirmed_at is None:
        return NotNow(_("The village has not confirmed yet."), state=problem.state)
    return _same_person(posting, problem)


def why_not_refuse(posting: Posting, problem: Problem) -> Refused | None:
    """The first secretary or the organizer sends a closing back."""
    is_theirs = posting.may(Permission.PROBLEM_CONFIRM) or posting.may(Permission.PROBLEM_VERIFY)
    if not is_theirs or not posting.reaches(problem.village_id):
        return NotYourDuty(_("Only the first secretary of the village or the organizer refuses a closing."))
    return flow.why_not_now(problem, "refuse")


def why_not_reopen(posting: Posting, problem: Problem) -> Refused | None:
    """The first secretary within thirty days, the organizer at any time."""
    if not posting.may(Permission.PROBLEM_REOPEN) or not posting.reaches(problem.village_id):
        return NotYourDuty(_("Only the first secretary of the village or the organizer reopens a problem."))
    if refusal := flow.why_not_now(problem, "reopen"):
        return refusal
    if posting.role == Role.FIRST_SECRETARY and _days_since(problem.closed_at, posting) > settings.REOPEN_DAYS:
        return NotNow(
            _("It was closed more than %(days)s days ago; please ask the organizer to reopen it.")
            % {"days": settings.REOPEN_DAYS},
            state=problem.state,
        )
    return None


def _place_of(problem: Problem) -> str:
    """The code of the place whose departments answer for it: its county, or its city once it was raised."""
    return problem.village_id[:4] if problem.level == Problem.Tier.CITY else problem.county_code


def _not_the_organizer(posting: Posting, problem: Problem, sentence: str | Promise) -> Refused | None:
    """The organizer of the level the problem stands at; a city's organizer also acts for its counties."""
    if not posting.may(Permission.PROBLEM_ACCEPT) or not posting.reaches(problem.village_id):
        return NotYourDuty(sentence)
    if problem.level == Problem.Tier.CITY and posting.region and posting.region.level > Level.CITY:
        return NotYourDuty(_("It was raised to the city; the city's organizer decides."))
    return None


def _not_the_reporter(posting: Posting, problem: Problem) -> Refused | None:
    """Whoever reported it, and the village's first secretary, who answers for what was reported before."""
    if not posting.reaches(problem.village_id):
        return NotYourDuty(_("This problem lies outside the area of your posting."))
    if posting.person_id == problem.reporter.person_id and why_not_report(posting) is None:
        return None
    if posting.role == Role.FIRST_SECRETARY:
        return None
    return NotYourDuty(_("Only the reporter or the first secretary of the village may do this."))


def _not_the_lead(posting: Posting, problem: Problem) -> Refused | None:
    if not posting.may(Permission.PROBLEM_LEAD) or posting.department_id is None:
        return NotYourDuty(_("Only the liaison of the lead department may do this."))
    if problem.lead_id is None and problem.state in {State.POOLED, State.IN_CONSULTATION}:
        return NotNow(_("No department leads it yet."), state=problem.state)
    if posting.department_id != problem.lead_id:
        return NotYourDuty(_("Only the liaison of the lead department may do this."))
    return None


def _already_confirmed(problem: Problem) -> Refused | None:
    closure = queries.open_closure(problem)
    if closure is not None and closure.confirmed_at is not None:
        return NotNow(_("The village has already confirmed."), state=problem.state)
    return None


def _village_has_the_word(posting: Posting, problem: Problem) -> Refused | None:
    """The township's turn comes after the silent days, or at once where the village has nobody in post."""
    if _days_since(problem.state_since, posting) >= settings.CONFIRM_DAYS:
        return None
    if not queries.has_first_secretary(problem.village_id, _today(posting)):
        return None
    return NotNow(
        _("The first secretary of the village has %(days)s days to confirm; after that it is your turn.")
        % {"days": settings.CONFIRM_DAYS},
        state=problem.state,
    )


def _same_person(posting: Posting, problem: Problem) -> Refused | None:
    """Closing takes three different people: nobody passes on work of their own."""
    closure = queries.open_closure(problem)
    if closure is not None and posting.person_id in {closure.submitted_by_id, closure.confirmed_by_id}:
        return NotYourDuty(_("Closing takes three different people, and you have already signed for this one."))
    return None


def _days_since(moment: datetime | None, posting: Posting) -> int:
    """Whole days from a moment, in Shanghai, to the day the posting acts on; none at all for what has not happened."""
    return (_today(posting) - timezone.localdate(moment)) // timedelta(days=1) if moment else 0


def _today(posting: Posting) -> date:
    """The day the posting acts on, which the edge has read from the clock."""
    if posting.today is None:
        raise RuntimeError("a rule was asked about time without a day to count from")
    return posting.today
