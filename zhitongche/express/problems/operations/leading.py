"""Who leads and who supports: the promise with its item on the rectification list, taken up and given up."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from zhitongche.foundation import flow
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.calendar.lights import soon_from
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.files.operations import attach, release
from zhitongche.foundation.people.models import Department, Posting, new_salt
from zhitongche.foundation.statements import Plus, insert

from .. import indexing, queries
from ..models import Claim, Involvement, Problem, Rectification, RectificationEvent, RectificationFile, Request
from .holding import forget
from .monthly import keep_claim

# What a problem's row holds of its lead, when it has none any more.
WITHOUT_LEAD: Mapping[str, Any] = {
    "lead": None,
    "is_assigned": False,
    "acknowledged_at": None,
    "extension_count": 0,
    "paused_until": None,
}


def begin_lead(
    problem: Problem,
    department: Department,
    *,
    by: Posting,
    now: datetime,
    measures: str,
    due_on: date,
    origin: str,
    place: int = 0,
    is_in_time: bool | None = None,
    meeting: str = "",
) -> Rectification:
    """Write down the lead's promise: the claim in force and its item on the rectification list.

    Called after the step that moved the problem, which has counted the promise (`step(promises=1)`). What others asked
    to do with it in the pool falls away; what the department had promised as a supporter is part of its lead now.
    """
    insert(
        Claim(
            problem=problem,
            department=department,
            posting=by,
            measures=measures,
            due_on=due_on,
            claimed_at=now,
            is_in_time=is_in_time,
        )
    )
    keep_claim(problem.village_id, now, is_in_time=is_in_time)
    drop_requests(problem, now=now)
    drop_promise(problem, department.pk, by=by, now=now)
    return promise_of(
        problem,
        department,
        by=by,
        now=now,
        promise=measures,
        due_on=due_on,
        origin=origin,
        place=place,
        meeting=meeting,
    )


def promise_of(
    problem: Problem,
    department: Department,
    *,
    by: Posting,
    now: datetime,
    promise: str,
    due_on: date,
    origin: str,
    place: int = 0,
    meeting: str = "",
) -> Rectification:
    """One item of the rectification list; `place` counts from the last where one step makes several."""
    involve(problem, [department], now=now)
    forget(problem)
    item = Rectification(
        number=f"ZG-{problem.number}-{problem.promise_count - place}",
        problem=problem,
        village_id=problem.village_id,
        county=problem.county_code,
        city=problem.village_id[:4],
        department=department,
        origin=origin,
        promise=promise,
        meeting=meeting,
        due_on=due_on,
        soon_on=soon_on(due_on, now),
        state_since=now,
        made_by=by,
        made_at=now,
        event_count=1,
    )
    insert(item)
    told = {"promise": promise, "due_on": due_on.isoformat()}
    insert(
        RectificationEvent(
            rectification=item, sequence=1, action=origin, posting=by, at=now, after=item.state, body=told
        )
    )
    return item


def step_of(
    item: Rectification,
    verb: str,
    *,
    by: Posting | None,
    now: datetime,
    body: Mapping[str, Any],
    changes: Mapping[str, Any] | None = None,
    photos: Sequence[UUID] = (),
) -> Rectification:
    """One step in the life of a promise: the guarded move with its record, and the line in its history."""
    salt = new_salt()
    written = {**(changes or {}), "event_count": Plus(1)}
    words = digest(salt, canonical(body))
    before = flow.move(item, verb, by=by, now=now, changes=written, words=words)
    event = insert(
        RectificationEvent(
            rectification=item,
            sequence=item.event_count,
            action=verb,
            posting=by,
            at=now,
            before=before,
            after=item.state,
            body=dict(body),
            salt=salt,
        )
    )
    if photos and by is not None:
        kept = attach([("photos", one) for one in photos], by=by, now=now)
        RectificationFile.objects.bulk_create(
            RectificationFile(event=event, attachment=file, position=position)
            for position, file in enumerate(kept, start=1)
        )
    return item


def soon_on(due_on: date, now: datetime) -> date:
    """The day from which a promise for `due_on`, made now, is yellow."""
    today = timezone.localdate(now)
    return soon_from(workdays(), today, due_on) if due_on > today else today


def own_promise(problem: Problem) -> Rectification | None:
    """The lead's own item, open or finished, unless it was dropped."""
    items = Rectification.objects.filter(problem=problem, department=problem.lead_id, is_dropped=False)
    return items.exclude(origin=Rectification.Origin.MEETING).order_by("-pk").first()


