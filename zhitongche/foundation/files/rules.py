"""Who may send files."""

from django.utils.translation import gettext_lazy as _

from ..errors import NotYourDuty
from ..people.models import Posting
from ..permissions.catalogue import Permission

# The duties whose acts carry photos or documents.
CARRYING = (
    Permission.PROBLEM_REPORT,
    Permission.PROBLEM_REPORT_FOR_ANOTHER,
    Permission.PROBLEM_LEAD,
    Permission.DISPATCH_VISIT,
)


def why_not_keep(posting: Posting, thing: None = None) -> NotYourDuty | None:
    """None where the posting's acts may carry files."""
    if any(posting.may(permission) for permission in CARRYING):
        return None
    return NotYourDuty(_("Your duties do not include anything that takes files."))
