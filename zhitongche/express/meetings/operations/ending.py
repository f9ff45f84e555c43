"""The meeting is over: every answer that leaves something to do becomes one item of the rectification list."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.problems import operations as problems
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.operations.holding import hold
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting

from .. import queries, rules
from ..models import Answer, Meeting, MeetingItem
from ..states import DATED, AnswerKind
from .steps import refuse_if, step

# Working days in which who says that it is solved proves it, where nobody led it before.
TO_PROVE = 5


@operation
def close(meeting: Meeting, *, by: Posting, now: datetime) -> Meeting:
    """End it: promises become items, what is raised goes to the city, what nobody answered is carried over.

    All in one unit: none is lost, and none is made twice, since only one can close it.
    """
    hold(meeting)
    refuse_if(rules.why_not_close(by, meeting))
    items = queries.items_of(meeting)
    made, carried = 0, 0
    step(
        meeting,
        "close",
        by=by,
        now=now,
        body={"answered": meeting.answered_count, "items": meeting.item_count},
        changes={"closed_at": now, "current": None, "current_since": None},
    )
    for item in items:
        problem = Problem.objects.select_related("category", "lead").get(pk=item.problem_id)
        answers = list(item.answers.all())
        if problem.state not in queries.HEARABLE:
            MeetingItem.objects.filter(pk=item.pk).update(closed_elsewhere=problem.state)
        elif not answers:
            carried += MeetingItem.objects.filter(pk=item.pk).update(is_carried_over=True)
        else:
            made += _settle(meeting, item, problem, answers, by=by, now=now)
    MeetingItem.objects.filter(meeting=meeting).exclude(typed={}).update(typed={})
    Meeting.objects.filter(pk=meeting.pk).update(promise_count=made)
    meeting.promise_count = made
    return meeting


@operation
def call_off(meeting: Meeting, *, by: Posting, now: datetime, reason: str) -> Meeting:
    """It will not be held; who was invited is told, and nothing on its agenda counts as heard."""
    refuse_if(rules.why_not_call_off(by, meeting))
    changes = {"closed_at": now, "is_called_off": True}
    step(meeting, "call_off", by=by, now=now, body={"reason": reason}, changes=changes)
    return meeting


def _settle(
    meeting: Meeting, item: MeetingItem, problem: Problem, answers: list[Answer], *, by: Posting, now: datetime
) -> int:
    """What the answers to one item come to; returns how many promises were made. Those with a day come first."""
    made = 0
    for answer in sorted(answers, key=lambda one: (one.kind not in DATED, one.pk)):
        if not _leaves_work(answer, problem):
            continue
        promised = problems.promise_at_meeting(
            problem,
            by=by,
            now=now,
            department=answer.department,
            promise=answer.text,
            due_on=_day_of(answer, timezone.localdate(now)),
            meeting=meeting.number,
        )
        Answer.objects.filter(pk=answer.pk).update(rectification=promised)
        made += 1
    if any(answer.kind == AnswerKind.RAISED_TO_CITY for answer in answers) and problem.level == Problem.Tier.COUNTY:
        told: dict[str, Any] = {"title": meeting.title}
        problems.escalate(problem, by=by, now=now, reason=_("Raised to the city at the meeting: %(title)s") % told)
    return made


def _leaves_work(answer: Answer, problem: Problem) -> bool:
    """Measures and surveys do; "solved" where nobody leads it who would ask for closing."""
    return answer.kind in DATED or (answer.kind == AnswerKind.SOLVED and problem.lead_id is None)


def _day_of(answer: Answer, today: date) -> date:
    if answer.due_on is None:
        return workdays().add(today, TO_PROVE)
    # A meeting that goes on past a day it has set down: what was promised is due at once, not in the past.
    return max(answer.due_on, today)
