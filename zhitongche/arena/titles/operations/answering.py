"""A named objection, its acceptance, its reasoned reply, and the one appeal to the chief alliance.

None of them writes a line into the contest's history, which everybody reads who sees the contest: what became of an
objection stands in its own row, and in the operation log.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.arena.contests.models import Contest
from zhitongche.foundation.audit.chain import digest
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.flow import move, operation
from zhitongche.foundation.histories import hold, refuse_if
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.statements import insert, update

from .. import queries, rules
from ..models import Objection
from . import telling

S = Objection.State


@operation
def object_(contest: Contest, *, by: Posting, now: datetime, text: str) -> Contest:
    """File a named objection to the result on notice, while the notice runs. Raises NotYourDuty, NotNow."""
    hold(contest)
    today = timezone.localdate(now)
    refuse_if(rules.why_not_object(by.as_of(today), contest))
    settlement = queries.current(contest)
    if settlement is None:
        raise NotNow(_("It has not been settled yet."), state=contest.state)
    serial = queries.objections(contest).count() + 1
    insert(
        Objection(
            contest=contest,
            settlement=settlement,
            serial=serial,
            person=by.person,
            posting=by,
            text=text,
            filed_at=now,
            accept_by=workdays().add(today, queries.ACCEPT_DAYS),
        )
    )
    move(contest, "object", by=by, now=now, objection=serial, words=digest(contest.salt, text))
    telling.tell("object", contest, telling.in_post(Role.ORGANIZER, contest.region_id, now), by=by, now=now)
    return contest


@operation
def accept_objection(contest: Contest, *, by: Posting, now: datetime, objection: int) -> Contest:
    """Take an objection in for decision: from now on the days for that count. Raises NotYourDuty, NotNow, BadInput."""
    hold(contest)
    refuse_if(rules.why_not_accept_objection(by, contest))
    one = _found(contest, objection)
    decide_by = workdays().add(timezone.localdate(now), queries.DECIDE_DAYS)
    _go_on(one, S.FILED, S.ACCEPTED, {"accepted_by": by, "accepted_at": now, "decide_by": decide_by})
    move(contest, "accept_objection", by=by, now=now, objection=one.serial)
    telling.tell("accept_objection", contest, [one.person_id], by=by, now=now)
    return contest


@operation
def decide_objection(
    contest: Contest, *, by: Posting, now: datetime, objection: int, upheld: bool, reply: str
) -> Contest:
    """Uphold or dismiss an accepted objection with a reasoned reply, by somebody apart.

    Raises NotYourDuty, NotNow, BadInput.
    """
    hold(contest)
    refuse_if(rules.why_not_decide_objection(by, contest))
    one = _found(contest, objection)
    _go_on(one, S.ACCEPTED, S.DECIDED, {"decided_by": by, "decided_at": now, "is_upheld": upheld, "reply": reply})
    words = digest(contest.salt, reply)
    move(contest, "decide_objection", by=by, now=now, objection=one.serial, upheld=upheld, words=words)
    telling.tell("decide_objection", contest, _answered(contest, one, now), by=by, now=now)
    return contest


@operation
def appeal(contest: Contest, *, by: Posting, now: datetime, objection: int, text: str) -> Contest:
    """Bring one's dismissed objection before the chief alliance, once. Raises NotYourDuty, NotNow, BadInput."""
    hold(contest)
    today = timezone.localdate(now)
    refuse_if(rules.why_not_appeal(by.as_of(today), contest))
    one = _found(contest, objection, by.person_id)
    if one.is_upheld:
        raise NotNow(_("It was upheld: there is nothing to appeal against."), state=contest.state)
    if rules.is_past_appeal(one, today):
        raise NotNow(_("The time for an appeal is over."), state=contest.state)
    decide_by = workdays().add(today, queries.DECIDE_DAYS)
    _go_on(one, S.DECIDED, S.APPEALED, {"appeal": text, "appealed_at": now, "decide_by": decide_by})
    move(contest, "appeal", by=by, now=now, objection=one.serial, words=digest(contest.salt, text))
    chief = queries.chief_of(contest)
    telling.tell("appeal", contest, telling.in_post(Role.ORGANIZER, chief.region_id, now), by=by, now=now)
    return contest


@operation
def decide_appeal(contest: Contest, *, by: Posting, now: datetime, objection: int, upheld: bool, reply: str) -> Contest:
    """Uphold or dismiss an appeal at the chief alliance, by somebody apart who did not decide before; that is the end.

    Raises NotYourDuty, NotNow, BadInput.
    """
    hold(contest)
    refuse_if(rules.why_not_decide_appeal(by, contest))
    one = _found(contest, objection)
    if one.state == S.APPEALED:
        refuse_if(rules.why_not_this(one, by))
    decided = {"appeal_decided_by": by, "appeal_decided_at": now, "is_appeal_upheld": upheld, "appeal_reply": reply}
    _go_on(one, S.APPEALED, S.CLOSED, decided)
    words = digest(contest.salt, reply)
    move(contest, "decide_appeal", by=by, now=now, objection=one.serial, upheld=upheld, words=words)
    telling.tell("decide_appeal", contest, _answered(contest, one, now), by=by, now=now)
    return contest


def _found(contest: Contest, serial: int, person: int | None = None) -> Objection:
    """The objection of that serial; of somebody's own where a person is named. Raises BadInput."""
    rows = queries.objections(contest).filter(serial=serial).select_related("decided_by")
    if person is not None:
        rows = rows.filter(person=person)
    one = rows.first()
    if one is None:
        raise BadInput({"objection": _("There is no such objection.")})
    return one


def _go_on(one: Objection, before: str, after: str, changes: Mapping[str, Any]) -> None:
    """Guarded by the state it was read in, under the contest's lock. Raises NotNow for one that waits for something else."""
    if update(Objection, {"pk": one.pk, "state": before}, {**changes, "state": after}) is None:
        state = Objection.State(one.state)
        raise NotNow(_("This objection stands at “%(state)s”.") % {"state": state.label}, state=one.state)


def _answered(contest: Contest, one: Objection, now: datetime) -> set[int]:
    return {one.person_id} | telling.in_post(Role.ORGANIZER, contest.region_id, now)
