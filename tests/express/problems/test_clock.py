"""The clock: whatever happens, the columns are what its history replays to; a pause moves what it stopped, no more."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import problems
from tests.factories.problems import NOW, Cast
from zhitongche.express.problems import operations
from zhitongche.express.problems.clock import (
    KEPT,
    PAUSED,
    RESUMED,
    STOPPED,
    Clock,
    Effect,
    after,
    clock_of,
    replay,
    until,
    within,
)
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.states import State
from zhitongche.foundation.calendar.models import WorkdayException
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.calendar.workdays import Workdays

FIRST = date(2026, 1, 5)
DAYS = Workdays()
some_days = st.integers(0, 30)
effects = st.one_of(
    st.sampled_from([KEPT, STOPPED, PAUSED, RESUMED, Effect(is_reply=True)]),
    st.builds(within, some_days, reply=st.none() | some_days, solve=st.none() | some_days, is_reply=st.booleans()),
    st.builds(lambda ahead: until(FIRST + timedelta(days=200 + ahead)), some_days),
)
histories = st.lists(st.tuples(st.integers(0, 9), effects), max_size=25)
calendars = st.dictionaries(st.integers(0, 300).map(lambda n: FIRST + timedelta(days=n)), st.booleans()).map(Workdays)


def dated(history: list[tuple[int, Effect]]) -> list[tuple[date, Effect]]:
    """Each so many days after the one before."""
    day, steps = FIRST, []
    for gap, effect in history:
        day += timedelta(days=gap)
        steps.append((day, effect))
    return steps


@given(histories, calendars)
def test_columns_kept_step_by_step_are_those_of_the_replay(
    history: list[tuple[int, Effect]], calendar: Workdays
) -> None:
    """What a database keeps between two steps is its columns and nothing else."""
    kept = SimpleNamespace(**Clock().columns(calendar))
    for day, effect in dated(history):
        again = Effect.from_json(effect.as_json())
        kept = SimpleNamespace(**after(clock_of(kept), again, day, calendar).columns(calendar))
    assert vars(kept) == replay(dated(history), calendar).columns(calendar)


@given(st.integers(1, 30), st.integers(0, 20), st.integers(0, 40), st.integers(0, 60), calendars)
def test_a_pause_moves_the_limit_by_exactly_the_working_days_it_lasts(
    days: int, before: int, lasts: int, solve: int, calendar: Workdays
) -> None:
    start = calendar.add(FIRST, 0)
    paused = start + timedelta(days=before)
    resumed = paused + timedelta(days=lasts)
    plain = replay([(start, within(days, solve=solve))], calendar)
    stopped = replay([(start, within(days, solve=solve)), (paused, PAUSED), (resumed, RESUMED)], calendar)
    still = calendar.between(paused, resumed)
    assert plain.due
    assert stopped.due
    assert plain.solve
    assert stopped.solve
    assert calendar.between(plain.due, stopped.due) == still
    assert calendar.between(plain.solve, stopped.solve) == still


@given(st.integers(1, 30), st.integers(1, 20))
def test_a_second_pause_does_not_count_the_first_again(days: int, gap: int) -> None:
    """Pausing what is paused changes nothing; nor does resuming what runs."""
    first, then, end = (FIRST + timedelta(days=n) for n in (1, 1 + gap, 2 + 2 * gap))
    once = [(FIRST, within(days)), (first, PAUSED), (end, RESUMED)]
    twice = [(FIRST, within(days)), (first, PAUSED), (then, PAUSED), (end, RESUMED), (end, RESUMED)]
    assert replay(twice, DAYS) == replay(once, DAYS)


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.REPORTED, State.POOLED, State.IN_PROGRESS, State.CLOSING, State.CLOSED])
def test_a_problem_carries_what_its_history_replays_to(cast: Cast, state: State) -> None:
    problem = problems.problem(cast, state)
    assert clock_of(problem) == _replayed(problem)


@pytest.mark.django_db
def test_a_long_life_carries_what_its_history_replays_to(cast: Cast) -> None:
    """Through every level and back: and again after a holiday was declared."""
    problem = problems.problem(cast, State.IN_PROGRESS)
    for number, verb in enumerate(["escalate", "shelve", "revive"]):
        by = cast.organizer if verb == "escalate" else problems.people.posting("organizer", "4504")
        problem = problems.act(verb, problem, by, NOW + timedelta(days=2 + 3 * number))
        assert clock_of(problem) == _replayed(problem)
    WorkdayException.objects.create(day=problem.limit_from + timedelta(days=1), is_workday=False)
    operations.recompute_limits(now=NOW + timedelta(days=9))
    moved = Problem.objects.get(pk=problem.pk)
    assert clock_of(moved) == _replayed(moved)
    assert moved.due_on > problem.due_on


def _replayed(problem: Problem) -> Clock:
    steps = [(_day(event.at), Effect.from_json(event.clock)) for event in problem.events.all()]
    return replay(steps, workdays())


def _day(moment: datetime) -> date:
    return (moment + timedelta(hours=8)).date()
