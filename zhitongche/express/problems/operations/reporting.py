"""From the first word to the pool: report, accept, return, resubmit, withdraw."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.models import Level, Region
from zhitongche.foundation.regions.queries import resolve

from .. import circulars, queries, rules
from ..clock import STOPPED, Clock, after, within
from ..models import Problem
from ..states import State
from ..titles import title_from
from .numbers import next_number
from .steps import category_of, count, keep_step, refuse_if, step


@operation
def report(
    *,
    by: Posting,
    now: datetime,
    category: str,
    description: str,
    village: str = "",
    title: str = "",
    request: str = "",
    urgency: str = Problem.Urgency.NORMAL,
    amount: Decimal | None = None,
    source: str = "",
    reported_by: str = "",
    photos: Sequence[UUID] = (),
) -> Problem:
    """Tell of a problem. The village comes from the posting where it is a village's; the title from the first sentence.

    Raises NotYourDuty, and BadInput with the fault of each field. Amounts are yuan.
    """
    refuse_if(rules.why_not_report(by))
    place = _village_for(by, village, reported_by, now)
    number = next_number(place.code[:6], timezone.localdate(now).year)
    effect, days = within(queries.policy_of(place.code).accept), workdays()
    problem = Problem(
        number=number,
        village=place,
        category=category_of(category),
        title=title.strip() or title_from(description),
        description=description,
        request=request,
        urgency=urgency,
        amount=amount,
        source=source or (Problem.Source.REPORT if by.may(Permission.PROBLEM_REPORT) else Problem.Source.VISIT),
        reporter=by,
        reported_by=reported_by,
        reported_at=now,
        state_since=now,
        event_count=1,
        **after(Clock(), effect, timezone.localdate(now), days).columns(days),
    )
    problem.save(force_insert=True)
    body = _told(problem)
    words = keep_step(
        problem, "report", by=by, now=now, before="", after=State.REPORTED, body=body, clock=effect, photos=photos
    )
    audit.record(
        "problem.report",
        problem,
        by=by,
        now=now,
        after=State.REPORTED,
        village=place.code,
        category=category,
        words=words,
    )
    circulars.tell(problem, "report", by=by, now=now)
    count(problem, None, State.REPORTED)
    return problem


@operation
def accept(problem: Problem, *, by: Posting, now: datetime, category: str = "", urgency: str = "") -> Problem:
    """Put a report into the pool, where departments of its place find it."""
    refuse_if(rules.why_not_accept(by, problem))
    changes: dict[str, Any] = {"accepted_at": now}
    if category:
        changes["category"] = category_of(category)
    if urgency:
        changes["urgency"] = urgency
    body = {"category": category, "urgency": urgency}
    limits = queries.limits_of(problem.village_id, category or problem.category_id, urgency or problem.urgency)
    clock = within(limits.claim, reply=limits.reply, solve=limits.solve)
    return step(problem, "accept", by=by, now=now, body=body, changes=changes, clock=clock)


@operation
def return_(problem: Problem, *, by: Posting, now: datetime, reason: str) -> Problem:
    """Ask the reporter for more; nothing is lost, the report waits for its next version."""
    refuse_if(rules.why_not_return(by, problem))
    return step(problem, "return", by=by, now=now, body={"reason": reason}, clock=STOPPED)


@operation
def resubmit(
    problem: Problem,
    *,
    by: Posting,
    now: datetime,
    category: str,
    description: str,
    village: str = "",
    title: str = "",
    request: str = "",
    urgency: str = Problem.Urgency.NORMAL,
    amount: Decimal | None = None,
    source: str = "",
    reported_by: str = "",
    photos: Sequence[UUID] = (),
) -> Problem:
    """Send a returned report again, as it should now read; its village and number stay."""
    refuse_if(rules.why_not_resubmit(by, problem))
    if village and resolve(village) != problem.village:
        raise BadInput({"village": _("A report keeps its village; withdraw it and report again for another.")})
    changes = {
        "category": category_of(category),
        "description": description,
        "title": title.strip() or title_from(description),
        "request": request,
        "urgency": urgency,
        "amount": amount,
        **({"source": source} if source else {}),
        **({"reported_by": reported_by} if reported_by else {}),
    }
    body = _told(Problem(village=problem.village, salt=problem.salt, **changes))
    clock = within(queries.policy_of(problem.village_id).accept)
    return step(problem, "resubmit", by=by, now=now, body=body, changes=changes, clock=clock, photos=photos)


@operation
def withdraw(problem: Problem, *, by: Posting, now: datetime, reason: str) -> Problem:
    """Take a report back before any department has it in hand."""
    refuse_if(rules.why_not_withdraw(by, problem))
    return step(problem, "withdraw", by=by, now=now, body={"reason": reason}, clock=STOPPED)


def _village_for(by: Posting, village: str, reported_by: str, now: datetime) -> Region:
    """The village a report is for: the posting's own, or the one named on behalf of somebody who is named too."""
    own = by.region
    if by.may(Permission.PROBLEM_REPORT) and own is not None:
        if village and resolve(village) != own:
            raise BadInput({"village": _("You report for your own village only: %(village)s.") % {"village": own}})
        place: Region | None = own
    else:
        place = resolve(village) if village else None
    faults: dict[str, str] = {}
    if not village and place is None:
        faults["village"] = _("Name the village the report is for.")
    elif place is None or place.level != Level.VILLAGE:
        faults["village"] = _("This is not the code of a village: %(code)s.") % {"code": village}
    elif not by.reaches(place.code):
        faults["village"] = _("%(village)s lies outside your area.") % {"village": place}
    elif place.until is not None and place.until <= timezone.localdate(now):
        faults["village"] = _("%(village)s was closed on %(day)s; choose the village it became part of.") % {
            "village": place,
            "day": place.until.isoformat(),
        }
    if not by.may(Permission.PROBLEM_REPORT) and not reported_by.strip():
        faults["reported_by"] = _("Say who raised it.")
    if faults or place is None:
        raise BadInput(faults)
    return place


def _told(problem: Problem) -> dict[str, Any]:
    """What a report says, as its step in the history keeps it: later versions do not overwrite it."""
    return {
        "category": problem.category_id,
        "title": problem.title,
        "description": problem.description,
        "request": problem.request,
        "urgency": problem.urgency,
        "amount": str(problem.amount) if problem.amount is not None else None,
    }
