"""Who stands in which circle of a project: those who keep it, and the organizer in whose library it is."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.errors import NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.models import Level

from ..models import Project


def not_a_keeper(posting: Posting, project: Project) -> Refused | None:
    """The village's first secretary and team, its township, and the organizers above it."""
    keeps = posting.may(Permission.PROJECT_PLAN) or posting.may(Permission.PROJECT_PLAN_FOR_ANOTHER)
    if not keeps or not posting.reaches(project.village_id):
        return NotYourDuty(_("Only the project's village, its township and the organizer keep it."))
    return None


def not_the_organizer(posting: Posting, project: Project, sentence: str | Promise) -> Refused | None:
    """The organizer in whose library it stands; a city's organizer also acts for its counties."""
    if not posting.may(Permission.PROJECT_ADMIT) or not posting.reaches(project.village_id):
        return NotYourDuty(sentence)
    if project.level == Project.Tier.CITY and posting.region and posting.region.level > Level.CITY:
        return NotYourDuty(_("It stands in the city's library; the city's organizer decides."))
    return None


def suspended(project: Project) -> Refused | None:
    """What stands still goes no step further until it is resumed."""
    if project.is_suspended:
        return NotNow(_("The project is suspended; it must be resumed first."), state=project.state)
    return None
