"""What the writes of this room share: the lock of the panel, one step of the contest, and what the records propose."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest, ContestEvent, Entry
from zhitongche.arena.contests.states import State
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.histories import step
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.statements import insert_all

from .. import queries
from ..models import JudgeSeat, Recusal


def lock_seats(contest: Contest) -> list[JudgeSeat]:
    """Hold every seat in one order for everybody: a judge who is scoring holds the own seat, so that this waits."""
    return list(JudgeSeat.objects.select_for_update(no_key=True).filter(contest=contest).order_by("pk"))


def entry_named(contest: Contest, serial: int) -> Entry:
    """The entry of that serial that is judged. Raises BadInput."""
    found = contests.judged_entry(contest, serial)
    if found is None:
        raise BadInput({"entry": _("There is no such entry among those that are judged.")})
    return found


def seat_named(contest: Contest, serial: int) -> JudgeSeat:
    """The seat of that serial whose judge has not left. Raises BadInput."""
    found = queries.seat(contest, serial)
    if found is None or found.left_at is not None:
        raise BadInput({"judge": _("There is no such judge on the panel.")})
    return found


def told(contest: Contest, verb: str, *, by: Posting, now: datetime, body: Mapping[str, Any], **more: Any) -> None:
    """The step with its line of history and its record. Points never stand in `body`: members read the history."""
    step(contest, ContestEvent, verb, by=by, now=now, body=body, **more)


def sealed(contest: Contest, what: Mapping[str, Any]) -> str:
    """The digest by which the record binds points without telling them: salted with what only the database holds."""
    return digest(contest.salt, canonical(dict(what)))


def propose(contest: Contest, *, now: datetime, today: Any) -> list[Recusal]:
    """The recusals that the records show and nobody has raised yet, proposed by the system; under the contest's lock.

    None while entries come in: from a proposal one would learn who has entered.
    """
    if contest.state in (State.DRAFT, State.OPEN):
        return []
    panel = queries.panel(contest)
    found = queries.grounds(panel.sitting, panel.entries, today)
    fresh = [
        Recusal(seat_id=seat, entry_id=entry, ground=ground, raised_at=now)
        for (seat, entry), ground in sorted(found.items())
        if (seat, entry) not in panel.recusals
    ]
    insert_all(fresh)
    return fresh
