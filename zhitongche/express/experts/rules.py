"""Who may keep the pool, and when: None, or the refusal with its sentence."""

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.errors import NothingWaits, NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from . import queries
from .models import Expert


def why_not_enrol(posting: Posting, _nothing: object = None) -> Refused | None:
    """The organizer's; whether the home place lies inside the own one is looked at with the entry."""
    if posting.may(Permission.EXPERT_MANAGE):
        return None
    return NotYourDuty(_("Only an organizer keeps the expert pool."))


def why_not_revise(posting: Posting, expert: Expert) -> Refused | None:
    return _not_the_keeper(posting, expert) or _not_active(expert)


def why_not_take_off(posting: Posting, expert: Expert) -> Refused | None:
    """Whoever keeps the entry, while there is a paper to take off."""
    if refusal := _not_the_keeper(posting, expert):
        return refusal
    return None if queries.has_files(expert) else NothingWaits(_("The entry has no paper."), state=expert.state)


def why_not_retire(posting: Posting, expert: Expert) -> Refused | None:
    """Nobody leaves the pool while a village waits for the visit."""
    if refusal := why_not_revise(posting, expert):
        return refusal
    if expert.open_count:
        return NotNow(_("There are dispatches that are not over: cancel them, or wait for the visits."), state="active")
    return None


def why_not_restore(posting: Posting, expert: Expert) -> Refused | None:
    if refusal := _not_the_keeper(posting, expert):
        return refusal
    return NotNow(_("The expert is in the pool already."), state="active") if expert.is_active else None


def _not_the_keeper(posting: Posting, expert: Expert) -> Refused | None:
    """The organizer of the home place, or of one above it."""
    if posting.may(Permission.EXPERT_MANAGE) and posting.reaches(expert.region_id):
        return None
    return NotYourDuty(_("Only the organizer of the expert's home place changes this entry."))


def _not_active(expert: Expert) -> Refused | None:
    return None if expert.is_active else NotNow(_("The expert has left the pool."), state="retired")
