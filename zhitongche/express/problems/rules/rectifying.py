"""The rectification list: who finishes a promise or puts it off, and when."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from ..models import Rectification
from .duties import today
from .requesting import MOST_EXTENSIONS


def why_not_finish(posting: Posting, item: Rectification) -> Refused | None:
    """The liaison of its department; the lead's own is finished by asking for closing."""
    if refusal := _not_its_department(posting, item) or flow.why_not_now(item, "finish"):
        return refusal
    if is_the_leads(item):
        return NotNow(_("Your department leads the problem: ask for closing, that finishes it."), state=item.state)
    return None


def why_not_extend_promise(posting: Posting, item: Rectification) -> Refused | None:
    """Its department, before the day has passed, at most twice; the lead asks the organizer instead."""
    if refusal := _not_its_department(posting, item) or flow.why_not_now(item, "extend"):
        return refusal
    if is_the_leads(item):
        return NotNow(
            _("Your department leads the problem: ask the organizer there for a later day."), state=item.state
        )
    if item.extension_count >= MOST_EXTENSIONS:
        return NotNow(_("It was extended twice; that is the most."), state=item.state)
    if today(posting) > item.due_on:
        return NotNow(_("The promised day has passed; an extension is asked for before it."), state=item.state)
    return None


def is_the_leads(item: Rectification) -> bool:
    """Whether it is the lead's promise to lead, and not one it gave at a meeting."""
    return item.department_id == item.problem.lead_id and item.origin != Rectification.Origin.MEETING


def _not_its_department(posting: Posting, item: Rectification) -> Refused | None:
    if not posting.may(Permission.PROBLEM_LEAD) or posting.department_id != item.department_id:
        return NotYourDuty(_("Only the liaison of the department that promised it may do this."))
    return None
