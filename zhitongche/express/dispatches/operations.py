"""Every write on dispatches: proposed, answered, visited, rated, cancelled, and another expert asked instead."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.experts import free
from zhitongche.express.experts import operations as pool
from zhitongche.express.experts import queries as experts
from zhitongche.express.experts.models import Expert
from zhitongche.express.numbers.operations import next_number
from zhitongche.express.problems.models import Problem
from zhitongche.foundation import flow
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.errors import BadInput, NotNow, Refused
from zhitongche.foundation.files.operations import attach
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting, new_salt
from zhitongche.foundation.statements import Plus, insert
from zhitongche.foundation.templatetags.page import day as said_day

from . import circulars, indexing, queries, rules
from .models import Dispatch, DispatchEvent, DispatchFile
from .states import State

PREFIX = "PQ-"
# Nobody can say today what next year brings.
FARTHEST = timedelta(days=366)
TO_RATE = timedelta(days=7)
# Days named in a refusal.
MOST_DAYS = 5


@operation
def dispatch(
    *,
    by: Posting,
    now: datetime,
    expert: str,
    task: str,
    from_: date,
    until: date,
    problem: str = "",
    project: str = "",
) -> Dispatch:
    """Ask an expert to go to the village of a problem or project, on these days (both included).

    Raises NotYourDuty, BadInput by field, NotNow where the expert is dispatched already or has left the pool.
    """
    _refuse_if(rules.why_not_dispatch(by))
    whom = experts.found([by], expert)
    if whom is None:
        raise BadInput({"expert": _("There is no expert of this number within your reach.")})
    about = _subject(by, problem, project)
    return _propose(whom, about, by=by, now=now, task=task.strip(), first=from_, last=until)


@operation
def accept(dispatch: Dispatch, *, by: Posting, now: datetime) -> DispatchEvent:
    """The expert will come; said by the organizer where the expert has no account."""
    _refuse_if(rules.why_not_accept(by, dispatch))
    return _step(dispatch, "accept", by=by, now=now, body=_on_word(by, dispatch), due_on=dispatch.last_day)


@operation
def decline(dispatch: Dispatch, *, by: Posting, now: datetime, reason: str) -> DispatchEvent:
    """The expert cannot come; the days are free again, and the organizer is asked for another."""
    _refuse_if(rules.why_not_decline(by, dispatch))
    body = {"reason": reason, **_on_word(by, dispatch)}
    event = _step(dispatch, "decline", by=by, now=now, body=body, due_on=dispatch.first_day)
    pool.give_back(dispatch.expert, dispatch.number)
    return event


@operation
def report_visit(
    dispatch: Dispatch,
    *,
    by: Posting,
    now: datetime,
    text: str,
    visited_on: date,
    advice: str = "",
    photos: Sequence[UUID] = (),
) -> DispatchEvent:
    """What was found and advised, on which day, with photos. Raises NotYourDuty, NotNow, BadInput."""
    _refuse_if(rules.why_not_report_visit(by, dispatch))
    if not dispatch.first_day <= visited_on <= timezone.localdate(now):
        raise BadInput({"visited_on": _("The visit was on a day from the first one asked for until today.")})
    body = {"text": text, "visited_on": visited_on.isoformat(), "advice": advice, **_on_word(by, dispatch)}
    told: dict[str, Any] = {"visited_on": visited_on, "report": text, "advice": advice}
    event = _step(dispatch, "report_visit", by=by, now=now, body=body, due_on=visited_on + TO_RATE, **told)
    _hang(dispatch, photos, by=by, now=now)
    pool.give_back(dispatch.expert, dispatch.number, after=visited_on)
    pool.count(dispatch.expert, visit_count=1)
    indexing.follow(dispatch, [text, advice])
    return event


@operation
def rate(dispatch: Dispatch, *, by: Posting, now: datetime, rating: str, comment: str = "") -> DispatchEvent:
    """What the village says of the visit."""
    _refuse_if(rules.why_not_rate(by, dispatch))
    if rating not in Dispatch.Rating.values:
        raise BadInput({"rating": _("Choose one of the three.")})
    body = {"rating": rating, "comment": comment}
    event = _step(dispatch, "rate", by=by, now=now, body=body, due_on=None, rating=rating, comment=comment)
    pool.count(dispatch.expert, **{f"{rating}_count": 1})
    return event


@operation
def replace(
    dispatch: Dispatch, *, by: Posting, now: datetime, expert: str, from_: date | None = None, until: date | None = None
) -> Dispatch:
    """Ask another expert in the place of one who declined: the same task, the same days unless others are named.

    Returns the new dispatch. Raises NotYourDuty, NotNow, BadInput.
    """
    _refuse_if(rules.why_not_replace(by, dispatch))
    whom = experts.found([by], expert)
    if whom is None:
        raise BadInput({"expert": _("There is no expert of this number within your reach.")})
    about = dispatch.problem or dispatch.project
    if about is None:
        raise RuntimeError("a dispatch is about a problem or a project")
    first, last = from_ or dispatch.first_day, until or dispatch.last_day
    made = _propose(whom, about, by=by, now=now, task=dispatch.task, first=first, last=last)
    _step(
        dispatch,
        "replace",
        by=by,
        now=now,
        body={"expert": whom.number, "by": made.number},
        due_on=None,
        guard={"replaced_by": None},
        replaced_by=made,
    )
    return made


@operation
def cancel(dispatch: Dispatch, *, by: Posting, now: datetime, reason: str) -> DispatchEvent:
    """Nobody needs to come any more; the days are free again."""
    _refuse_if(rules.why_not_cancel(by, dispatch))
    # Who declined holds no days any more.
    is_held = dispatch.state != State.DECLINED
    guard = {"replaced_by": None}
    event = _step(dispatch, "cancel", by=by, now=now, body={"reason": reason}, due_on=None, guard=guard)
    if is_held:
        pool.give_back(dispatch.expert, dispatch.number)
    return event


def _subject(by: Posting, problem: str, project: str) -> queries.Subject:
    """What the visit is about, inside the organizer's own place and not over. Raises BadInput, NotNow."""
    field = "project" if project else "problem"
    if bool(problem) == bool(project):
        raise BadInput({"problem": _("Name one problem or one project.")})
    about = queries.subject([by], problem, project)
    if about is None or not by.reaches(about.village_id):
        raise BadInput({field: _("There is nothing of this number within your reach.")})
    return about


