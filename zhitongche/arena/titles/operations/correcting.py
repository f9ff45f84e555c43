"""After an objection was upheld: what was wrong is put right, and the result is a new version that cites the old."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest, ContestEvent, Entry
from zhitongche.arena.judging.models import Given, JudgeSeat, ScoreSheet, ScoreVersion
from zhitongche.foundation.audit.chain import digest
from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.flow import operation
from zhitongche.foundation.histories import hold, refuse_if, step
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.statements import insert, update

from .. import queries, rules
from . import settling, telling

# As judges score.
STEP = Decimal("0.5")
NOT_EXCLUDED = "none"
# The column of a sheet's reason.
REASON = 200


@operation
def correct(
    contest: Contest,
    *,
    by: Posting,
    now: datetime,
    reason: str,
    entry: int | None = None,
    judge: int | None = None,
    component: str = "",
    points: Decimal | None = None,
    adjustment: Decimal | None = None,
    excluded: str = "",
) -> Contest:
    """Settle anew as the next version, after putting right what is named; the notice begins again.

    `entry` and `judge` are serials. `component` with `points` is what was given or, with `judge`, a judge's points on
    a criterion; `excluded` is the new reason, or `none`. With nothing named it is a recount. Raises NotYourDuty,
    NotNow, BadInput.
    """
    hold(contest)
    today = timezone.localdate(now)
    refuse_if(rules.why_not_correct(by.as_of(today), contest))
    old = queries.current(contest)
    if old is None:
        raise NotNow(_("It has not been settled yet."), state=contest.state)
    named = {"points": points, "adjustment": adjustment, "excluded": excluded or None}
    changed = [name for name, value in named.items() if value is not None]
    if changed:
        whose = _entry(contest, entry)
        if points is not None:
            _put_points(contest, whose, judge, component, points, by=by, now=now, reason=reason)
        _put_entry(whose, adjustment, excluded, reason)
    made = settling.keep(contest, by=by, now=now, corrects=old, reason=reason)
    until = settling.notice_until(contest, now)
    told = {"version": made.version, "corrects": old.version, "digest": made.digest}
    # The reason may name somebody: it stands with the settlement, and the record has its digest.
    words = digest(contest.salt, reason)
    changes = {"published_at": now, "notice_ends_on": until}
    facts = {**told, "changed": changed, "reason": words}
    step(contest, ContestEvent, "correct", by=by, now=now, body=told, changes=changes, **facts)
    telling.tell("correct", contest, telling.concerned(contest, now), by=by, now=now)
    return contest


def _entry(contest: Contest, serial: int | None) -> Entry:
    found = contests.entry(contest, serial) if serial is not None else None
    if found is None:
        raise BadInput({"entry": _("Say whose entry it is.")})
    return found


def _put_entry(entry: Entry, adjustment: Decimal | None, excluded: str, reason: str) -> None:
    changes: dict[str, Any] = {}
    if adjustment is not None:
        changes |= {"adjustment": adjustment, "adjusted_because": reason}
    if excluded == NOT_EXCLUDED:
        changes |= {"excluded": "", "excluded_because": ""}
    elif excluded in Entry.Excluded.values:
        changes |= {"excluded": excluded, "excluded_because": reason}
    elif excluded:
        raise BadInput({"excluded": _("This is no reason to exclude an entry.")})
    if changes:
        update(Entry, {"pk": entry.pk}, changes)


def _put_points(
    contest: Contest,
    entry: Entry,
    judge: int | None,
    component: str,
    points: Decimal,
    *,
    by: Posting,
    now: datetime,
    reason: str,
) -> None:
    """What was given, or one criterion of a judge's sheet with its version before it. Raises BadInput."""
    kept = contests.rules_of(contest)
    given = {one["code"] for one in kept.rules["given"]} if kept else set()
    if component in given:
        _give(entry, component, points, by=by, now=now, reason=reason)
        return
    criteria = {one["code"] for one in kept.rules["criteria"]} if kept else set()
    if component not in criteria:
        raise BadInput({"component": _("Say what the points are for.")})
    seat = JudgeSeat.objects.filter(contest=contest, serial=judge or 0).first()
    sheet = ScoreSheet.objects.filter(seat=seat, entry=entry).first() if seat else None
    if sheet is None:
        raise BadInput({"judge": _("This judge has no sheet for this entry.")})
    if points % STEP:
        raise BadInput({"points": _("Points go in steps of half a point.")})
    changes = {
        "points": {**sheet.points, component: f"{points.normalize():f}"},
        "version": sheet.version + 1,
        "at": now,
    }
    update(ScoreSheet, {"pk": sheet.pk, "version": sheet.version}, changes)
    insert(
        ScoreVersion(
            sheet=sheet,
            version=sheet.version + 1,
            points=changes["points"],
            comment=sheet.comment,
            reason=reason[:REASON],
            source=sheet.source,
            posting=by,
            at=now,
        )
    )


def _give(entry: Entry, component: str, points: Decimal, *, by: Posting, now: datetime, reason: str) -> None:
    changes = {"points": points, "posting": by, "at": now, "source": reason[:REASON]}
    if update(Given, {"entry": entry, "component": component}, changes) is None:
        insert(Given(entry=entry, component=component, **changes))
