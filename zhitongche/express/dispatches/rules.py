"""Who may do what with a dispatch, and when: None, or the refusal with its sentence."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.permissions.catalogue import Permission

from .models import Dispatch


def why_not_dispatch(posting: Posting, _nothing: object = None) -> Refused | None:
    """The organizer's; what the own place does not hold is refused with the body."""
    if posting.may(Permission.DISPATCH_SEND):
        return None
    return NotYourDuty(_("Only an organizer dispatches experts."))


def why_not_accept(posting: Posting, dispatch: Dispatch) -> Refused | None:
    return _not_for_the_expert(posting, dispatch) or flow.why_not_now(dispatch, "accept")


def why_not_decline(posting: Posting, dispatch: Dispatch) -> Refused | None:
    return _not_for_the_expert(posting, dispatch) or flow.why_not_now(dispatch, "decline")


def why_not_report_visit(posting: Posting, dispatch: Dispatch) -> Refused | None:
    """The expert's, on the phone; the organizer enters it for an expert who tells it."""
    if not (is_the_expert(posting, dispatch) or organizes(posting, dispatch)):
        return NotYourDuty(_("Only the expert reports the visit, or the organizer on the expert's word."))
    return flow.why_not_now(dispatch, "report_visit")


def why_not_rate(posting: Posting, dispatch: Dispatch) -> Refused | None:
    """The village's first secretary, who saw what came of it."""
    if not posting.may(Permission.DISPATCH_RATE) or posting.scope != dispatch.village_id:
        return NotYourDuty(_("Only the first secretary of the village rates the visit."))
    return flow.why_not_now(dispatch, "rate")


def why_not_replace(posting: Posting, dispatch: Dispatch) -> Refused | None:
    if refusal := _not_the_organizer(posting, dispatch) or flow.why_not_now(dispatch, "replace"):
        return refusal
    if dispatch.replaced_by_id is not None:
        return NotNow(_("Another expert has been asked already."), state=dispatch.state)
    return None


def why_not_cancel(posting: Posting, dispatch: Dispatch) -> Refused | None:
    if refusal := _not_the_organizer(posting, dispatch) or flow.why_not_now(dispatch, "cancel"):
        return refusal
    if dispatch.replaced_by_id is not None:
        return NotNow(_("Another expert has been asked already."), state=dispatch.state)
    return None


def is_the_expert(posting: Posting, dispatch: Dispatch) -> bool:
    return posting.may(Permission.DISPATCH_VISIT) and dispatch.expert.person_id == posting.person_id


def organizes(posting: Posting, dispatch: Dispatch) -> bool:
    return posting.may(Permission.DISPATCH_SEND) and posting.reaches(dispatch.village_id)


def _not_for_the_expert(posting: Posting, dispatch: Dispatch) -> Refused | None:
    """The expert answers personally; where there is no account, the organizer on the expert's word."""
    if is_the_expert(posting, dispatch):
        return None
    if not organizes(posting, dispatch):
        return NotYourDuty(_("Only the expert answers this."))
    if _has_account(dispatch):
        return NotYourDuty(_("The expert has an account and answers personally."))
    return None


def _has_account(dispatch: Dispatch) -> bool:
    person = dispatch.expert.person_id
    return person is not None and Account.objects.filter(person=person, is_active=True).exists()


def _not_the_organizer(posting: Posting, dispatch: Dispatch) -> Refused | None:
    if organizes(posting, dispatch):
        return None
    return NotYourDuty(_("Only the organizer of the village's place does this."))
