"""What the verbs share: the guarded step with its line in the history, its notices, its figures and its limits."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation import flow
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.errors import BadInput, Refused
from zhitongche.foundation.files.operations import attach
from zhitongche.foundation.people.models import Posting, new_salt

from .. import circulars, queries
from ..clock import KEPT, Effect, after, clock_of
from ..models import Category, Problem, ProblemEvent, ProblemFile, Tally
from ..states import State


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
    salt = new_salt()
    counted: dict[str, Any] = {"event_count": F("event_count") + 1}
    if promises:
        counted["promise_count"] = F("promise_count") + promises
    before = flow.move(
        problem,
        verb,
        by=by,
        now=now,
        to=to,
        changes={**(changes or {}), **_clocked(problem, clock, now), **counted},
        words=digest(salt, canonical(body)),
        **facts,
    )
    # The row is ours since the guarded UPDATE: the step's place in the history can be read without a race.
    problem.event_count, problem.promise_count = Problem.objects.values_list("event_count", "promise_count").get(
        pk=problem.pk
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
    circulars.tell(problem, verb, by=by, now=now)
    count(problem, before, problem.state)
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
    event = ProblemEvent.objects.create(
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


def count(problem: Problem, before: str | None, after: str) -> None:
    """Keep the county's figures; one row, so that two acts never wait for each other in a circle."""
    if before == after:
        return
    changes: dict[str, Any] = {after: F(after) + 1}
    if before is not None:
        changes[before] = F(before) - 1
    row = Tally.objects.filter(pk=problem.county_code)
    if not row.update(**changes):
        Tally.objects.bulk_create([Tally(county=problem.county_code)], ignore_conflicts=True)
        row.update(**changes)


def refuse_if(refusal: Refused | None) -> None:
    if refusal is not None:
        raise refusal


def category_of(code: str) -> Category:
    category = queries.categories().filter(pk=code).first()
    if category is None:
        raise BadInput({"category": _("There is no category “%(code)s”.") % {"code": code}})
    return category


def _clocked(problem: Problem, effect: Effect, now: datetime) -> dict[str, Any]:
    """The columns of the clock after a step; nothing, and no look at the calendar, where it changes nothing."""
    if effect == KEPT:
        return {}
    days = workdays()
    return after(clock_of(problem), effect, timezone.localdate(now), days).columns(days)


def not_in_the_past(day: date, now: datetime, field: str = "due_on") -> None:
    if day < timezone.localdate(now):
        raise BadInput({field: _("This date lies in the past.")})