def finish_own(problem: Problem, *, by: Posting, now: datetime, text: str) -> None:
    """The lead says that it is done: its own item is finished by the same word."""
    item = own_promise(problem)
    if item is not None and item.state == Rectification.State.OPEN:
        changes = {"finished_at": now, "finished_by": by, "result": text}
        step_of(item, "finish", by=by, now=now, body={"text": text}, changes=changes)
        forget(problem)


def reopen_own(problem: Problem, *, by: Posting, now: datetime, reason: str) -> None:
    """It was not done after all: the lead's item is open again, until the problem's own limit."""
    item = own_promise(problem)
    if item is not None and item.state == Rectification.State.DONE:
        due = problem.due_on or item.due_on
        changes = {
            "finished_at": None,
            "finished_by": None,
            "result": "",
            "due_on": due,
            "soon_on": soon_on(due, now),
        }
        step_of(item, "reopen", by=by, now=now, body={"reason": reason}, changes=changes)
        forget(problem)


def move_own(problem: Problem, due_on: date, *, now: datetime) -> None:
    """The lead's promised day is another: of its claim, and of its item."""
    Claim.objects.filter(problem=problem, ended_at=None).update(due_on=due_on)
    own = Rectification.objects.filter(problem=problem, department=problem.lead_id, state=Rectification.State.OPEN)
    own.exclude(origin=Rectification.Origin.MEETING).update(due_on=due_on, soon_on=soon_on(due_on, now))
    forget(problem)


def end_lead(problem: Problem, *, now: datetime, by: Posting | None = None) -> None:
    """The lead is free: its claim ends, its item is dropped, and what it asked for falls away.

    Called before the step that takes the lead off the problem's row (`WITHOUT_LEAD`).
    """
    Claim.objects.filter(problem=problem, ended_at=None).update(ended_at=now)
    if problem.lead_id is not None:
        drop_promise(problem, problem.lead_id, by=by, now=now)
    drop_requests(problem, now=now)


def drop_promise(problem: Problem, department: int, *, by: Posting | None, now: datetime) -> None:
    """The department's open promise is no longer asked for."""
    for item in queries.open_promises_by(problem, department):
        step_of(item, "drop", by=by, now=now, body={}, changes={"finished_at": now, "is_dropped": True})
    forget(problem)


def drop_requests(problem: Problem, *, now: datetime) -> None:
    """What was asked in a state that has passed is decided by nobody any more."""
    asked = queries.undecided(problem)
    if asked:
        release(one for request in asked for one in files_of(request))
        Request.objects.filter(pk__in=[request.pk for request in asked], decided_at=None).update(decided_at=now)
    forget(problem)


def files_of(request: Request) -> list[UUID]:
    """The files that wait with a request, kept for it so that they are not purged."""
    return [UUID(one) for name in ("photos", "evidence_files") for one in request.body.get(name, ())]


def involve(problem: Problem, departments: Iterable[Department], *, now: datetime) -> None:
    """Let these departments see it from now on; a county's own sees every accepted problem of its place anyway."""
    outside = [department for department in departments if department.region_id != problem.county_code]
    Involvement.objects.bulk_create(
        (Involvement(department=department, problem=problem, since=now) for department in outside),
        ignore_conflicts=True,
    )
    indexing.show(problem, outside)
