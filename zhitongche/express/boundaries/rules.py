"""Who may lay the boundaries of a city's places."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.errors import NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

CITY_DIGITS = 4


def why_not_lay_boundaries(posting: Posting, _nothing: object = None) -> Refused | None:
    """Boundaries come from one hand, so that counties meet without gaps: the city's organizer's."""
    if posting.may(Permission.POLICY_MANAGE) and len(posting.scope) == CITY_DIGITS:
        return None
    return NotYourDuty(_("Only the organizer of the city uploads its boundaries."))
