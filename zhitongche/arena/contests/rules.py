"""Who runs contests and who enters them, and when: None, or the refusal with its sentence."""

from django.utils.translation import gettext as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from .models import Contest


def not_its_keeper(posting: Posting, contest: Contest) -> Refused | None:
    """An organizer whose place holds the alliance's."""
    if posting.may(Permission.CONTEST_RUN) and posting.reaches(contest.region_id):
        return None
    return NotYourDuty(_("Only the organizer of its alliance runs this contest."))


def not_its_supervisor(posting: Posting, contest: Contest) -> Refused | None:
    """A supervisor whose place holds the alliance's."""
    if posting.may(Permission.CONTEST_WATCH) and posting.reaches(contest.region_id):
        return None
    return NotYourDuty(_("Only the supervisor of its place does this."))


def why_not_kept(posting: Posting, contest: Contest, verb: str) -> Refused | None:
    """What every verb of its keeper asks first."""
    return not_its_keeper(posting, contest) or flow.why_not_now(contest, verb)
