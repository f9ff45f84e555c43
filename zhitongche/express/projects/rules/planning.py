"""Planning a project: whose duty it is."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.errors import NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission


def why_not_plan(posting: Posting, _nothing: object = None) -> Refused | None:
    """The village for itself; its township and the organizers on its behalf."""
    if posting.may(Permission.PROJECT_PLAN) or posting.may(Permission.PROJECT_PLAN_FOR_ANOTHER):
        return None
    return NotYourDuty(_("Only a village, its township and the organizer plan projects."))
