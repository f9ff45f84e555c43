"""Who sets what a gate asks for at a place."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.errors import NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.models import Region


def why_not_set_gate(posting: Posting, place: Region) -> Refused | None:
    """The organizer of the very place: a city's word counts in its counties until a county says its own."""
    if posting.may(Permission.POLICY_MANAGE) and posting.scope == place.code:
        return None
    return NotYourDuty(_("Only the organizer of the place sets how it works."))


def why_not_drop_gate(posting: Posting, place: Region) -> Refused | None:
    """As for setting it; whether there is a word of the place's own at that gate is seen when it is dropped."""
    return why_not_set_gate(posting, place)
