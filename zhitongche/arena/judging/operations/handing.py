"""Score sheets taken out as a file, each time with its line in the log."""

from datetime import datetime

from zhitongche.arena.contests.models import Contest
from zhitongche.arena.contests.rules import not_its_keeper
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.flow import operation
from zhitongche.foundation.histories import refuse_if
from zhitongche.foundation.people.models import Posting

from .. import queries, rules
from ..models import JudgeSeat


@operation
def take_out_sheets(contest: Contest, *, by: Posting, now: datetime, ending: str) -> JudgeSeat | None:
    """Let score sheets be taken out: the seat whose own one it is, None for an organizer, who has all of them.

    A judge declares first, as before seeing any entry. Raises NotYourDuty, NotNow.
    """
    refuse_if(rules.why_not_take_sheets(by, contest))
    seat = None if not_its_keeper(by, contest) is None else queries.seat_of(contest, by.person_id)
    if seat is not None:
        refuse_if(rules.why_not_declared(contest, seat))
    is_filled = contest.state in queries.UNSEALED
    judge = seat.serial if seat else None
    audit.record("contest.take_out_sheets", contest, by=by, now=now, ending=ending, judge=judge, filled=is_filled)
    return seat
