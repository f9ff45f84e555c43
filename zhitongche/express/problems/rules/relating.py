"""The township's check, and tying problems to each other: who may, and when."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from zhitongche.express.projects.models import Project
from zhitongche.express.projects.states import State as ProjectState
from zhitongche.foundation import flow
from zhitongche.foundation.errors import NothingWaits, NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.templatetags.page import day

from .. import queries
from ..models import Problem
from .duties import not_the_lead, not_the_organizer, not_the_reporter, today

HANDED_OVER = ProjectState.HANDED_OVER
NOT_TO_LINK = _("Only the organizer puts problems under another.")


def why_not_check(posting: Posting, problem: Problem) -> Refused | None:
    """The township committee, once for each report; where nobody asks for it, too."""
    if not posting.may(Permission.PROBLEM_CHECK) or not posting.reaches(problem.village_id):
        return NotYourDuty(_("Only the township committee checks the reports of its villages."))
    if refusal := flow.why_not_now(problem, "check"):
        return refusal
    if problem.checked_at is not None:
        return NothingWaits(_("The township committee has already checked it."), state=problem.state)
    return None


def waits_for_check(posting: Posting, problem: Problem) -> Refused | None:
    """None where the report has been checked, needs no check, or the township has let a working day pass in silence."""
    if problem.checked_at is not None or not queries.policy_of(problem.village_id).has_township_check:
        return None
    last = queries.passes_on(problem)
    if today(posting) > last:
        return None
    return NotNow(
        _("The township committee may check it until %(day)s; it can be accepted then, or once it is checked.")
        % {"day": day(last)},
        state=problem.state,
    )


def why_not_merge(posting: Posting, problem: Problem) -> Refused | None:
    return not_the_organizer(posting, problem, _("Only the organizer merges problems.")) or (
        flow.why_not_now(problem, "merge")
    )


def why_not_unmerge(posting: Posting, problem: Problem) -> Refused | None:
    return not_the_organizer(posting, problem, _("Only the organizer takes a merged problem out again.")) or (
        flow.why_not_now(problem, "unmerge")
    )


def why_not_link(posting: Posting, problem: Problem) -> Refused | None:
    return not_the_organizer(posting, problem, NOT_TO_LINK) or flow.why_not_now(problem, "link")


def why_not_gather(posting: Posting, problems: Sequence[Problem]) -> Refused | None:
    """The first refusal there is for one of them."""
    if not problems:
        return None if posting.may(Permission.PROBLEM_ACCEPT) else NotYourDuty(NOT_TO_LINK)
    return next((refusal for one in problems if (refusal := why_not_link(posting, one))), None)


def why_not_unlink(posting: Posting, problem: Problem) -> Refused | None:
    if refusal := not_the_organizer(posting, problem, _("Only the organizer takes a problem from under another.")):
        return refusal
    if refusal := flow.why_not_now(problem, "unlink"):
        return refusal
    if problem.parent_id is None:
        return NotNow(_("It stands under no other problem."), state=problem.state)
    return None


def why_not_mark_relapse(posting: Posting, problem: Problem) -> Refused | None:
    return not_the_organizer(posting, problem, _("Only the organizer marks a problem as come back.")) or (
        flow.why_not_now(problem, "mark_relapse")
    )


def why_not_link_project(posting: Posting, problem: Problem) -> Refused | None:
    """Those who know what it holds up: the village and whoever reported it, the lead, and the organizer of its level."""
    sentence = _("Only the village, the lead and the organizer say which project a problem holds up.")
    circles = (
        not_the_reporter(posting, problem),
        not_the_lead(posting, problem),
        not_the_organizer(posting, problem, sentence),
    )
    return NotYourDuty(sentence) if all(circles) else flow.why_not_now(problem, "link_project")


def wrong_project(number: str, project: Project | None, village: str) -> str:
    """Why a problem of that village cannot be linked to what the number names; nothing where it can.

    Several villages may build one project, so that only another county's is out of the question.
    """
    if project is None:
        return str(_("You see no project with the number “%(number)s”.") % {"number": number[:40]})
    if project.county_code != village[:6]:
        return str(_("%(number)s is a project of another county.") % {"number": number})
    if project.state == HANDED_OVER:
        return str(_("%(number)s is handed over already; nothing holds it up any more.") % {"number": number})
    return ""


def waits_for_children(problem: Problem) -> Refused | None:
    """A parent is closed after its children; whoever knows better takes them from under it first."""
    child = queries.open_child(problem)
    if child is None:
        return None
    return NotNow(
        _("%(number)s “%(title)s” stands under it and is still open; close it or unlink it first.")
        % {"number": child.number, "title": child.title},
        state=problem.state,
    )
