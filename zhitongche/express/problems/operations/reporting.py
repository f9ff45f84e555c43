"""From the first word to the pool: report, accept, return, resubmit, withdraw."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.projects.queries import picking
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import resolve

from .. import queries, rules
from ..clock import STOPPED, within
from ..models import Problem
from ..titles import title_from
from .collecting import Telling, report_all, told_of
from .steps import category_of, refuse_if, step


# Not an operation of its own: `report_all` is the unit, and a second one around it would cost a savepoint.
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
    project: str = "",
) -> Problem:
    """Tell of a problem. The village comes from the posting where it is a village's; the title from the first sentence.

    Raises NotYourDuty, and BadInput with the fault of each field. Amounts are yuan.
    """
    told = Telling(
        category, description, village, title, request, urgency, amount, source, reported_by, photos, project=project
    )
    try:
        return report_all([told], by=by, now=now)[0]
    except BadInput as bad:
        raise BadInput({place.removeprefix("0."): sentence for place, sentence in bad.faults.items()}) from bad


@operation
def accept(problem: Problem, *, by: Posting, now: datetime, category: str = "", urgency: str = "") -> Problem:
    """Put a report into the pool, where departments of its place find it."""
    by.as_of(timezone.localdate(now))
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
    project: str = "",
) -> Problem:
    """Send a returned report again, as it should now read; its village and number stay."""
    refuse_if(rules.why_not_resubmit(by, problem))
    if village and resolve(village) != problem.village:
        raise BadInput({"village": _("A report keeps its village; withdraw it and report again for another.")})
    held_up = picking.of_numbers({project} - {""}, by).get(project)
    is_kept = held_up is not None and held_up.pk == problem.project_id
    if project and not is_kept and (sentence := rules.wrong_project(project, held_up, problem.village_id)):
        raise BadInput({"project": sentence})
    changes = {
        "project": held_up,
        "category": category_of(category),
        "description": description,
        "title": title.strip() or title_from(description),
        "request": request,
        "urgency": urgency,
        "amount": amount,
        "checked_at": now if by.may(Permission.PROBLEM_CHECK) else None,
        **({"source": source} if source else {}),
        **({"reported_by": reported_by} if reported_by else {}),
    }
    body = told_of(Problem(village=problem.village, salt=problem.salt, **changes))
    clock = within(queries.policy_of(problem.village_id).accept)
    return step(problem, "resubmit", by=by, now=now, body=body, changes=changes, clock=clock, photos=photos)


@operation
def withdraw(problem: Problem, *, by: Posting, now: datetime, reason: str) -> Problem:
    """Take a report back before any department has it in hand."""
    refuse_if(rules.why_not_withdraw(by, problem))
    return step(problem, "withdraw", by=by, now=now, body={"reason": reason}, clock=STOPPED)
