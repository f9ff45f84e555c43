"""会诊: departments are asked by a date, each says its word once, silence is kept, the conclusion cites them all."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Department, Posting

from .. import circulars, queries, rules
from ..clock import until, within
from ..models import Consultation, Opinion, Problem
from .holding import hold
from .leading import involve
from .steps import keep_step, must_lie_ahead, refuse_if, step

MOST_ASKED = 10
# Consultations looked at in one round of the worker.
BATCH = 500


@operation
def consult(
    problem: Problem, *, by: Posting, now: datetime, departments: Sequence[str], question: str, due_on: date
) -> Problem:
    """Ask departments for their opinion by a date; they see the problem from now on.

    Raises BadInput for a department that is not of the village's county, city or province, and for a date gone by.
    """
    hold(problem)
    refuse_if(rules.why_not_consult(by, problem))
    must_lie_ahead(due_on, now)
    asked = _asked(problem, departments)
    consultation = Consultation.objects.create(
        problem=problem, question=question, due_on=due_on, asked_by=by, asked_at=now
    )
    Opinion.objects.bulk_create(Opinion(consultation=consultation, department=one) for one in asked)
    involve(problem, asked, now=now)
    codes = [one.code for one in asked]
    body = {"departments": codes, "question": question, "due_on": due_on.isoformat()}
    return step(
        problem, "consult", by=by, now=now, body=body, clock=until(due_on), departments=codes, due_on=body["due_on"]
    )


@operation
def give_opinion(problem: Problem, *, by: Posting, now: datetime, opinion: str) -> Problem:
    """The department's word, once and for good; late is better than never while the consultation is open."""
    hold(problem)
    refuse_if(rules.why_not_give_opinion(by, problem))
    waiting = Opinion.objects.filter(
        consultation__problem=problem, consultation__concluded_at=None, department=by.department_id, given_at=None
    )
    waiting.update(text=opinion, posting=by, given_at=now)
    return step(problem, "give_opinion", by=by, now=now, body={"opinion": opinion})


@operation
def conclude(problem: Problem, *, by: Posting, now: datetime, conclusion: str) -> Problem:
    """End the consultation: the conclusion names every department asked, and what each said or that it said nothing."""
    hold(problem)
    refuse_if(rules.why_not_conclude(by, problem))
    consultation = queries.latest_consultation(problem)
    if consultation is None or consultation.concluded_at is not None:
        raise RuntimeError("a problem in consultation without a consultation under way")
    Consultation.objects.filter(pk=consultation.pk).update(conclusion=conclusion)
    body = {"conclusion": conclusion, "opinions": _cited(problem, consultation)}
    limits = queries.limits_of(queries.place_of(problem), problem.category_id, problem.urgency)
    return step(problem, "conclude", by=by, now=now, body=body, clock=within(limits.claim))


def record_silence(*, now: datetime) -> int:
    """Keep in the history that departments let the date pass; each once. Returns how many were silent."""
    keys = queries.silent_on(timezone.localdate(now)).order_by("consultation").values("consultation").distinct()
    late = Consultation.objects.filter(pk__in=list(keys[:BATCH].values_list("consultation", flat=True)))
    return sum(_record_silence(one, now=now) for one in late.select_related("problem").order_by("pk"))


@operation
def _record_silence(consultation: Consultation, *, now: datetime) -> int:
    """One consultation: its marks, one step by the system, the notices; the clock stays as it is.

    Nothing, where it was concluded or claimed meanwhile: then nobody is awaited any more.
    """
    problem = hold(consultation.problem)
    silent = queries.silent_on(timezone.localdate(now)).filter(consultation=consultation)
    codes = list(silent.order_by("department__code").values_list("department__code", flat=True))
    if not codes:
        return 0
    Opinion.objects.filter(pk__in=list(silent.values_list("pk", flat=True))).update(silent_at=now)
    Problem.objects.filter(pk=problem.pk).update(event_count=F("event_count") + 1)
    problem.refresh_from_db(fields=["event_count"])
    body = {"departments": codes, "due_on": consultation.due_on.isoformat()}
    state = problem.state
    words = keep_step(problem, "silence", by=None, now=now, before=state, after=state, body=body)
    audit.record(
        "problem.silence", problem, by=None, now=now, before=state, after=state, departments=codes, words=words
    )
    circulars.tell(problem, "silence", by=None, now=now)
    return len(codes)


def _asked(problem: Problem, codes: Sequence[str]) -> list[Department]:
    """The departments named, each once. Raises BadInput for none, too many, and one that may not be asked."""
    wanted = list(dict.fromkeys(codes))
    if not 1 <= len(wanted) <= MOST_ASKED:
        raise BadInput({"departments": _("Ask one to %(most)d departments.") % {"most": MOST_ASKED}})
    found = {one.code: one for one in queries.departments_near(problem).filter(code__in=wanted)}
    if strange := [code for code in wanted if code not in found]:
        raise BadInput(
            {
                "departments": _("%(code)s is no department of this village's county, city or province.")
                % {"code": strange[0]}
            }
        )
    return [found[code] for code in wanted]


def _cited(problem: Problem, consultation: Consultation) -> list[dict[str, Any]]:
    """Each department asked, when it spoke (or that it was silent), and the digest by which the record knows its words."""
    digests = {
        event.posting.department_id: digest(event.salt, canonical(event.body))
        for event in queries.opinion_events(problem, consultation)
        if event.posting is not None
    }
    return [
        {
            "department": one.department.code,
            "given_at": one.given_at.isoformat() if one.given_at else None,
            "silent": one.given_at is None,
            "digest": digests.get(one.department_id) if one.given_at else None,
        }
        for one in consultation.opinions.all()
    ]
