"""The timetable's way: in one click, moved with the hall, looked for by the worker, stopped, and what cannot hold together."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.factories import meetings
from tests.factories.meetings import BEGINS, NOW, Cast
from zhitongche.express.meetings import operations, queries, scheduling
from zhitongche.express.meetings.models import Meeting, TimetableSearch
from zhitongche.express.meetings.operations import timing
from zhitongche.express.meetings.states import State
from zhitongche.express.meetings.timetable import asking
from zhitongche.express.meetings.timetable.asking import CannotPlan, Progress, Solution
from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
Visit = Callable[[Posting], Client]
LATE = timedelta(minutes=25)


def clock() -> datetime:
    return NOW


def searched(made: Meeting) -> TimetableSearch:
    operations.search_waiting(now=NOW, clock=clock)
    return TimetableSearch.objects.get(meeting=made)


def hours(made: Meeting) -> dict[str, Any]:
    return {item.problem.number: (item.room, item.starts_at) for item in queries.items_of(made)}


def words(made: Meeting) -> scheduling.Searching:
    found = scheduling.searching(made, queries.items_of(made))
    assert found is not None
    return found


def test_the_rest_is_moved_when_the_hall_is_late(cast: Cast) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    operations.make_timetable(made, by=cast.organizer, now=NOW)
    operations.open_(made, by=cast.organizer, now=BEGINS + LATE)
    operations.make_timetable(made, by=cast.organizer, now=BEGINS + LATE)
    begins = [item.starts_at for item in queries.items_of(made)]
    assert begins == [BEGINS + LATE, BEGINS + LATE + timedelta(minutes=10)]


def test_an_open_meeting_without_a_timetable_gets_one_from_now_on(cast: Cast) -> None:
    made = meetings.brought_to(State.OPEN, cast)
    operations.call_up(made, by=cast.organizer, now=BEGINS + LATE, problem=cast.second.number)
    operations.make_timetable(made, by=cast.organizer, now=BEGINS + LATE)
    assert [item.starts_at for item in queries.items_of(made)] == [BEGINS + timedelta(minutes=15), BEGINS + LATE]


def test_the_shortest_timetable_is_found_and_stands(cast: Cast) -> None:
    """Two rooms do not help a department that answers both items: one after the other, ten minutes each."""
    made = meetings.meeting(cast, rooms=["一号厅", "二号厅"])
    operations.ask_timetable(made, by=cast.organizer, now=NOW)
    with pytest.raises(NotNow):
        operations.ask_timetable(made, by=cast.organizer, now=NOW)
    search = searched(made)
    assert (search.state, search.outcome["span"], search.outcome["span_bound"]) == ("done", 20, 20)
    assert {starts_at for _room, starts_at in hours(made).values()} == {BEGINS, BEGINS + timedelta(minutes=10)}
    assert "20" in words(made).sentence
    assert queries.history(made)[-1].action == "make_timetable"


def test_a_moved_item_changes_the_rest_as_little_as_can_be(cast: Cast) -> None:
    made = meetings.meeting(cast)
    with pytest.raises(BadInput):
        operations.ask_timetable(made, by=cast.organizer, now=NOW, problem=cast.problem.number, starts_at=BEGINS)
    operations.make_timetable(made, by=cast.organizer, now=NOW)
    later = BEGINS + timedelta(minutes=10)
    operations.ask_timetable(made, by=cast.organizer, now=NOW, problem=cast.problem.number, room=0, starts_at=later)
    search = searched(made)
    assert (search.state, search.outcome["is_fewest"]) == ("done", True)
    there = hours(made)
    assert there[cast.problem.number] == (0, later)
    # Before it or after it: either is one change of ten minutes.
    assert there[cast.second.number] in {(0, BEGINS), (0, later + timedelta(minutes=10))}


def test_what_cannot_hold_together_is_named_in_words(cast: Cast) -> None:
    """The power bureau has ten minutes for two items: its free time is to blame."""
    made = meetings.meeting(cast)
    department = cast.liaison.department
    assert department
    free = [{"party": department.code, "from_": BEGINS, "until": BEGINS + timedelta(minutes=10)}]
    operations.ask_timetable(made, by=cast.organizer, now=NOW, free=free)
    assert searched(made).state == "failed"
    assert any(department.name in wish for wish in words(made).wishes)
    assert {starts_at for _room, starts_at in hours(made).values()} == {None}


def test_neither_a_plan_nor_a_reason_is_said_plainly(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made = meetings.meeting(cast)
    monkeypatch.setattr(asking, "solve", lambda *_given: Solution(None))
    operations.ask_timetable(made, by=cast.organizer, now=NOW)
    assert searched(made).error
    assert (words(made).wishes, words(made).is_running) == ([], False)


@pytest.mark.parametrize("fault", [CannotPlan("killed"), BrokenPipeError()])
def test_a_solver_that_dies_is_told_and_may_be_asked_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    made = meetings.meeting(cast)

    def die(*_given: Any) -> Solution:
        raise fault

    monkeypatch.setattr(asking, "solve", die)
    operations.ask_timetable(made, by=cast.organizer, now=NOW)
    assert searched(made).state == "failed"
    operations.ask_timetable(made, by=cast.organizer, now=NOW)


def test_an_agenda_that_changed_meanwhile_keeps_its_hours(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made = meetings.meeting(cast)
    operations.ask_timetable(made, by=cast.organizer, now=NOW)
    solve = asking.solve

    def slow(*given: Any) -> Solution:
        found = solve(*given)
        operations.remove_item(made, by=cast.organizer, now=NOW, problem=cast.second.number)
        return found

    monkeypatch.setattr(asking, "solve", slow)
    search = searched(made)
    assert (search.state, bool(search.error)) == ("failed", True)
    assert hours(made)[cast.problem.number][1] is None


def test_a_search_says_how_far_it_is_and_hears_that_it_is_to_stop(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made = meetings.meeting(cast)
    operations.ask_timetable(made, by=cast.organizer, now=NOW)
    seen: list[Any] = []

    def watched(_setting: Any, _seconds: float, report: Any, stop: Any) -> Solution:
        report(Progress("span", 30, 20, 1.0))
        seen.append((words(made).is_running, words(made).sentence, stop()))
        operations.stop_timetable(made, by=cast.organizer, now=NOW)
        seen.append((words(made).is_stopping, stop()))
        return Solution(None)

    monkeypatch.setattr(asking, "solve", watched)
    monkeypatch.setattr(timing, "LOOK", timedelta())
    searched(made)
    assert seen[0][0] is True
    assert "30" in seen[0][1]
    assert (seen[0][2], seen[1]) == (False, (True, True))


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"ends_at": BEGINS + timedelta(days=2)}, "ends_at"),
        ({"free": [{"party": "450422-99", "from_": BEGINS, "until": BEGINS + LATE}]}, "free"),
        ({"free": [{"party": "450422-01", "from_": BEGINS + LATE, "until": BEGINS}]}, "free"),
        ({"problem": "450422-2026-9999", "starts_at": BEGINS}, "problem"),
    ],
)
def test_a_wish_outside_the_day_or_the_agenda_is_refused_by_field(cast: Cast, told: dict[str, Any], field: str) -> None:
    made = meetings.meeting(cast)
    with pytest.raises(BadInput) as refused:
        operations.ask_timetable(made, by=cast.organizer, now=NOW, **told)
    assert set(refused.value.faults) == {field}


def test_the_page_shows_the_day_and_the_search(cast: Cast, visit: Visit) -> None:
    made = meetings.meeting(cast)
    address = f"/meetings/{made.number}/timetable/"
    client = visit(cast.organizer)
    assert client.get(address).status_code == 200
    operations.make_timetable(made, by=cast.organizer, now=NOW)
    operations.ask_timetable(made, by=cast.organizer, now=NOW)
    shown = client.get(address).content.decode()
    assert 'hx-trigger="every 2s"' in shown
    assert "到此为止" in shown
    assert visit(cast.city).get(address).status_code == 404
