"""What is taken out of a contest's result: the sealed bundle, and the office's papers; each with its line in the log."""

from datetime import datetime

from django.utils.translation import gettext as _

from zhitongche.arena.contests.models import Contest
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.errors import NotNow
from zhitongche.foundation.flow import operation
from zhitongche.foundation.histories import refuse_if
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.statements import insert

from .. import queries, rules
from ..models import Handout, Settlement


@operation
def hand_out(contest: Contest, *, by: Posting, now: datetime) -> Settlement:
    """The version that holds, for its bundle; who had it and when is kept. Raises NotYourDuty, NotNow."""
    refuse_if(rules.why_not_hand_out(by, contest))
    settlement = queries.current(contest)
    if settlement is None:
        raise NotNow(_("It has not been settled yet."), state=contest.state)
    insert(Handout(settlement=settlement, posting=by, at=now))
    audit.record("contest.hand_out", contest, by=by, now=now, version=settlement.version, digest=settlement.digest)
    return settlement


@operation
def take_out(contest: Contest, *, by: Posting, now: datetime, kind: str) -> Settlement:
    """The version that holds, for a paper of the office's: notice, circular or sheet. Raises NotYourDuty, NotNow."""
    refuse_if(rules.why_not_take_out(by, contest))
    settlement = queries.current(contest)
    if settlement is None:
        raise NotNow(_("It has not been settled yet."), state=contest.state)
    audit.record("contest.take_out", contest, by=by, now=now, version=settlement.version, kind=kind)
    return settlement
