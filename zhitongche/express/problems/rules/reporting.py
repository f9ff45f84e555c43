"""From the first word to the pool: who may, and when."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from ..models import Problem
from .duties import not_the_organizer, not_the_reporter
from .relating import waits_for_check


def why_not_report(posting: Posting, problem: None = None) -> Refused | None:
    """The village's own people report; the township committee and the organizer report for another."""
    if posting.may(Permission.PROBLEM_REPORT) or posting.may(Permission.PROBLEM_REPORT_FOR_ANOTHER):
        return None
    return NotYourDuty(_("Your role does not report problems."))


def why_not_accept(posting: Posting, problem: Problem) -> Refused | None:
    return (
        not_the_organizer(posting, problem, _("Only the organizer accepts a report."))
        or flow.why_not_now(problem, "accept")
        or waits_for_check(posting, problem)
    )


def why_not_return(posting: Posting, problem: Problem) -> Refused | None:
    return not_the_organizer(posting, problem, _("Only the organizer returns a report.")) or flow.why_not_now(
        problem, "return"
    )


def why_not_resubmit(posting: Posting, problem: Problem) -> Refused | None:
    return not_the_reporter(posting, problem) or flow.why_not_now(problem, "resubmit")


def why_not_withdraw(posting: Posting, problem: Problem) -> Refused | None:
    return not_the_reporter(posting, problem) or flow.why_not_now(problem, "withdraw")
