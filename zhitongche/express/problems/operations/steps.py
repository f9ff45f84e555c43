"""What the verbs share: the guarded step with its line in the history, its notices, its figures and its limits."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation import flow
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.errors import BadInput, Refused
from zhitongche.foundation.files.operations import attach
from zhitongche.foundation.people.models import Posting, new_salt
from zhitongche.foundation.statements import Plus, insert, update

from .. import circulars, indexing, queries, starting
from ..clock import KEPT, Effect, after, clock_of
from ..models import Category, Consultation, Problem, ProblemEvent, ProblemFile, Tally
from ..states import State
from .monthly import keep_month
from .project_figures import follow, held_by

# What is promised or looked at again later than this is promised to nobody.
FURTHEST = timedelta(days=36525)


def step(
    problem: Problem,
    verb: str,
    *,
    by: Posting | None,
    now: datetime,
    body: Mapping[str, Any],
    changes: Mapping[str, Any] | None = None,
    clock: Effect = KEPT,
    promises: int = 0,
    to: State | str | None = None,
    photos: Sequence[UUID] = (),
    evidence_files: Sequence[UUID] = (),
    **facts: Any,
) -> Problem:
    """One step of a life: the guarded move, the clock, the history's line, the notices, the counters.

    `promises` is how many items of the rectification list the step will make; their numbers are drawn with it.
    """
    salt, held = new_salt(), held_by(problem)
    body = {**body, **starting.mark()}
    counted = {"event_count": Plus(1)}
    if promises:
        counted["promise_count"] = Plus(promises)
    before = flow.move(
        problem,
        verb,
        by=by,
        now=now,
        to=to,
        changes={**(changes or {}), **_clocked(problem, clock, now), **counted},
        # Raised to another level it is in other hands, in the same state as before; the figures of its project go by
        # the one that was read.
        guard={"level": problem.level, "project": problem.project_id},
        words=digest(salt, canonical(body)),
        **facts,
    )
    keep_step(
        problem,
        verb,
        by=by,
        now=now,
        before=before,
        after=problem.state,
        body=body,
        salt=salt,
        clock=clock,
        photos=photos,
        evidence_files=evidence_files,
    )
    indexing.follow(problem, body, changes or {})
    circulars.tell(problem, verb, by=by, now=now)
    count(problem, before, problem.state)
    follow(held, held_by(problem))
    if before == State.IN_CONSULTATION and problem.state not in {State.IN_CONSULTATION, State.MERGED}:
        # Whatever ends it, what was said is kept; a merged one goes on where it stood once it is taken out again.
        Consultation.objects.filter(problem=problem, concluded_at=None).update(concluded_at=now)
    return problem


def keep_step(
    problem: Problem,
    verb: str,
    *,
    by: Posting | None,
    now: datetime,
    before: str,
    after: str,
    body: Mapping[str, Any],
    salt: str = "",
    clock: Effect = KEPT,
    photos: Sequence[UUID] = (),
    evidence_files: Sequence[UUID] = (),
) -> str:
    """Write the history's line and hang its files on it; returns the digest of its words for the record."""
    event = ProblemEvent(
        problem=problem,
        sequence=problem.event_count,
        action=verb,
        posting=by,
        at=now,
        before=before,
        after=after,
        body=dict(body),
        salt=salt or new_salt(),
        clock=clock.as_json(),
    )
    insert(event)
    wanted = [("photos", one) for one in photos] + [("evidence_files", one) for one in evidence_files]
    if wanted:
        if by is None:
            raise RuntimeError("files come with somebody who sends them")
        kept = attach(wanted, by=by, now=now)
        ProblemFile.objects.bulk_create(
            ProblemFile(event=event, attachment=file, is_evidence=field == "evidence_files", position=position)
            for position, ((field, _id), file) in enumerate(zip(wanted, kept, strict=True), start=1)
        )
    return digest(event.salt, canonical(body))


def count(problem: Problem, before: str | None, after: str, times: int = 1) -> None:
    """Keep the county's figures; one row, so that two acts never wait for each other in a circle.

    `times` is how many problems of the township, raised in one month, have taken the same step together.
    """
    if before == after:
        return
    county = problem.county_code
    changes = {after: Plus(times), **({before: Plus(-times)} if before is not None else {})}
    audit.at_end(f"tally {county}", lambda: _count(county, changes))
    keep_month(
        problem.village_id, problem.reported_at, **{after: times, **({before: -times} if before is not None else {})}
    )


def _count(county: str, changes: Mapping[str, Plus]) -> None:
    if update(Tally, {"county": county}, changes) is None:
        Tally.objects.bulk_create([Tally(county=county)], ignore_conflicts=True)
        update(Tally, {"county": county}, changes)


def refuse_if(refusal: Refused | None) -> None:
    if refusal is not None:
        raise refusal


def category_of(code: str) -> Category:
    category = queries.category_in_use(code)
    if category is None:
        raise BadInput({"category": _("There is no category “%(code)s”.") % {"code": code}})
    return category


def _clocked(problem: Problem, effect: Effect, now: datetime) -> dict[str, Any]:
    """The columns of the clock after a step; nothing, and no look at the calendar, where it changes nothing."""
    if effect == KEPT:
        return {}
    days = workdays()
    return after(clock_of(problem), effect, timezone.localdate(now), days).columns(days)


def must_lie_ahead(day: date, now: datetime, field: str = "due_on") -> None:
    """Raises BadInput for a day that has passed, and for one so far off that it is a slip of the pen or an evasion."""
    today = timezone.localdate(now)
    if day < today:
        raise BadInput({field: _("This date lies in the past.")})
    if day > today + FURTHEST:
        raise BadInput({field: _("This date is more than a hundred years off.")})
