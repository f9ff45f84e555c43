"""What the verbs share: the guarded step with its line in the history, its sums and its files."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from zhitongche.foundation import flow
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.errors import Refused
from zhitongche.foundation.files.operations import attach
from zhitongche.foundation.people.models import Posting, new_salt
from zhitongche.foundation.statements import Plus, insert

from ..models import Outcome, OutcomeEvent, OutcomeFile
from ..states import State
from .keeping import Sums, change, sums_of


def step(
    outcome: Outcome,
    verb: str,
    *,
    by: Posting,
    now: datetime,
    body: Mapping[str, Any],
    changes: Mapping[str, Any] | None = None,
) -> OutcomeEvent:
    """One step of a life: the guarded move, the history's line, the township's sums; returns the line.

    Guarded by the number of steps as well: whoever checks checks the figure that was read, not one that somebody has
    corrected since. `outcome` holds afterwards what the database holds.
    """
    salt, added = new_salt(), _added(outcome)
    before = flow.move(
        outcome,
        verb,
        by=by,
        now=now,
        changes={**(changes or {}), "event_count": Plus(1)},
        guard={"event_count": outcome.event_count},
        words=digest(salt, canonical(body)),
    )
    event = OutcomeEvent(
        outcome=outcome,
        sequence=outcome.event_count,
        action=verb,
        posting=by,
        at=now,
        before=before,
        after=outcome.state,
        body=dict(body),
        salt=salt,
    )
    insert(event)
    change(outcome, added, _added(outcome))
    return event


def hang(
    outcome: Outcome,
    event: OutcomeEvent,
    file: UUID | None,
    photos: Sequence[UUID],
    *,
    by: Posting,
    now: datetime,
) -> None:
    """Hang what proves the figure on the step it came with. Raises BadInput."""
    wanted = [*([("file", file)] if file else []), *(("photos", photo) for photo in photos)]
    if not wanted:
        return
    kept = attach(wanted, by=by, now=now)
    OutcomeFile.objects.bulk_create(
        OutcomeFile(outcome=outcome, event=event, attachment=one, position=position)
        for position, one in enumerate(kept, start=1)
    )


def refuse_if(refusal: Refused | None) -> None:
    if refusal is not None:
        raise refusal


def _added(outcome: Outcome) -> Sums | None:
    """What the figure adds as it stands; nothing once it is withdrawn."""
    if outcome.state == State.WITHDRAWN:
        return None
    return sums_of(outcome.figures, is_checked=outcome.state == State.CHECKED)
