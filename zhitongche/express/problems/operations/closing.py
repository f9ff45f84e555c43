"""销号: the lead's evidence, the village's word, the organizer's check, by three different people; and back again."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.roles import Role

from .. import queries, rules
from ..clock import STOPPED, until, within
from ..models import Closure, Problem
from ..states import State
from .asking import ask_leader
from .holding import hold
from .leading import drop_requests, end_lead, finish_own, reopen_own
from .monthly import keep_closings
from .steps import must_lie_ahead, refuse_if, step


@operation
def submit_closure(
    problem: Problem,
    *,
    by: Posting,
    now: datetime,
    evidence: str,
    outcome: str = Problem.Outcome.SOLVED,
    photos: Sequence[UUID] = (),
    evidence_files: Sequence[UUID] = (),
) -> Problem:
    """Ask for closing, with evidence; the village confirms, the organizer verifies, three different people."""
    refuse_if(rules.why_not_submit_closure(by, problem))
    check_evidence(problem, outcome, photos, evidence_files)
    body: dict[str, Any] = {"evidence": evidence, "outcome": outcome}
    files: dict[str, Any] = {"photos": photos, "evidence_files": evidence_files}
    if ask_leader(problem, "submit_closure", by=by, now=now, body=body, **files):
        return problem
    return hand_in(problem, by=by, now=now, **body, **files)


def hand_in(
    problem: Problem,
    *,
    by: Posting,
    now: datetime,
    evidence: str,
    outcome: str,
    photos: Sequence[UUID] = (),
    evidence_files: Sequence[UUID] = (),
    approved_by: int | None = None,
) -> Problem:
    """The closing itself, once nobody's approval is missing; it finishes the lead's own item."""
    facts: dict[str, Any] = {"outcome": outcome} | ({"approved_by": approved_by} if approved_by else {})
    due = timezone.localdate(now) + timedelta(days=queries.policy_of(queries.place_of(problem)).confirm)
    step(
        problem,
        "submit_closure",
        by=by,
        now=now,
        body={"evidence": evidence, "outcome": outcome},
        changes={"outcome": outcome, "last_reply_at": now},
        clock=until(due, is_reply=True),
        photos=photos,
        evidence_files=evidence_files,
        **facts,
    )
    finish_own(problem, by=by, now=now, text=evidence)
    drop_requests(problem, now=now)
    Closure.objects.create(
        problem=problem,
        outcome=outcome,
        evidence=evidence,
        submitted_by_id=by.person_id,
        submitted_at=now,
        county=problem.county_code,
        city=problem.village_id[:4],
    )
    return problem


def check_evidence(problem: Problem, outcome: str, photos: Sequence[UUID], evidence_files: Sequence[UUID]) -> None:
    """What the place asks for before a problem of this category may be called solved. Raises BadInput for each lack."""
    rule = queries.evidence_rule(problem)
    if rule is None or outcome != Problem.Outcome.SOLVED:
        return
    faults = {}
    if len(photos) < rule.photo_count:
        faults["photos"] = ngettext(
            "Closing takes %(count)d photo here, %(given)d given.",
            "Closing takes %(count)d photos here, %(given)d given.",
            rule.photo_count,
        ) % {"count": rule.photo_count, "given": len(photos)}
    if len(evidence_files) < rule.file_count:
        faults["evidence_files"] = ngettext(
            "Closing takes %(count)d document here, %(given)d given.",
            "Closing takes %(count)d documents here, %(given)d given.",
            rule.file_count,
        ) % {"count": rule.file_count, "given": len(evidence_files)}
    if faults:
        raise BadInput(faults)


@operation
def confirm(problem: Problem, *, by: Posting, now: datetime, satisfaction: str, comment: str = "") -> Problem:
    """The village's word on a closing; the township's, recorded as such, where the village is silent."""
    by.as_of(timezone.localdate(now))
    refuse_if(rules.why_not_confirm(by, problem))
    body = {"satisfaction": satisfaction, "comment": comment}
    step(
        problem, "confirm", by=by, now=now, body=body, clock=within(queries.policy_of(queries.place_of(problem)).accept)
    )
    _sign(
        problem,
        {"confirmed_at": None},
        confirmed_by=by.person_id,
        confirmed_at=now,
        satisfaction=satisfaction,
        is_unconfirmed_by_raiser=by.role == Role.TOWNSHIP_COMMITTEE,
    )
    return problem


@operation
def verify(problem: Problem, *, by: Posting, now: datetime, opinion: str, review_on: date | None = None) -> Problem:
    """The organizer's check: closes what is solved, shelves the rest with a review date, where it stays in sight."""
    by.as_of(timezone.localdate(now))
    # Whoever puts a child under it holds it, too: so nothing comes to stand under it between the look and the closing.
    hold(problem)
    refuse_if(rules.why_not_verify(by, problem))
    is_solved = problem.outcome == Problem.Outcome.SOLVED
    if not is_solved and review_on is None:
        raise BadInput({"review_on": _("What is not solved is shelved and needs a review date.")})
    if review_on is not None:
        must_lie_ahead(review_on, now, "review_on")
    body = {"opinion": opinion, "review_on": review_on.isoformat() if review_on else None}
    changes = {"review_on": None if is_solved else review_on, "closed_at": now if is_solved else None}
    to = State.CLOSED if is_solved else State.SHELVED
    step(problem, "verify", by=by, now=now, body=body, changes=changes, clock=STOPPED, to=to, outcome=problem.outcome)
    closed_at = now if is_solved else None
    _sign(problem, {"confirmed_at__isnull": False}, verified_by=by.person_id, ended_at=now, closed_at=closed_at)
    if is_solved:
        keep_closings(problem.village_id, Closure.objects.filter(problem=problem, closed_at=now))
    return problem


