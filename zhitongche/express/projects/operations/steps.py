"""What the verbs share: the guarded step with its line in the history, its money, its figures and its notices."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from zhitongche.foundation import flow
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.errors import Refused
from zhitongche.foundation.files.operations import attach
from zhitongche.foundation.people.models import Posting, new_salt
from zhitongche.foundation.statements import Plus, insert

from .. import circulars, indexing
from ..models import Project, ProjectEvent, ProjectFile
from .keeping import AMOUNTS, NOUGHT, keep

# The verbs whose files come in the field `papers`, which takes documents as well; all others send `photos`.
WITH_PAPERS = frozenset({"accept_work", "hand_over"})


def step(
    project: Project,
    verb: str,
    *,
    by: Posting | None,
    now: datetime,
    body: Mapping[str, Any],
    changes: Mapping[str, Any] | None = None,
    money: Mapping[str, Decimal] | None = None,
    guard: Mapping[str, Any] | None = None,
    to: str | None = None,
    photos: Sequence[tuple[str, str, UUID]] = (),
    **facts: Any,
) -> ProjectEvent:
    """One step of a life: the guarded move, the history's line, the township's figures; returns the line.

    `money` is by how much each kept amount changes, in yuan: it is added by the guarded UPDATE itself, so that two who
    pay at once lose nothing. `photos` are (side, spot, id). `project` holds afterwards what the database holds.
    """
    salt = new_salt()
    changed = money or {}
    before_township = project.village_id[:9]
    # Asked back with the UPDATE, also where nothing is added: the figures move with what the row really holds.
    sums = {name: Plus(changed.get(name, NOUGHT)) for name in AMOUNTS}
    before = flow.move(
        project,
        verb,
        by=by,
        now=now,
        to=to,
        changes={**(changes or {}), **sums, "event_count": Plus(1)},
        guard={"level": project.level, "village": project.village_id, **(guard or {})},
        words=digest(salt, canonical(body)),
        **facts,
    )
    event = keep_step(project, verb, by=by, now=now, before=before, body=body, salt=salt, photos=photos)
    _follow(project, before_township, before, changed)
    indexing.follow(project, body, changes or {})
    circulars.tell(project, verb, by=by, now=now)
    return event


def keep_step(
    project: Project,
    verb: str,
    *,
    by: Posting | None,
    now: datetime,
    before: str,
    body: Mapping[str, Any],
    salt: str = "",
    photos: Sequence[tuple[str, str, UUID]] = (),
) -> ProjectEvent:
    """Write the history's line and hang its files on it."""
    event = ProjectEvent(
        project=project,
        sequence=project.event_count,
        action=verb,
        posting=by,
        at=now,
        before=before,
        after=project.state,
        body=dict(body),
        salt=salt or new_salt(),
    )
    insert(event)
    if photos:
        if by is None:
            raise RuntimeError("files come with somebody who sends them")
        field = "papers" if verb in WITH_PAPERS else "photos"
        kept = attach([(field, file) for _side, _spot, file in photos], by=by, now=now)
        ProjectFile.objects.bulk_create(
            ProjectFile(project=project, event=event, attachment=file, side=side, spot=spot, position=position)
            for position, ((side, spot, _id), file) in enumerate(zip(photos, kept, strict=True), start=1)
        )
    return event


def refuse_if(refusal: Refused | None) -> None:
    if refusal is not None:
        raise refusal


def _follow(project: Project, township: str, before: str, changed: Mapping[str, Decimal]) -> None:
    """Move the project's figures from where they were kept to where they belong now."""
    now_at = project.village_id[:9]
    if (township, before) == (now_at, project.state):
        keep(township, before, changed)
        return
    held = {name: getattr(project, name) for name in AMOUNTS}
    keep(township, before, {name: changed.get(name, NOUGHT) - held[name] for name in AMOUNTS}, -1)
    keep(now_at, project.state, held, 1)
