"""Who keeps indicator libraries, and when: None, or the refusal with its sentence."""

from django.utils.translation import gettext as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from .models import IndicatorLibrary


def why_not_draw_up(posting: Posting, _nothing: object = None) -> Refused | None:
    """The organizer's; whether the place lies inside the own one is looked at with what was sent."""
    if posting.may(Permission.INDICATOR_MANAGE):
        return None
    return NotYourDuty(_("Only an organizer draws up indicator libraries."))


def why_not_set_item(posting: Posting, library: IndicatorLibrary) -> Refused | None:
    return _not_its_keeper(posting, library) or flow.why_not_now(library, "set_item")


def why_not_drop_item(posting: Posting, library: IndicatorLibrary) -> Refused | None:
    return _not_its_keeper(posting, library) or flow.why_not_now(library, "drop_item")


def why_not_issue(posting: Posting, library: IndicatorLibrary) -> Refused | None:
    """Whether the points make a hundred is looked at by the act, which says by how much they do not."""
    return _not_its_keeper(posting, library) or flow.why_not_now(library, "issue")


def why_not_retire(posting: Posting, library: IndicatorLibrary) -> Refused | None:
    return _not_its_keeper(posting, library) or flow.why_not_now(library, "retire")


def _not_its_keeper(posting: Posting, library: IndicatorLibrary) -> Refused | None:
    """An organizer whose place holds the library's; the product's own is nobody's."""
    if library.region_id and posting.may(Permission.INDICATOR_MANAGE) and posting.reaches(library.region_id):
        return None
    return NotYourDuty(
        _("Only the organizer of its place keeps this library; the product's own is copied, not changed.")
    )
