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
from zhitongche.foundation.calendar.lights import soon_from
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.errors import BadInput, Refused
from zhitongche.foundation.files.operations import attach
from zhitongche.foundation.people.models import Posting, new_salt

from .. import circulars, queries
from ..models import Category, Problem, ProblemEvent, ProblemFile, Tally
from ..states import State


def step(
    problem: Problem,
    verb: str,
    *,
    by: Posting,
    now: datetime,
    body: Mapping[str, Any],
    changes: Mapping[str, Any],
    to: State | None = None,
    photos: Sequence[UUID] = (),
    evidence_files: Sequence[UUID] = (),
    **facts: Any,
) -> Problem:
    """One step of a life: the guarded move, the history's line, the notices, the counters."""
    salt = new_salt()
    before = flow.move(
        problem,
        verb,
        by=by,
        now=now,
        to=to,
        changes={**changes, "event_count": F("event_count") + 1},
        words=digest(salt, canonical(body)),
        **facts,
    )
    # The row is ours since the guarded UPDATE: the step's place in the history can be read without a race.
    problem.event_count = Problem.objects.values_list("event_count", flat=True).get(pk=problem.pk)
    keep_step(
        problem,
        verb,
        by=by,
        now=now,
        before=before,
        after=problem.state,
        body=body,
        salt=salt,
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
    by: Posting,
    now: datetime,
    before: str,
    after: str,
    body: Mapping[str, Any],
    salt: str = "",
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
    )
    wanted = [("photos", one) for one in photos] + [("evidence_files", one) for one in evidence_files]
    if wanted:
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


def in_time(now: datetime, count: int) -> dict[str, Any]:
    """A limit of `count` working days from today, for whoever holds it."""
    days, today = workdays(), timezone.localdate(now)
    due = days.add(today, count)
    return {"due_on": due, "soon_on": soon_from(days, today, due), "limit_from": today, "limit_days": count}


def promise(now: datetime, due: date) -> dict[str, Any]:
    """A limit on a day of its own."""
    today = timezone.localdate(now)
    soon = soon_from(workdays(), today, due) if due > today else today
    return {"due_on": due, "soon_on": soon, "limit_from": today, "limit_days": None}


def no_limit() -> dict[str, Any]:
    return {"due_on": None, "soon_on": None, "limit_from": None, "limit_days": None}


def not_in_the_past(day: date, now: datetime, field: str = "due_on") -> None:
    if day < timezone.localdate(now):
        raise BadInput({field: _("This date lies in the past.")})