def _propose(
    whom: Expert, about: queries.Subject, *, by: Posting, now: datetime, task: str, first: date, last: date
) -> Dispatch:
    if queries.is_over(about):
        raise NotNow(_("This is over: nobody needs to be sent."), state=about.state)
    if not whom.is_active:
        raise NotNow(_("The expert has left the pool."), state=whom.state)
    _check_days(whom, first, last, timezone.localdate(now))
    kept = {"problem": about} if isinstance(about, Problem) else {"project": about}
    made = Dispatch(
        number=next_number(f"{PREFIX}{about.village_id[:6]}", timezone.localdate(now).year),
        expert=whom,
        **kept,
        village=about.village,
        title=about.title[:120],
        task=task,
        first_day=first,
        last_day=last,
        sender=by,
        state_since=now,
        proposed_at=now,
        due_on=first,
    )
    insert(made)
    pool.take(whom, free.days(first, last), made.number)
    body = {"expert": whom.number, "task": task, "from": first.isoformat(), "until": last.isoformat()}
    audit.record(
        "dispatch.propose", made, by=by, now=now, after=made.state, words=_event(made, "propose", by, now, "", body)
    )
    circulars.tell(made, "propose", by=by, now=now)
    indexing.keep(made)
    return made


def _check_days(whom: Expert, first: date, last: date, today: date) -> None:
    """Raises BadInput for days that cannot be asked for or on which the expert cannot come, NotNow for a clash."""
    if first < today:
        raise BadInput({"from_": _("This day has passed.")})
    if last < first:
        raise BadInput({"until": _("The visit ends before it begins.")})
    if (last - first).days >= free.LONGEST:
        raise BadInput({"until": _("At most %(count)d days at once.") % {"count": free.LONGEST}})
    if last - today > FARTHEST:
        raise BadInput({"until": _("At most a year ahead.")})
    if away := free.not_free(experts.periods_of(whom), first, last):
        said = {"days": _days(away), "free": free.said(experts.periods_of(whom))}
        raise BadInput({"from_": _("The expert cannot come on %(days)s. Free: %(free)s.") % said})
    if taken := experts.taken(whom, first, last):
        said = {"days": _days([one.day for one in taken]), "number": taken[0].number}
        raise NotNow(_("The expert is dispatched already on %(days)s (%(number)s).") % said, state=whom.state)


def _days(days: Sequence[date]) -> str:
    named = _(", ").join(said_day(one) for one in days[:MOST_DAYS])
    return f"{named} …" if len(days) > MOST_DAYS else named


def _on_word(by: Posting, dispatch: Dispatch) -> dict[str, Any]:
    """What tells that the organizer wrote it for the expert."""
    return {} if rules.is_the_expert(by, dispatch) else {"on_word": True}


def _step(
    dispatch: Dispatch,
    verb: str,
    *,
    by: Posting,
    now: datetime,
    body: Mapping[str, Any],
    due_on: date | None,
    guard: Mapping[str, Any] | None = None,
    **changes: Any,
) -> DispatchEvent:
    """One step: the guarded move, the history's line, the notices; the record is written with them."""
    salt = new_salt()
    on_word: dict[str, Any] = {"on_word": True} if body.get("on_word") else {}
    before = flow.move(
        dispatch,
        verb,
        by=by,
        now=now,
        changes={**changes, "due_on": due_on, "event_count": Plus(1)},
        guard=guard,
        words=digest(salt, canonical(dict(body))),
        **on_word,
    )
    event = _line(dispatch, verb, by, now, before, body, salt)
    circulars.tell(dispatch, verb, by=by, now=now)
    return event


def _event(dispatch: Dispatch, verb: str, by: Posting, now: datetime, before: str, body: Mapping[str, Any]) -> str:
    """The first line of the history; returns the digest of its words."""
    salt = new_salt()
    _line(dispatch, verb, by, now, before, body, salt)
    return digest(salt, canonical(dict(body)))


def _line(
    dispatch: Dispatch, verb: str, by: Posting, now: datetime, before: str, body: Mapping[str, Any], salt: str
) -> DispatchEvent:
    event = DispatchEvent(
        dispatch=dispatch,
        sequence=dispatch.event_count,
        action=verb,
        posting=by,
        at=now,
        before=before,
        after=dispatch.state,
        body=dict(body),
        salt=salt,
    )
    return insert(event)


def _hang(dispatch: Dispatch, photos: Sequence[UUID], *, by: Posting, now: datetime) -> None:
    if not photos:
        return
    kept = attach([("photos", one) for one in photos], by=by, now=now)
    DispatchFile.objects.bulk_create(
        DispatchFile(dispatch=dispatch, attachment=file, position=position)
        for position, file in enumerate(kept, start=1)
    )


def _refuse_if(refusal: Refused | None) -> None:
    if refusal is not None:
        raise refusal
