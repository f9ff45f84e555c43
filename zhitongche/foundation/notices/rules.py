"""Who may say how somebody is reached, and who keeps a place's robots."""

from django.utils.translation import gettext as _

from ..errors import NotNow, NotYourDuty, Refused
from ..people.models import Person, Posting
from ..permissions.catalogue import Permission
from .models import Robot


def why_not_reach(posting: Posting, person: Person) -> Refused | None:
    if posting.person_id == person.pk:
        return None
    return NotYourDuty(_("Everybody chooses for themselves how they are reached."))


def why_not_keep_robot(posting: Posting, _robot: Robot | None = None) -> Refused | None:
    if posting.may(Permission.POLICY_MANAGE):
        return None
    return NotYourDuty(_("Only the organizer keeps the robots of a place."))


def why_not_remove_robot(posting: Posting, robot: Robot) -> Refused | None:
    if refusal := why_not_keep_robot(posting):
        return refusal
    if posting.scope != robot.region_id:
        return NotYourDuty(_("Only the organizer keeps the robots of a place."))
    return removed_already() if robot.removed_at else None


def removed_already() -> NotNow:
    return NotNow(_("This robot was removed already."))
