"""Who may do what with a figure, and when: None, or the refusal with its sentence."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role

from .models import Outcome


def why_not_record(posting: Posting, _nothing: object = None) -> Refused | None:
    """The village for itself; its township and the organizers on its behalf."""
    if posting.may(Permission.OUTCOME_RECORD):
        return None
    return NotYourDuty(_("Only a village, its township and the organizer record outcomes."))


def why_not_check(posting: Posting, outcome: Outcome) -> Refused | None:
    """The township or an organizer above it; never whoever said the figure."""
    if not posting.may(Permission.OUTCOME_CHECK) or not posting.reaches(outcome.village_id):
        return NotYourDuty(_("Only the village's township and the organizer check its figures."))
    if refusal := flow.why_not_now(outcome, "check"):
        return refusal
    if posting.person_id == outcome.recorder.person_id:
        return NotYourDuty(_("You recorded this figure yourself; somebody else has to check it."))
    return None


def why_not_correct(posting: Posting, outcome: Outcome) -> Refused | None:
    return _not_a_keeper(posting, outcome) or flow.why_not_now(outcome, "correct")


def why_not_withdraw(posting: Posting, outcome: Outcome) -> Refused | None:
    return _not_a_keeper(posting, outcome) or flow.why_not_now(outcome, "withdraw")


def why_not_set_target(posting: Posting, _nothing: object = None) -> Refused | None:
    """The first secretary for the own village; township and organizer for what lies below them."""
    is_secretary = posting.role == Role.FIRST_SECRETARY and posting.may(Permission.OUTCOME_RECORD)
    if is_secretary or posting.may(Permission.OUTCOME_CHECK):
        return None
    return NotYourDuty(_("Only the first secretary, the township and the organizer set targets."))


def _not_a_keeper(posting: Posting, outcome: Outcome) -> Refused | None:
    if not posting.may(Permission.OUTCOME_RECORD) or not posting.reaches(outcome.village_id):
        return NotYourDuty(_("Only the village, its township and the organizer keep its figures."))
    return None
