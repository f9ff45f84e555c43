"""The township's check, and problems tied to each other: merged, put under one parent, come back after closing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting

from .. import indexing, queries, rules
from ..clock import STOPPED, Effect, until, within
from ..models import Problem
from ..states import OPEN, State
from .holding import hold, hold_all
from .leading import drop_requests
from .steps import refuse_if, step

MOST_GATHERED = 20
NOT_INTO = frozenset({State.MERGED, State.WITHDRAWN})


@operation
def check(problem: Problem, *, by: Posting, now: datetime, opinion: str) -> Problem:
    """The township's opinion on a report, once; with it the organizer need not wait any longer."""
    hold(problem)
    refuse_if(rules.why_not_check(by, problem))
    return step(problem, "check", by=by, now=now, body={"opinion": opinion}, changes={"checked_at": now})


@operation
def merge(problem: Problem, *, by: Posting, now: datetime, into: str, reason: str) -> Problem:
    """Let another problem stand for this one. What happens to that one is told to those who reported this one.

    Raises BadInput where `into` is unknown, is the problem itself, was itself merged or withdrawn, and where others
    were merged into this one.
    """
    refuse_if(rules.why_not_merge(by, problem))
    target = _named(into, by, "into")
    if target == problem:
        raise BadInput({"into": _("A problem cannot be merged into itself.")})
    hold_all([problem, target])
    refuse_if(rules.why_not_merge(by, problem))
    if target.state in NOT_INTO:
        raise BadInput({"into": _("%(number)s was itself merged or withdrawn.") % {"number": target.number}})
    if problem.merged.exists():
        raise BadInput({"into": _("Others were merged into this one; take them out again first.")})
    body = {"into": target.number, "reason": reason}
    changes = {"merged_into": target, "state_before": problem.state}
    step(problem, "merge", by=by, now=now, body=body, changes=changes, clock=STOPPED, into=target.number)
    indexing.reach(target, problem.village_id)
    drop_requests(problem, now=now)
    if problem.project is not None and target.project_id is None and target.state in OPEN:
        # What stood in the project's way stands there still, under the other's number.
        held_up = problem.project
        step(
            target,
            "link_project",
            by=by,
            now=now,
            body={"project": held_up.number},
            changes={"project": held_up},
            project=held_up.number,
        )
    return problem


@operation
def unmerge(problem: Problem, *, by: Posting, now: datetime, reason: str) -> Problem:
    """Take a merged problem out again: it stands where it stood, and its limits begin anew."""
    refuse_if(rules.why_not_unmerge(by, problem))
    to = State(problem.state_before or State.POOLED)
    changes = {"merged_into": None, "state_before": ""}
    return step(
        problem,
        "unmerge",
        by=by,
        now=now,
        body={"reason": reason},
        changes=changes,
        clock=_anew(problem, to, now),
        to=to,
    )


@operation
def link_all(problems: Sequence[Problem], *, by: Posting, now: datetime, parent: str) -> list[Problem]:
    """Put these problems under one parent, all or none; one level only, so that nothing goes in a circle.

    Raises BadInput where the parent is unknown, over, one of the problems or itself a child, and where one of the
    problems has a parent or children.
    """
    refuse_if(rules.why_not_gather(by, problems))
    above = _named(parent, by, "parent")
    if above in problems:
        raise BadInput({"parent": _("A problem cannot stand under itself.")})
    hold_all([above, *problems])
    refuse_if(rules.why_not_gather(by, problems))
    if above.parent_id is not None:
        raise BadInput({"parent": _("%(number)s stands under another itself.") % {"number": above.number}})
    if above.state not in OPEN:
        raise BadInput({"parent": _("%(number)s is no longer open.") % {"number": above.number}})
    parents = set(Problem.objects.filter(parent__in=problems).values_list("parent", flat=True))
    for problem in problems:
        if problem.parent_id is not None:
            raise BadInput({"parent": _("%(number)s already stands under another.") % {"number": problem.number}})
        if problem.pk in parents:
            raise BadInput({"parent": _("Others stand under %(number)s.") % {"number": problem.number}})
    body = {"parent": above.number}
    return [
        step(problem, "link", by=by, now=now, body=body, changes={"parent": above}, parent=above.number)
        for problem in problems
    ]


@operation
def link(problem: Problem, *, by: Posting, now: datetime, parent: str) -> Problem:
    """Put a problem under its parent; see `link_all`."""
    return link_all([problem], by=by, now=now, parent=parent)[0]


@operation
def gather(problems: Sequence[Problem], *, by: Posting, now: datetime, parent: str) -> Problem:
    """共性问题: put all of these but the parent, which is one of them, under it; returns the parent.

    Raises BadInput for fewer than two, more than `MOST_GATHERED`, a parent from outside, and as `link_all` does.
    """
    above = next((one for one in problems if one.number == parent), None)
    if above is None or not 2 <= len(problems) <= MOST_GATHERED:
        raise BadInput(
            {"parent": _("Choose two to %(most)d problems, and one of them as the parent.") % {"most": MOST_GATHERED}}
        )
    link_all([one for one in problems if one != above], by=by, now=now, parent=parent)
    return above


@operation
def unlink(problem: Problem, *, by: Posting, now: datetime, reason: str) -> Problem:
    """Take a problem from under its parent."""
    hold(problem)
    refuse_if(rules.why_not_unlink(by, problem))
    return step(problem, "unlink", by=by, now=now, body={"reason": reason}, changes={"parent": None})


@operation
def mark_relapse(problem: Problem, *, by: Posting, now: datetime, earlier: str) -> Problem:
    """Say that it is a problem of the same village come back, closed not long before this was reported.

    Raises BadInput where `earlier` is not that: of another village, not closed, or closed too long ago.
    """
    refuse_if(rules.why_not_mark_relapse(by, problem))
    before = _named(earlier, by, "earlier")
    if before.village_id != problem.village_id:
        raise BadInput({"earlier": _("%(number)s is of another village.") % {"number": before.number}})
    if before.state != State.CLOSED or before.closed_at is None:
        raise BadInput({"earlier": _("%(number)s is not closed.") % {"number": before.number}})
    apart = timezone.localdate(problem.reported_at) - timezone.localdate(before.closed_at)
    if not 0 <= apart.days <= settings.WATCH_DAYS or before.closed_at > problem.reported_at:
        raise BadInput(
            {
                "earlier": _("%(number)s was not closed in the %(days)d days before this one was reported.")
                % {"number": before.number, "days": settings.WATCH_DAYS}
            }
        )
    body, changes = {"earlier": before.number}, {"relapse_of": before}
    return step(problem, "mark_relapse", by=by, now=now, body=body, changes=changes, earlier=before.number)


def _named(number: str, by: Posting, field: str) -> Problem:
    """The problem of that number, if the actor sees it."""
    found = queries.visible_to(by).filter(number=number.strip()).first()
    if found is None:
        raise BadInput({field: _("You see no problem with the number “%(number)s”.") % {"number": number[:40]}})
    return found


def _anew(problem: Problem, state: State, now: datetime) -> Effect:
    """The limits a problem begins with in a state, as if it had just come there."""
    if state == State.REPORTED:
        return within(queries.policy_of(queries.place_of(problem)).accept)
    limits = queries.limits_of(queries.place_of(problem), problem.category_id, problem.urgency)
    further: dict[str, Any] = {"reply": limits.reply, "solve": limits.solve}
    consultation = queries.latest_consultation(problem) if state == State.IN_CONSULTATION else None
    if consultation is not None:
        return until(max(consultation.due_on, timezone.localdate(now)), **further)
    return within(limits.claim, **further)
