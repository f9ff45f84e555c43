"""What waits for somebody else's word: requests to the organizer, and acts that a department's leader approves first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.files.operations import attach
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.roles import Role

from .. import circulars, queries
from ..models import Problem, Request
from .holding import forget, hold


def ask_leader(
    problem: Problem,
    verb: str,
    *,
    by: Posting,
    now: datetime,
    body: Mapping[str, Any],
    photos: Sequence[UUID] = (),
    evidence_files: Sequence[UUID] = (),
) -> bool:
    """Keep the act as a request to the leader of the actor's department, where the place wants that; whether it does.

    Nothing else changes until the leader approves. The files are kept for it meanwhile.
    """
    if not queries.policy_of(queries.place_of(problem)).has_leader_approval:
        return False
    hold(problem)
    if queries.open_request(problem, verb, by.department_id) is not None:
        raise NotNow(_("This already waits for the approval of your department's leader."), state=problem.state)
    files = {"photos": list(photos), "evidence_files": list(evidence_files)}
    attach([(name, one) for name, ids in files.items() for one in ids], by=by, now=now)
    kept = dict(body) | {name: [str(one) for one in ids] for name, ids in files.items() if ids}
    keep_request(problem, verb, by=by, now=now, body=kept)
    audit.record(
        "problem.ask_approval", problem, by=by, now=now, asked=verb, words=digest(problem.salt, canonical(kept))
    )
    leader = Role.DEPARTMENT_LEADER
    circulars.tell_department(problem, "ask_approval", by.department_id, by=by, now=now, role=leader)
    return True


def keep_request(problem: Problem, verb: str, *, by: Posting, now: datetime, body: Mapping[str, Any]) -> Request:
    """Write down what is asked; the caller holds the problem, so that nobody asks the same beside it."""
    if by.department is None:  # Every rule has refused it before; this tells the type checker.
        raise RuntimeError("a request without a department")
    forget(problem)
    # The caller holds the row: nobody counts beside us.
    problem.request_count += 1
    Problem.objects.filter(pk=problem.pk).update(request_count=problem.request_count)
    return Request.objects.create(
        problem=problem, verb=verb, posting=by, department=by.department, body=dict(body), made_at=now
    )


def settle(
    problem: Problem, key: int, verbs: frozenset[Any], *, by: Posting, now: datetime, granted: bool, decision: str
) -> Request:
    """Decide one open request of these kinds; whoever comes second is told that it is decided.

    Raises BadInput where it is none of the problem's, NotNow where it waits no more.
    """
    asked = next((one for one in queries.requests_of(problem) if one.pk == key and one.verb in verbs), None)
    if asked is None:
        raise BadInput({"request": _("This is not a request that you decide.")})
    decided = {"decided_at": now, "decided_by": by, "is_granted": granted, "decision": decision}
    if not Request.objects.filter(pk=asked.pk, decided_at=None).update(**decided):
        raise NotNow(_("This request has been decided, or is no longer asked."), state=problem.state)
    forget(problem)
    return asked
