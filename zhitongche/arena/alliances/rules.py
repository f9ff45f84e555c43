"""Who keeps alliances, and when: None, or the refusal with its sentence."""

from datetime import date

from django.utils.translation import gettext as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from . import queries
from .models import Alliance


def why_not_found(posting: Posting, _nothing: object = None) -> Refused | None:
    """The organizer's; whether the place lies inside the own one is looked at with what was sent."""
    if posting.may(Permission.ALLIANCE_MANAGE):
        return None
    return NotYourDuty(_("Only an organizer founds alliances."))


def why_not_enrol(posting: Posting, alliance: Alliance) -> Refused | None:
    """Members of a chief alliance with subs belong to one of these."""
    if refusal := _not_its_keeper(posting, alliance) or flow.why_not_now(alliance, "enrol"):
        return refusal
    if queries.has_subs(alliance):
        return NotNow(_("It has sub-alliances: enrol members in one of these."), state=alliance.state)
    return None


def why_not_transfer(posting: Posting, alliance: Alliance) -> Refused | None:
    return _not_its_keeper(posting, alliance) or flow.why_not_now(alliance, "transfer")


def why_not_release(posting: Posting, alliance: Alliance) -> Refused | None:
    return _not_its_keeper(posting, alliance) or flow.why_not_now(alliance, "release")


def why_not_revise(posting: Posting, alliance: Alliance) -> Refused | None:
    return _not_its_keeper(posting, alliance) or flow.why_not_now(alliance, "revise")


def why_not_dissolve(posting: Posting, alliance: Alliance) -> Refused | None:
    """Nobody is left behind: members are transferred or released before, and subs dissolved."""
    if refusal := _not_its_keeper(posting, alliance) or flow.why_not_now(alliance, "dissolve"):
        return refusal
    if queries.has_subs(alliance):
        return NotNow(_("It has sub-alliances: dissolve these first."), state=alliance.state)
    if queries.has_members(alliance, posting.today or date.max):
        return NotNow(_("It has members: transfer or release them first."), state=alliance.state)
    return None


def _not_its_keeper(posting: Posting, alliance: Alliance) -> Refused | None:
    """An organizer whose place holds the alliance's."""
    if posting.may(Permission.ALLIANCE_MANAGE) and posting.reaches(alliance.region_id):
        return None
    return NotYourDuty(_("Only the organizer of its place keeps this alliance."))
