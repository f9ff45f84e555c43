"""A result is computed and kept by version, reviewed where a title hangs on one judge, and put on public notice."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest, ContestEvent
from zhitongche.arena.settlement.faults import BadBundle
from zhitongche.foundation.audit.chain import digest
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.flow import operation
from zhitongche.foundation.histories import hold, refuse_if, step
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.statements import insert, insert_all, update

from .. import bundling, queries, rules
from ..models import Result, Settlement
from . import telling

# So that a sentence about a large panel stays one that can be read.
MOST_FAULTS = 10


@operation
def settle(contest: Contest, *, by: Posting, now: datetime) -> Contest:
    """Compute the result from the sealed scores and keep it as version 1; the contest is settled.

    Raises NotYourDuty, NotNow, and BadInput (`bundle`) with every fault in words where it cannot be settled: then
    nothing is changed.
    """
    hold(contest)
    refuse_if(rules.why_not_settle(by, contest))
    made = keep(contest, by=by, now=now)
    body = {"version": made.version, "digest": made.digest}
    step(contest, ContestEvent, "settle", by=by, now=now, body=body, version=made.version, digest=made.digest)
    _tell_supervisors(contest, made, by=by, now=now)
    return contest


@operation
def review(contest: Contest, *, by: Posting, now: datetime, opinion: str) -> Contest:
    """Sign the supervisor's opinion on the version that holds; once. Raises NotYourDuty, NotNow."""
    hold(contest)
    refuse_if(rules.why_not_review(by.as_of(timezone.localdate(now)), contest))
    settlement = queries.current(contest)
    if settlement is None:
        raise NotNow(_("It has not been settled yet."), state=contest.state)
    changes = {"reviewed_by": by, "reviewed_at": now, "review": opinion}
    update(Settlement, {"pk": settlement.pk}, changes)
    # The opinion may speak of a title: it stands with the settlement, and the history has only that there is one.
    body = {"version": settlement.version}
    words = digest(contest.salt, opinion)
    step(contest, ContestEvent, "review", by=by, now=now, body=body, version=settlement.version, opinion=words)
    telling.tell("review", contest, telling.in_post(Role.ORGANIZER, contest.region_id, now), by=by, now=now)
    return contest


@operation
def publish(contest: Contest, *, by: Posting, now: datetime) -> Contest:
    """Put the champions on public notice for the working days the contest names. Raises NotYourDuty, NotNow."""
    hold(contest)
    refuse_if(rules.why_not_publish(by, contest))
    until = notice_until(contest, now)
    step(
        contest,
        ContestEvent,
        "publish",
        by=by,
        now=now,
        body={"until": until.isoformat()},
        changes={"published_at": now, "notice_ends_on": until},
    )
    telling.tell("publish", contest, telling.concerned(contest, now), by=by, now=now)
    return contest


def notice_until(contest: Contest, now: datetime) -> Any:
    """The last day of a notice that begins now: so many working days, the day itself not counted."""
    return workdays().add(timezone.localdate(now), contest.notice_days)


def keep(
    contest: Contest, *, by: Posting, now: datetime, corrects: Settlement | None = None, reason: str = ""
) -> Settlement:
    """Compute and keep one version with its rows. Raises BadInput, NotNow; for operations that hold the contest."""
    settled = _settled(contest)
    entries = {one.code: one for one in bundling.entries_of(contest)}
    made = insert(
        Settlement(
            contest=contest,
            version=corrects.version + 1 if corrects else 1,
            answer=settled.text,
            digest=settled.answer["digest"],
            champions_allowed=settled.answer["champions_allowed"],
            stability=bundling.stability_told(settled),
            signals=bundling.signals_told(settled),
            settled_by=by,
            settled_at=now,
            corrects=corrects,
            reason=reason,
        )
    )
    insert_all(
        [
            Result(
                settlement=made,
                entry=entries[row["entry"]],
                score=row["score"] or "",
                rank=row["rank"],
                is_champion=row["champion"],
            )
            for row in settled.answer["results"]
        ]
    )
    return made


def _settled(contest: Contest) -> bundling.Settled:
    kept_rules = contests.rules_of(contest)
    if kept_rules is None:
        raise NotNow(_("It has no rules yet."), state=contest.state)
    try:
        return bundling.computed(bundling.document(contest, kept_rules.rules))
    except BadBundle as refusal:
        key = bundling.key_of(bundling.entries_of(contest), bundling.seats_of(contest))
        sentences = [bundling.named(fault.said(_), key) for fault in refusal.faults[:MOST_FAULTS]]
        told = _("It cannot be settled: %(faults)s") % {"faults": "; ".join(sentences)}
        raise BadInput({"bundle": told}) from refusal


def _tell_supervisors(contest: Contest, made: Settlement, *, by: Posting, now: datetime) -> None:
    if queries.awaits_review(made):
        telling.tell("settle", contest, telling.in_post(Role.SUPERVISOR, contest.region_id, now), by=by, now=now)
