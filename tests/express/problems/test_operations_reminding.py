"""Reminding and escalating by written rule: whom, on which day, once, and never of what does not run."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.factories import people, problems
from tests.factories.problems import NOW, TODAY, Cast, act
from zhitongche.express.problems import circulars, operations, queries
from zhitongche.express.problems.models import Problem, Reminder
from zhitongche.express.problems.operations.reminding import RULES
from zhitongche.express.problems.states import State
from zhitongche.foundation.audit import verification
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
DAYS = Workdays()


def on(day: date) -> datetime:
    """Ten in the morning of a day, in Shanghai."""
    return NOW + (day - TODAY)


def after(day: date, count: int) -> datetime:
    return on(DAYS.add(day, count))


def told(step: str) -> set[int]:
    return set(Notice.objects.filter(action=f"problem.{step}").values_list("person", flat=True))


def chief(cast: Cast) -> Posting:
    return people.posting("department_leader", cast.power.department, people.person("局长"))


def test_every_rule_has_its_circles_and_its_sentence() -> None:
    assert {rule.step for rule in RULES} == {step for step in circulars.CIRCLES if step.startswith("remind_")}


def test_remind_one_working_day_before_the_limit(cast: Cast) -> None:
    due = problems.problem(cast, State.IN_PROGRESS).due_on
    assert due is not None
    assert operations.remind(now=on(due - timedelta(days=2))) == 0
    assert told("remind_before") == set()
    assert operations.remind(now=on(due - timedelta(days=1))) == 1
    assert told("remind_before") == {cast.power.person_id}


def test_remind_on_the_first_day_late_tells_the_leader_too(cast: Cast) -> None:
    due = problems.problem(cast, State.IN_PROGRESS).due_on
    above = chief(cast)
    assert due is not None
    operations.remind(now=after(due, 1))
    assert told("remind_late") == {cast.power.person_id, above.person_id}
    assert told("remind_long") == set()


@pytest.mark.parametrize(("count", "is_told"), [(2, False), (3, True)])
def test_remind_tells_the_organizer_after_three_working_days(cast: Cast, count: int, *, is_told: bool) -> None:
    due = problems.problem(cast, State.IN_PROGRESS).due_on
    assert due is not None
    operations.remind(now=after(due, count))
    assert told("remind_long") == ({cast.organizer.person_id} if is_told else set())


def test_remind_of_what_nobody_claims_is_the_organizers(cast: Cast) -> None:
    due = problems.problem(cast, State.POOLED).due_on
    assert due is not None
    operations.remind(now=after(due, 1))
    assert told("remind_unclaimed") == {cast.organizer.person_id}
    assert told("remind_late") == set()


def test_remind_of_a_first_reply_that_is_missing(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    assert problem.reply_on is not None
    operations.remind(now=after(problem.reply_on, 1))
    assert told("remind_reply") == {cast.organizer.person_id}


def test_remind_of_a_closing_waits_for_the_village(cast: Cast) -> None:
    problem = problems.problem(cast, State.CLOSING)
    assert problem.due_on is not None
    operations.remind(now=after(problem.due_on, 1))
    assert told("remind_late") == {cast.secretary.person_id}


def test_remind_takes_each_step_once_for_a_limit(cast: Cast) -> None:
    due = problems.problem(cast, State.POOLED).due_on
    assert due is not None
    assert operations.remind(now=after(due, 1)) == 1
    assert operations.remind(now=after(due, 1) + timedelta(hours=1)) == 0
    lines = AuditRecord.objects.filter(action="problem.remind")
    assert (
        Reminder.objects.count(),
        lines.count(),
        Notice.objects.filter(action="problem.remind_unclaimed").count(),
    ) == (
        1,
        1,
        1,
    )


def test_remind_begins_anew_with_a_new_limit(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    assert problem.due_on is not None
    operations.remind(now=after(problem.due_on, 1))
    late = after(problem.due_on, 2)
    problem = act("escalate", problem, cast.organizer, late)
    assert problem.due_on is not None
    above = people.posting("organizer", "4504")
    operations.remind(now=after(problem.due_on, 1))
    assert told("remind_unclaimed") >= {cast.organizer.person_id, above.person_id}


@pytest.mark.parametrize("state", [State.CLOSED, State.SHELVED, State.WITHDRAWN, State.RETURNED])
def test_remind_leaves_in_peace_what_does_not_run(cast: Cast, state: State) -> None:
    outcome = "partly" if state is State.SHELVED else "solved"
    problems.problem(cast, state, outcome=outcome)
    assert [operations.remind(now=after(TODAY, count)) for count in range(1, 20)] == [0] * 19


def test_remind_leaves_in_peace_what_is_paused(cast: Cast) -> None:
    problem = problems.problem(cast, State.IN_PROGRESS)
    Problem.objects.filter(pk=problem.pk).update(is_paused=True, paused_on=TODAY)
    assert problem.due_on is not None
    assert operations.remind(now=after(problem.due_on, 5)) == 0


def test_remind_rests_on_days_off(cast: Cast) -> None:
    problems.problem(cast, State.POOLED)
    saturday = date(2026, 5, 23)
    assert operations.remind(now=on(saturday)) == 0
    assert operations.remind(now=on(saturday + timedelta(days=2))) == 1


def test_remind_of_a_report_not_accepted_is_the_organizers(cast: Cast) -> None:
    due = problems.problem(cast, State.REPORTED).due_on
    assert due is not None
    operations.remind(now=after(due, 1))
    assert told("remind_late") == {cast.organizer.person_id}


def test_remind_by_two_workers_at_once_tells_once(committed: str, in_threads: Callable[..., list[Any]]) -> None:
    actors = problems.cast()
    for _ in range(10):
        problems.problem(actors, State.POOLED)
    due = Problem.objects.values_list("due_on", flat=True)[0]
    assert due is not None
    counts = in_threads(lambda _number: operations.remind(now=after(due, 1)), 4)
    assert sum(counts) == 10
    assert Notice.objects.filter(action="problem.remind_unclaimed").count() == 10
    assert verification.verify().holds


def test_remind_killed_half_way_leaves_whole_steps(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        problems.problem(cast, State.POOLED)
    due = Problem.objects.values_list("due_on", flat=True)[0]
    assert due is not None
    tell, calls = circulars.tell, iter([False, True])

    def killed(*given: Any, **more: Any) -> None:
        tell(*given, **more)
        if next(calls):
            raise KeyboardInterrupt

    monkeypatch.setattr(circulars, "tell", killed)
    with pytest.raises(KeyboardInterrupt):
        operations.remind(now=after(due, 1))
    assert Reminder.objects.count() == Notice.objects.filter(action="problem.remind_unclaimed").count() == 1
    monkeypatch.setattr(circulars, "tell", tell)
    assert operations.remind(now=after(due, 1)) == 2


def test_the_page_says_when_somebody_was_reminded_of_its_present_limit(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    assert problem.due_on is not None
    late = after(problem.due_on, 1)
    operations.remind(now=late)
    assert _reminded(problem) == late.date()
    act("escalate", Problem.objects.get(pk=problem.pk), cast.organizer, after(problem.due_on, 2))
    assert _reminded(problem) is None


def _reminded(problem: Problem) -> date | None:
    fresh = Problem.objects.get(pk=problem.pk)
    queries.history(fresh)
    return queries.last_reminded(fresh)
