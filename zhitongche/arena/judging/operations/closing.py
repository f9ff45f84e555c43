"""Closing the scores: in or refused, never both; then the random codes under which the bundle names everybody."""

import secrets
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.arena.contests.operations.telling import tell
from zhitongche.arena.settlement.publishing import drawn
from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.flow import operation
from zhitongche.foundation.histories import hold, refuse_if
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.statements import update

from .. import queries, rules
from ..models import JudgeSeat
from .steps import lock_seats, propose, told


@operation
def close_scores(contest: Contest, *, by: Posting, now: datetime, anyway: bool = False) -> Contest:
    """Accept no score any more, and draw the codes of the bundle.

    Every seat is held while the state moves: a score that came before is in, one that comes after is refused. With sheets
    missing it asks for `anyway`; what then has too few totals is unranked by the settlement's rule 3.
    Raises NotYourDuty, NotNow while a recusal is undecided, BadInput that names who is missing.
    """
    hold(contest)
    lock_seats(contest)
    refuse_if(rules.why_not_close_scores(by, contest))
    propose(contest, now=now, today=timezone.localdate(now))
    panel = queries.panel(contest)
    if panel.undecided:
        raise NotNow(_("First the supervisor decides the recusals that were proposed."), state=contest.state)
    missing = {seat: left for seat in panel.sitting if (left := panel.missing(seat))}
    if missing and not anyway:
        named = _(", ").join(
            _("%(name)s (%(count)d)") % {"name": seat.person.name, "count": len(left)} for seat, left in missing.items()
        )
        raise BadInput({"anyway": _("Sheets are missing: %(judges)s. Close all the same?") % {"judges": named}})
    _draw_codes(contest, panel.seats)
    body = {"missing": {str(seat.serial): [one.serial for one in left] for seat, left in missing.items()}}
    told(contest, "close_scores", by=by, now=now, body=body)
    tell("close_scores", contest, [one.person_id for one in panel.sitting], by=by, now=now)
    return contest


def _draw_codes(contest: Contest, seats: list[JudgeSeat]) -> None:
    """A code for every entry and every seat; which is whose stays with the organizers."""
    chance = secrets.SystemRandom()
    entries = list(Entry.objects.filter(contest=contest, state=Entry.State.SUBMITTED).order_by("serial"))
    for thing, letter, things in ((Entry, "E", entries), (JudgeSeat, "J", seats)):
        codes = drawn([str(one.pk) for one in things], letter, chance)
        for one in things:
            update(thing, {"pk": one.pk}, {"code": codes[str(one.pk)]})
