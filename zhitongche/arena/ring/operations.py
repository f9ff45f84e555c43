"""What happens to a contest in more than one of its rooms at once."""

from datetime import datetime

from zhitongche.arena.contests import operations as entering
from zhitongche.arena.contests.models import Contest
from zhitongche.arena.judging import operations as judging
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting


@operation
def close_entries(contest: Contest, *, by: Posting, now: datetime, reason: str = "") -> Contest:
    """Close entries, and propose at once the recusals that the records show. Raises NotYourDuty, NotNow."""
    entering.close_entries(contest, by=by, now=now, reason=reason)
    judging.propose_recusals(contest, by=by, now=now)
    return contest
