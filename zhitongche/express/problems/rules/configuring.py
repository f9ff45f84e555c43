"""Who sets how a place works."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.errors import NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.models import Region


def why_not_configure(posting: Posting, place: Region) -> Refused | None:
    """The organizer of the very place: a city's rules count in its counties until a county sets its own."""
    if posting.may(Permission.POLICY_MANAGE) and posting.scope == place.code:
        return None
    return NotYourDuty(_("Only the organizer of the place sets how it works."))
