"""Who keeps sources of money, and when."""

from django.utils.translation import gettext as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from .models import FundingSource


def why_not_open(posting: Posting, _nothing: object = None) -> Refused | None:
    """A department's liaison for the department; the organizer for the place."""
    if posting.may(Permission.SOURCE_MANAGE):
        return None
    return NotYourDuty(_("Only a department's liaison and the organizer keep sources of money."))


def why_not_revise(posting: Posting, source: FundingSource) -> Refused | None:
    return _not_its_keeper(posting, source) or flow.why_not_now(source, "revise")


def why_not_close(posting: Posting, source: FundingSource) -> Refused | None:
    return _not_its_keeper(posting, source) or flow.why_not_now(source, "close")


def why_not_reopen(posting: Posting, source: FundingSource) -> Refused | None:
    return _not_its_keeper(posting, source) or flow.why_not_now(source, "reopen")


def why_not_withdraw(posting: Posting, source: FundingSource) -> Refused | None:
    return _not_its_keeper(posting, source) or flow.why_not_now(source, "withdraw")


def _not_its_keeper(posting: Posting, source: FundingSource) -> Refused | None:
    """Its department's liaison, or an organizer whose place holds the source's."""
    if posting.may(Permission.SOURCE_MANAGE):
        if posting.department_id is not None and posting.department_id == source.department_id:
            return None
        if posting.department_id is None and posting.reaches(source.region_id):
            return None
    return NotYourDuty(_("Only the liaison of its department and the organizer of its place keep this source."))
