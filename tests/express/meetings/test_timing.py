"""The timetable's way: in one click, moved with the hall, looked for by the worker, stopped, and what cannot hold together."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.express.meetings.timetable.checking import faults
from tests.factories import meetings
from tests.factories.meetings import BEGINS, NOW, Cast
from zhitongche.express.meetings import operations, planning, queries, scheduling
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
DONE = {"span": 20, "span_bound": 20, "waiting": 0, "waiting_bound": 0, "is_stopped": False, "is_fewest": False}


def clock() -> datetime:
    return NOW


def searched(made: Meeting) -> TimetableSearch:
    operations.search_waiting(now=NOW, clock=clock)
    return TimetableSearch.objects.get(meeting=made)


def hours(made: Meeting) -> dict[str, Any]:
    return {item.problem.number: (item.room, item.starts_at) for item in queries.items_of(made)}


def code(cast: Cast) -> str:
    assert cast.liaison.department
    return cast.liaison.department.code


def cast_name(cast: Cast) -> str:
    assert cast.liaison.department
    return cast.liaison.department.name


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


def test_ways_between_rooms_are_kept_to_and_an_hour_may_be_left_out(cast: Cast) -> None:
    """Each item is for another bureau, but one secretary speaks in both: changing rooms costs a quarter of an hour."""
    made = meetings.meeting(cast, rooms=["一号厅", "二号厅"])
    ways = [{"rooms": [1, 0], "minutes": 15}]
    late = [{"party": code(cast), "from_": time(9, 5), "until": None}]
    operations.ask_timetable(made, by=cast.organizer, now=NOW, ways=ways, free=late)
    search = searched(made)
    assert search.wishes == {"free": {code(cast): [[545, 1440]]}, "ways": [[0, 1, 15]]}
    setting = planning.setting_of(made, queries.items_of(made), search.wishes)
    assert faults(setting, planning.plan_of(made, queries.items_of(made))) == []
    assert setting.travel == {("0", "1"): 15}
    begins = planning.minute_of(made, BEGINS)
    assert search.outcome["span"] == -(-(max(begins, 545) - begins) // 10) * 10 + 20


def test_a_moved_item_keeps_to_what_the_last_search_was_told(cast: Cast) -> None:
    made = meetings.meeting(cast)
    starts = planning.minute_of(made, BEGINS)
    until = BEGINS + timedelta(minutes=20)
    operations.ask_timetable(
        made, by=cast.organizer, now=NOW, free=[{"party": code(cast), "from_": None, "until": until}]
    )
    searched(made)
    later = BEGINS + timedelta(minutes=20)
    operations.ask_timetable(made, by=cast.organizer, now=NOW, problem=cast.problem.number, starts_at=later)
    search = searched(made)
    assert search.wishes["free"] == {code(cast): [[0, starts + 20]]}
    assert any(cast_name(cast) in wish for wish in words(made).wishes)


def test_another_day_forgets_what_a_search_kept_to(cast: Cast) -> None:
    made = meetings.meeting(cast)
    operations.ask_timetable(made, by=cast.organizer, now=NOW)
    plan = {**meetings.PLAN, "starts_at": BEGINS + timedelta(days=1)}
    operations.revise(made, by=cast.organizer, now=NOW, **plan)
    assert operations.search_waiting(now=NOW, clock=clock) == 0
    assert queries.search_of(made) is None


def test_who_is_free_at_no_time_is_named_and_what_was_typed_stays(cast: Cast, visit: Visit) -> None:
    made = meetings.meeting(cast, rooms=["一号厅", "二号厅"])
    client = visit(cast.organizer)
    address = f"/meetings/{made.number}/ask_timetable/"
    first = client.get(address).content.decode()
    assert f'<option value="{code(cast)}">{cast_name(cast)}</option>' in first
    assert "建新村第一书记" in first
    assert "一号厅 – 二号厅" in first
    typed = {
        "free-party": [code(cast), cast.problem.village_id, "", ""],
        "free-from_": ["06:00", "", "", ""],
        "free-until": ["06:05", "18:00", "", ""],
        "ways-rooms": ["0-1", ""],
        "ways-minutes": ["15", ""],
        "idempotency_key": "typed-0123456789abcdef",
    }
    shown = client.post(address, typed)
    assert shown.status_code == 422
    text = shown.content.decode()
    assert f"{cast_name(cast)}这一天没有" in text
    assert 'value="06:05"' in text
    assert f'<option value="{code(cast)}" selected>' in text
    assert 'value="15"' in text
    assert '<option value="0-1" selected>' in text
    assert queries.search_of(made) is None


def test_the_pages_begin_with_what_the_last_search_kept_to(cast: Cast, visit: Visit) -> None:
    made = meetings.meeting(cast, rooms=["一号厅", "二号厅"])
    client = visit(cast.organizer)
    typed = {
        "ends_at": "18:00",
        "free-party": [code(cast), ""],
        "free-from_": ["", ""],
        "free-until": ["17:30", ""],
        "ways-rooms": ["0-1", ""],
        "ways-minutes": ["15", ""],
        "idempotency_key": "asked-0123456789abcdef",
        "back": "timetable",
    }
    asked = client.post(f"/meetings/{made.number}/ask_timetable/", typed)
    assert asked.status_code == 303, asked.content.decode()
    for address in (f"/meetings/{made.number}/timetable/", f"/meetings/{made.number}/ask_timetable/"):
        operations.stop_timetable(made, by=cast.organizer, now=NOW)
        TimetableSearch.objects.update(state="done", outcome=DONE)
        text = client.get(address).content.decode()
        assert all(part in text for part in ('value="17:30"', 'value="18:00"', '<option value="0-1" selected>')), text
        TimetableSearch.objects.update(state="running")


def test_a_meeting_of_one_room_is_asked_for_no_ways(cast: Cast, visit: Visit) -> None:
    made = meetings.meeting(cast)
    assert "ways-rooms" not in visit(cast.organizer).get(f"/meetings/{made.number}/timetable/").content.decode()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"ends_at": BEGINS + timedelta(days=2)}, "ends_at"),
        ({"ends_at": time(0, 1)}, "ends_at"),
        ({"free": [{"party": "450422-01", "from_": None, "until": None}]}, "free"),
        ({"free": [{"party": "450422-01", "from_": time(0, 1), "until": time(0, 30)}]}, "free"),
        ({"ways": [{"rooms": [0, 2], "minutes": 5}]}, "ways"),
        ({"ways": [{"rooms": [1, 1], "minutes": 5}]}, "ways"),
        ({"ways": [{"rooms": [0, 1], "minutes": 5}, {"rooms": [1, 0], "minutes": 6}]}, "ways"),
        ({"free": [{"party": "450422-99", "from_": BEGINS, "until": BEGINS + LATE}]}, "free"),
        ({"free": [{"party": "450422-01", "from_": BEGINS + LATE, "until": BEGINS}]}, "free"),
        ({"problem": "450422-2026-9999", "starts_at": BEGINS}, "problem"),
    ],
)
def test_a_wish_outside_the_day_or_the_agenda_is_refused_by_field(cast: Cast, told: dict[str, Any], field: str) -> None:
    made = meetings.meeting(cast, rooms=["一号厅", "二号厅"])
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
