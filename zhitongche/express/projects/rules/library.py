"""The library: who revises, submits, admits, returns, adjusts, moves, suspends and hands over, and when."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NothingWaits, NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.models import Level

from .. import queries
from ..models import Project
from ..states import State
from .duties import not_a_keeper, not_the_organizer, suspended


def why_not_revise(posting: Posting, project: Project) -> Refused | None:
    """As long as it is only planned, those who keep it say it anew."""
    return not_a_keeper(posting, project) or flow.why_not_now(project, "revise") or _waits(project)


def why_not_submit(posting: Posting, project: Project) -> Refused | None:
    """The village (or its township) to the county; the county's organizer to the city."""
    if not posting.may(Permission.PROJECT_SUBMIT) or not posting.reaches(project.village_id):
        return NotYourDuty(_("Only the first secretary, the township and the county's organizer submit projects."))
    is_organizer = posting.role == Role.ORGANIZER
    if project.state == State.PLANNED and is_organizer and project.planner.role != Role.ORGANIZER:
        # What an organizer planned on a village's behalf (an office's own list, above all) an organizer submits.
        return NotYourDuty(_("The village or its township submits it; you admit it."))
    if project.state != State.PLANNED and not _is_of(posting, Level.COUNTY):
        return NotYourDuty(_("Only the county's organizer submits to the city's library."))
    if refusal := flow.why_not_now(project, "submit") or suspended(project) or _waits(project):
        return refusal
    if project.level == Project.Tier.CITY:
        return NotNow(_("It stands in the city's library already."), state=project.state)
    return _gate(project, "submit")


def why_not_admit(posting: Posting, project: Project) -> Refused | None:
    """The organizer of the library it was submitted to."""
    refusal = _not_asked(posting, project, gettext_lazy("Only the organizer admits projects."))
    return refusal or flow.why_not_now(project, "admit") or _not_submitted(project) or _gate(project, "admit")


def why_not_return(posting: Posting, project: Project) -> Refused | None:
    refusal = _not_asked(posting, project, gettext_lazy("Only the organizer returns projects."))
    return refusal or flow.why_not_now(project, "return") or _not_submitted(project)


def why_not_adjust(posting: Posting, project: Project) -> Refused | None:
    """What was admitted is changed by the organizer only, and keeps what stood before."""
    refusal = not_the_organizer(posting, project, gettext_lazy("Only the organizer changes what was admitted."))
    return refusal or flow.why_not_now(project, "adjust")


def why_not_relocate(posting: Posting, project: Project) -> Refused | None:
    refusal = not_the_organizer(
        posting, project, gettext_lazy("Only the organizer moves a project to another village.")
    )
    return refusal or flow.why_not_now(project, "relocate")


def why_not_hand_over(posting: Posting, project: Project) -> Refused | None:
    if not posting.may(Permission.PROJECT_SUBMIT) or not posting.reaches(project.village_id):
        return NotYourDuty(_("Only the first secretary, the township and the organizer hand a project over."))
    return flow.why_not_now(project, "hand_over")


def why_not_suspend(posting: Posting, project: Project) -> Refused | None:
    refusal = not_the_organizer(posting, project, gettext_lazy("Only the organizer suspends a project."))
    return refusal or flow.why_not_now(project, "suspend") or suspended(project)


def why_not_resume(posting: Posting, project: Project) -> Refused | None:
    refusal = not_the_organizer(posting, project, gettext_lazy("Only the organizer resumes a project."))
    if refusal := refusal or flow.why_not_now(project, "resume"):
        return refusal
    if not project.is_suspended:
        return NothingWaits(_("The project is not suspended."), state=project.state)
    return None


def why_not_instruct(posting: Posting, project: Project) -> Refused | None:
    """A leader of the place, or its organizer for the leader."""
    if not posting.may(Permission.PROJECT_INSTRUCT) or not posting.reaches(project.village_id):
        return NotYourDuty(_("Only a leader of the place, or the organizer for a leader, leaves an instruction."))
    return flow.why_not_now(project, "instruct")


def why_not_answer_instruction(posting: Posting, project: Project) -> Refused | None:
    """The village's first secretary, or the organizer."""
    answers = posting.role in {Role.FIRST_SECRETARY, Role.ORGANIZER} and posting.may(Permission.PROJECT_SUBMIT)
    if not answers or not posting.reaches(project.village_id):
        return NotYourDuty(_("The village's first secretary or the organizer answers an instruction."))
    if queries.oldest_instruction(project) is None:
        return NothingWaits(_("No instruction waits for an answer."), state=project.state)
    return flow.why_not_now(project, "answer_instruction")


def _is_of(posting: Posting, level: Level) -> bool:
    return posting.role == Role.ORGANIZER and posting.region is not None and posting.region.level == level


def _not_asked(posting: Posting, project: Project, sentence: object) -> Refused | None:
    """Whoever is not the organizer of the library that it waits for."""
    if not posting.may(Permission.PROJECT_ADMIT) or not posting.reaches(project.village_id):
        return NotYourDuty(str(sentence))
    if project.submission == Project.Submission.CITY and _is_of(posting, Level.COUNTY):
        return NotYourDuty(_("It waits for the city's organizer."))
    return None


def _not_submitted(project: Project) -> Refused | None:
    if project.submission == Project.Submission.NONE:
        return NothingWaits(_("It has not been submitted."), state=project.state)
    return None


def _waits(project: Project) -> Refused | None:
    if project.submission != Project.Submission.NONE:
        return NotNow(_("It is submitted and waits to be admitted or returned."), state=project.state)
    return None


def _gate(project: Project, gate: str, besides: Collection[str] = ()) -> Refused | None:
    """The refusal that names everything the gate still asks for, `besides` what is asked for elsewhere."""
    missing = queries.missing_at(project, gate, besides)
    if not missing:
        return None
    return NotNow(_("Still missing: %(list)s.") % {"list": _("; ").join(missing)}, state=project.state)


gate_refusal = _gate
