"""Who stands in which circle of a problem: the organizer of its level, its reporter, its lead; and the day a rule counts from."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.errors import NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.models import Level

from .. import queries
from ..models import Problem
from ..states import State

# The place whose departments answer for it: its county, or its city once it was raised.
place_of = queries.place_of


def not_the_organizer(posting: Posting, problem: Problem, sentence: str | Promise) -> Refused | None:
    """The organizer of the level the problem stands at; a city's organizer also acts for its counties."""
    if not posting.may(Permission.PROBLEM_ACCEPT) or not posting.reaches(problem.village_id):
        return NotYourDuty(sentence)
    if problem.level == Problem.Tier.CITY and posting.region and posting.region.level > Level.CITY:
        return NotYourDuty(_("It was raised to the city; the city's organizer decides."))
    return None


def not_the_reporter(posting: Posting, problem: Problem) -> Refused | None:
    """Whoever reported it, and the village's first secretary, who answers for what was reported before."""
    if not posting.reaches(problem.village_id):
        return NotYourDuty(_("This problem lies outside the area of your posting."))
    if posting.person_id == problem.reporter.person_id and _reports(posting):
        return None
    if posting.role == Role.FIRST_SECRETARY:
        return None
    return NotYourDuty(_("Only the reporter or the first secretary of the village may do this."))


def not_the_lead(posting: Posting, problem: Problem) -> Refused | None:
    if not posting.may(Permission.PROBLEM_LEAD) or posting.department_id is None:
        return NotYourDuty(_("Only the liaison of the lead department may do this."))
    if problem.lead_id is None and problem.state in {State.POOLED, State.IN_CONSULTATION}:
        return NotNow(_("No department leads it yet."), state=problem.state)
    if posting.department_id != problem.lead_id:
        return NotYourDuty(_("Only the liaison of the lead department may do this."))
    return None


def same_person(posting: Posting, problem: Problem) -> Refused | None:
    """Closing takes three different people: nobody passes on work of their own."""
    closure = queries.open_closure(problem)
    if closure is not None and posting.person_id in {closure.submitted_by_id, closure.confirmed_by_id}:
        return NotYourDuty(_("Closing takes three different people, and you have already signed for this one."))
    return None


def days_since(moment: datetime | None, posting: Posting) -> int:
    """Whole days from a moment, in Shanghai, to the day the posting acts on; none at all for what has not happened."""
    return (today(posting) - timezone.localdate(moment)) // timedelta(days=1) if moment else 0


def today(posting: Posting) -> date:
    """The day the posting acts on, which the edge has read from the clock."""
    if posting.today is None:
        raise RuntimeError("a rule was asked about time without a day to count from")
    return posting.today


def _reports(posting: Posting) -> bool:
    return posting.may(Permission.PROBLEM_REPORT) or posting.may(Permission.PROBLEM_REPORT_FOR_ANOTHER)