@operation
def refuse(problem: Problem, *, by: Posting, now: datetime, reason: str) -> Problem:
    """Send a closing back to the lead with a reason; the promise's own date counts again."""
    refuse_if(rules.why_not_refuse(by, problem))
    claim = queries.open_claim(problem)
    clock = until(claim.due_on) if claim else STOPPED
    step(problem, "refuse", by=by, now=now, body={"reason": reason}, changes={"outcome": ""}, clock=clock)
    reopen_own(problem, by=by, now=now, reason=reason)
    _sign(problem, {}, ended_at=now)
    return problem


@operation
def reopen(problem: Problem, *, by: Posting, now: datetime, reason: str) -> Problem:
    """Take a closed problem up again: by its lead, or from the pool where the lead is no more."""
    by.as_of(timezone.localdate(now))
    refuse_if(rules.why_not_reopen(by, problem))
    has_lead = problem.lead is not None and problem.lead.until is None
    changes: dict[str, Any] = {"outcome": "", "closed_at": None}
    if not has_lead:
        end_lead(problem, now=now)
        changes["lead"] = None
    is_false = _is_watched(problem, now)
    to = State.IN_PROGRESS if has_lead else State.POOLED
    clock = queries.fresh_limit(problem, has_lead=has_lead)
    body = {"reason": reason}
    step(problem, "reopen", by=by, now=now, body=body, changes=changes, clock=clock, to=to, is_false=is_false)
    if has_lead:
        reopen_own(problem, by=by, now=now, reason=reason)
    standing = Closure.objects.filter(problem=problem, closed_at__isnull=False, reopened_at=None)
    keep_closings(problem.village_id, standing, -1, is_false=is_false)
    standing.update(reopened_at=now, is_false=is_false)
    return problem


def _is_watched(problem: Problem, now: datetime) -> bool:
    """Whether it was closed so lately that taking it up again says: it was not solved."""
    if problem.closed_at is None:
        return False
    last = timezone.localdate(problem.closed_at) + timedelta(days=settings.WATCH_DAYS)
    return timezone.localdate(now) <= last


def _sign(problem: Problem, guard: Mapping[str, Any], **signature: Any) -> None:
    """Put a signature on the closing under way; whoever comes second finds it signed."""
    if not Closure.objects.filter(problem=problem, ended_at=None, **guard).update(**signature):
        raise NotNow(_("Someone else was faster: please look again at where it stands."), state=problem.state)
    if hasattr(problem, "open_closures"):
        del problem.open_closures
