"""Reminding and escalating by written rule: `RULES`, and the worker's round that applies them, each step once a limit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.calendar.workdays import DAY, Workdays
from zhitongche.foundation.flow import operation

from .. import circulars
from ..models import Problem, Reminder, Tally
from ..states import CLOSING, LED, POOL, REPORTED, State

# Of one rule in one round; what is left comes with the next.
MOST_AT_ONCE = 500
# What is late for longer when the worker first comes to it (an import, a long stop) is in the figures; nobody is told.
OLDEST = timedelta(days=30)


@dataclass(frozen=True)
class Rule:
    """One step of reminding. `step` names its notice and the circles that hear of it (`circulars.CIRCLES`).

    `late` is after how many working days beyond the limit it is taken; 0 is the working day before the limit.
    """

    step: str
    limit: str
    states: frozenset[State]
    late: int


# The table of docs/problems.md. Before a lead is named, lateness is the organizer's.
RULES: tuple[Rule, ...] = (
    Rule("remind_before", "due_on", REPORTED | POOL | LED | CLOSING, 0),
    Rule("remind_late", "due_on", REPORTED | LED | CLOSING, 1),
    Rule("remind_unclaimed", "due_on", POOL, 1),
    Rule("remind_long", "due_on", LED | CLOSING, 3),
    Rule("remind_reply", "reply_on", POOL | LED, 1),
)


def remind(*, now: datetime) -> int:
    """Take every step of `RULES` that is due, on working days; returns how many were taken.

    Nothing that is closed, shelved or paused is reminded of. A worker killed half-way leaves whole steps: the mark, the
    notices and the record of one are one unit.
    """
    days, today = workdays(), timezone.localdate(now)
    if not days.is_workday(today):
        return 0
    return sum(
        _take(key, limit, rule, now=now)
        for rule in RULES
        for key, limit in list(_due(rule, *_range(rule, days, today), today))
    )


def _range(rule: Rule, days: Workdays, today: date) -> tuple[date, date]:
    """The limits, from the first to the last day, at which a rule is taken today."""
    if rule.late == 0:
        return today + DAY, days.add(today, 1)
    last = today - DAY
    while days.between(last, today) < rule.late:
        last -= DAY
    return today - OLDEST, last


def _due(rule: Rule, first: date, last: date, today: date) -> Iterator[tuple[int, date]]:
    """(key, limit) of what the rule has not yet been applied to, oldest limit first, province by province.

    The index of a province is in the order of the limits; there are thirty-four at most.
    """
    taken = Reminder.objects.filter(problem=OuterRef("pk"), step=rule.step, limit_on=OuterRef(rule.limit))
    left = MOST_AT_ONCE
    for province in sorted({county[:2] for county in Tally.objects.values_list("pk", flat=True)}):
        rows: QuerySet[Problem] = Problem.objects.filter(
            ~Exists(taken),
            province=province,
            is_paused=False,
            state__in=rule.states,
            **{f"{rule.limit}__gte": first, f"{rule.limit}__lte": last},
        )
        if rule.late == 0:
            # Who was given one working day this morning need not be told this morning.
            rows = rows.filter(limit_from__lt=today)
        found = list(rows.order_by(rule.limit, "pk").values_list("pk", rule.limit)[:left])
        left -= len(found)
        yield from found


@operation
def _take(key: int, limit: date, rule: Rule, *, now: datetime) -> bool:
    """One step about one problem; False where another worker, or whoever acted meanwhile, was faster."""
    rows = Problem.objects.select_for_update(no_key=True).filter(pk=key, state__in=rule.states, is_paused=False)
    problem = rows.annotate(limit_now=F(rule.limit)).filter(limit_now=limit).first()
    if problem is None:
        return False
    _mark, is_new = Reminder.objects.get_or_create(
        problem=problem, step=rule.step, limit_on=limit, defaults={"at": now}
    )
    if not is_new:
        return False
    circulars.tell(problem, rule.step, by=None, now=now)
    audit.record("problem.remind", problem, by=None, now=now, step=rule.step, limit_on=limit.isoformat())
    return True
