"""Who keeps the library of approvals."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.errors import NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from . import queries
from .models import ApprovalItem


def why_not_keep(posting: Posting, item: ApprovalItem | None = None) -> Refused | None:
    """The organizer of a county or city, for that place: new items, and versions of its own in place of shared ones."""
    if posting.may(Permission.APPROVAL_MANAGE) and posting.region_id is not None:
        return None
    return NotYourDuty(_("Only the organizer of a county or city keeps its library of approvals."))


def why_not_drop(posting: Posting, item: ApprovalItem) -> Refused | None:
    """The newest version of the place's own, where it has one that goes on."""
    if refusal := why_not_keep(posting, item):
        return refusal
    newest = queries.own_versions(item.code, posting.scope).first()
    if newest is None:
        return NotNow(_("Your place has no version of its own, so there is nothing to drop."))
    if newest.ends_on is not None:
        return NotNow(_("It ends already."))
    return None
