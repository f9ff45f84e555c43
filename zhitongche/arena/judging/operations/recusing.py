"""Recusals (回避): proposed by the system or somebody of the contest, decided by the supervisor."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.arena.contests.models import Contest
from zhitongche.arena.contests.operations import ENTRIES_CHANGED
from zhitongche.arena.contests.operations.telling import tell
from zhitongche.arena.contests.states import State
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.flow import operation
from zhitongche.foundation.histories import hold, refuse_if
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.statements import insert, update
from zhitongche.foundation.web.ticks import when_left

from .. import queries, rules
from ..models import Assignment, Recusal
from .filling import fill
from .steps import entry_named, lock_seats, propose, seat_named, told


@operation
def recuse(contest: Contest, *, by: Posting, now: datetime, judge: int, entry: int, reason: str) -> Contest:
    """Propose that a judge must not judge an entry. From here on they cannot, until it is dismissed.

    A judge says it for the own seat alone. One that was dismissed may be proposed again with a new reason.
    Raises NotYourDuty, NotNow, BadInput.
    """
    hold(contest)
    refuse_if(rules.why_not_recuse(by, contest))
    lock_seats(contest)
    seat, about = seat_named(contest, judge), entry_named(contest, entry)
    if not rules.watches(by, contest) and seat.person_id != by.person_id:
        raise NotYourDuty(_("A judge says this for the own seat alone."))
    found = queries.recusal_between(seat, about)
    if found is not None and found.state != Recusal.State.DISMISSED:
        raise BadInput({"entry": _("This recusal stands already: %(state)s.") % {"state": found.get_state_display()}})
    facts = {"ground": Recusal.Ground.DECLARED, "reason": reason, "raised_by": by, "raised_at": now}
    if found is None:
        insert(Recusal(seat=seat, entry=about, **facts))
    else:
        again = {"state": Recusal.State.PROPOSED, "decided_by": None, "decided_at": None, "decision": ""}
        update(Recusal, {"pk": found.pk}, {**facts, **again})
    told(contest, "recuse", by=by, now=now, body={"judge": judge, "entry": entry, "reason": reason})
    tell("recuse", contest, queries.supervisors(contest, timezone.localdate(now)), by=by, now=now)
    return contest


@operation
def decide_recusal(
    contest: Contest, *, by: Posting, now: datetime, recusal: int, confirmed: bool, reason: str = ""
) -> Contest:
    """Confirm a recusal, or dismiss it with a reason. Where one is confirmed while scores come in, an alternate fills the gap.

    Raises NotYourDuty, NotNow, BadInput.
    """
    hold(contest)
    refuse_if(rules.why_not_decide_recusal(by, contest))
    lock_seats(contest)
    found = queries.recusal(contest, recusal)
    if found is None:
        raise BadInput({"recusal": _("There is no such recusal in this contest.")})
    if found.state != Recusal.State.PROPOSED:
        raise NotNow(
            _("This recusal was decided already: %(state)s.") % {"state": found.get_state_display()},
            state=contest.state,
        )
    if not confirmed and not reason.strip():
        raise BadInput({"reason": _("Say why the judge may judge this entry.")})
    was_given = queries.panel(contest).is_given(found.seat, found.entry)
    state = Recusal.State.CONFIRMED if confirmed else Recusal.State.DISMISSED
    decided = {"state": state, "decided_by": by, "decided_at": now, "decision": reason.strip()}
    update(Recusal, {"pk": found.pk, "state": Recusal.State.PROPOSED}, decided)
    body: dict[str, Any] = {
        "recusal": recusal,
        "confirmed": confirmed,
        "judge": found.seat.serial,
        "entry": found.entry.serial,
    }
    if confirmed and was_given and contest.state == State.ENTRIES_CLOSED and found.seat.left_at is None:
        Assignment.objects.filter(seat=found.seat, entry=found.entry).delete()
        body |= fill(contest, [found.entry], now=now)
    told(contest, "decide_recusal", by=by, now=now, body=body)
    tell("decide_recusal", contest, [found.seat.person_id, *body.get("people", [])], by=by, now=now)
    return contest


@operation
def propose_recusals(contest: Contest, *, by: Posting | None, now: datetime) -> int:
    """What the records show of panel and entries as they stand now; returns how many are new, and tells the supervisor.

    Called whenever the panel or the entries change, and by the product itself when the entries are closed.
    """
    hold(contest)
    today = timezone.localdate(now)
    fresh = propose(contest, now=now, today=today)
    if fresh:
        tell("recuse", contest, queries.supervisors(contest, today), by=by, now=now)
    return len(fresh)


def propose_left(*, now: datetime) -> int:
    """The same for every contest whose entries were closed, or that let a late one in, since the worker looked last.

    Returns how many recusals were proposed. The score of such a judge is refused all the while.
    """
    return when_left(ENTRIES_CHANGED, lambda marks: _propose_in({mark.partition(":")[0] for mark in marks}, now))


def _propose_in(keys: set[str], now: datetime) -> int:
    found = queries.judged_now(int(key) for key in keys)
    return sum(propose_recusals(contest, by=None, now=now) for contest in found)
