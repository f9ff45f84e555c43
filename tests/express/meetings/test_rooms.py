"""Several rooms at once: each goes on at an item of its own, on its own screen, from its own desk."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import meetings
from tests.factories.meetings import BEGINS, HELD, REPLY, Cast
from zhitongche.express.meetings import operations, queries, rooms
from zhitongche.express.meetings.models import Meeting, MeetingItem
from zhitongche.express.meetings.states import State
from zhitongche.express.problems.models import Problem
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
Caller = Callable[..., Any]
Visit = Callable[[Posting], Client]
ROOMS = ["一号会议室", "二号会议室"]
LATE = timedelta(minutes=25)


@pytest.fixture
def two(cast: Cast) -> Meeting:
    """Open in two rooms: the first item and a third in one, the second in the other, all for ten minutes."""
    Problem.objects.filter(pk=cast.second.pk).update(title="村口的桥断了")
    made = meetings.meeting(cast, rooms=ROOMS)
    extra = meetings.third(cast)
    operations.add_item(made, by=cast.organizer, now=meetings.NOW, problems=[extra.number])
    later = BEGINS + timedelta(minutes=10)
    places = {cast.problem.number: (0, BEGINS), cast.second.number: (1, BEGINS), extra.number: (0, later)}
    times = [{"problem": number, "room": room, "starts_at": at} for number, (room, at) in places.items()]
    operations.make_timetable(made, by=cast.organizer, now=meetings.NOW, times=times)
    operations.invite(made, by=cast.organizer, now=meetings.NOW)
    return operations.open_(made, by=cast.organizer, now=BEGINS)


def standing(made: Meeting) -> dict[int, str]:
    fresh = queries.afresh(made)
    return {place: one.problem.number for place, one in rooms.currents(fresh, queries.items_of(fresh)).items()}


def last(made: Meeting) -> str:
    return queries.items_of(made)[-1].problem.number


def screen(made: Meeting, place: int) -> str:
    answer = Client().get(f"/meetings/screens/{made.screen_key}/?room={place}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_room_opens_at_its_first_item_and_goes_on_by_itself(two: Meeting, cast: Cast) -> None:
    assert standing(two) == {0: cast.problem.number, 1: cast.second.number}
    operations.call_up(two, by=cast.organizer, now=BEGINS, problem=last(two))
    assert standing(two) == {0: last(two), 1: cast.second.number}
    # Back again at the very same moment: what was called up last counts.
    operations.call_up(two, by=cast.organizer, now=BEGINS, problem=cast.problem.number)
    assert standing(two) == {0: cast.problem.number, 1: cast.second.number}


def test_an_item_may_be_heard_in_another_room(two: Meeting, cast: Cast) -> None:
    operations.call_up(two, by=cast.organizer, now=BEGINS + LATE, problem=last(two), room=1)
    assert standing(two) == {0: cast.problem.number, 1: last(two)}
    assert queries.history(two)[-1].body == {"problem": last(two), "room": 1}
    with pytest.raises(BadInput) as refused:
        operations.call_up(two, by=cast.organizer, now=BEGINS + LATE, problem=last(two), room=2)
    assert set(refused.value.faults) == {"room"}


def test_before_and_after_no_room_is_at_anything(two: Meeting, cast: Cast) -> None:
    operations.close(two, by=cast.organizer, now=HELD)
    assert standing(two) == {}
    assert "村口的桥断了" not in screen(two, 1)


def test_one_room_is_at_what_the_meeting_is_at(cast: Cast) -> None:
    made = meetings.brought_to(State.OPEN, cast)
    operations.call_up(made, by=cast.organizer, now=BEGINS, problem=cast.second.number)
    assert standing(made) == {0: cast.second.number}
    assert queries.history(made)[-1].body == {"problem": cast.second.number}


def test_each_screen_follows_its_own_room(two: Meeting, cast: Cast) -> None:
    first, second = screen(two, 0), screen(two, 1)
    assert ROOMS[0] in first
    assert ROOMS[1] in second
    assert "<h1>村口的桥断了</h1>" in second
    assert "村口的桥断了" not in first
    operations.call_up(two, by=cast.organizer, now=BEGINS + LATE, problem=last(two))
    assert "<h1>村口的桥断了</h1>" in screen(two, 1)
    assert Client().get(f"/meetings/screens/{two.screen_key}/?room=2").status_code == 404
    # Without a room it is the first one's.
    assert ROOMS[0] in Client().get(f"/meetings/screens/{two.screen_key}/").content.decode()


def test_a_room_in_which_nothing_is_heard_yet_waits(two: Meeting, cast: Cast, visit: Visit) -> None:
    MeetingItem.objects.filter(problem=cast.second).update(room=0, called_at=None)
    assert two.place in screen(two, 1)
    desk = visit(cast.organizer).get(f"/meetings/{two.number}/room/?room=1")
    assert (desk.status_code, desk.context["current"], desk.context["is_here"]) == (200, None, False)
    assert "这个会场还没有开始听取议题" in desk.content.decode()


def test_a_desk_is_a_rooms(two: Meeting, cast: Cast, visit: Visit) -> None:
    client, address = visit(cast.organizer), f"/meetings/{two.number}/room/"
    desk = client.get(f"{address}?room=1")
    assert desk.context["at"].item.problem.number == cast.second.number
    assert [one["is_chosen"] for one in desk.context["halls"]] == [False, True]
    assert [one["number"] for one in desk.context["agenda"]] == [cast.second.number]
    assert [one["room"] for one in desk.context["elsewhere"]] == [ROOMS[0], ROOMS[0]]
    assert (desk.context["before"], desk.context["after"]) == (None, None)
    assert desk.context["screen"].endswith(f"/meetings/screens/{two.screen_key}/?room=1")
    # The power bureau is to speak in both rooms at once.
    assert [one["room"] for one in desk.context["away"]] == [ROOMS[0]]
    # An item that is named is shown in its own room, and a room there is not is none.
    assert client.get(f"{address}?item={cast.second.number}").context["room"] == 1
    assert client.get(f"{address}?room=7").context["room"] == 0


def test_the_desk_goes_on_in_its_room(two: Meeting, cast: Cast, visit: Visit) -> None:
    client, address = visit(cast.organizer), f"/meetings/{two.number}/room/"

    def post(verb: str, key: str, **told: Any) -> str:
        answer = client.post(f"{address}{verb}/", {"idempotency_key": key, **told})
        assert answer.status_code == 303, answer.content.decode()
        return str(answer["Location"])

    assert post("show_clock", "clock", is_shown="true", room="1") == f"{address}?room=1"
    assert post("call_up", "over", problem=last(two), room="1") == f"{address}?room=1"
    assert standing(two)[1] == last(two)
    reply = {"kind": "explained", "text": REPLY["text"], "department": code(cast), "room": "1"}
    assert post("answer", "here", problem=last(two), seen="0", **reply) == f"{address}?room=1"
    elsewhere = post("answer", "there", problem=cast.second.number, seen="0", **reply)
    assert elsewhere == f"{address}?room=1&item={cast.second.number}"
    refused = client.post(f"{address}call_up/", {"idempotency_key": "no", "problem": last(two), "room": "5"})
    assert refused.status_code == 422


def code(cast: Cast) -> str:
    return cast.liaison.department.code if cast.liaison.department else ""


def test_a_desk_of_two_rooms_asks_as_often_as_one_of_one(two: Meeting, cast: Cast, visit: Visit) -> None:
    client = visit(cast.organizer)
    client.get(f"/meetings/{two.number}/room/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/meetings/{two.number}/room/?room=1")
    assert len(asked) == 10


def test_the_rest_of_all_rooms_moves_with_the_latest(two: Meeting, cast: Cast) -> None:
    """One room is at its second item in time, the other has been at its first for twenty-five minutes."""
    late = meetings.third(cast)
    operations.add_item(two, by=cast.organizer, now=BEGINS, problems=[late.number])
    MeetingItem.objects.filter(problem=late).update(room=1, starts_at=BEGINS + timedelta(minutes=10))
    third = queries.items_of(two)[2].problem.number
    operations.call_up(two, by=cast.organizer, now=BEGINS + timedelta(minutes=10), problem=third)
    operations.make_timetable(two, by=cast.organizer, now=BEGINS + LATE)
    starts = {one.problem.number: one.starts_at for one in queries.items_of(two)}
    assert starts[third] == BEGINS + timedelta(minutes=10)
    assert starts[cast.second.number] == BEGINS
    assert starts[late.number] == BEGINS + LATE


def test_without_a_timetable_each_room_goes_on_from_now(two: Meeting, cast: Cast) -> None:
    MeetingItem.objects.filter(meeting=two).update(starts_at=None)
    operations.make_timetable(two, by=cast.organizer, now=BEGINS + LATE)
    placed = {one.problem.number: (one.room, one.starts_at) for one in queries.items_of(two)}
    assert placed[cast.problem.number] == (0, BEGINS + LATE)
    assert placed[cast.second.number] == (1, BEGINS + LATE)
    assert [room for room, _at in placed.values()].count(0) == 2


def test_a_hall_that_is_early_moves_the_rest_forward(cast: Cast) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    times = [
        {"problem": number, "room": 0, "starts_at": BEGINS + timedelta(minutes=minutes)}
        for number, minutes in ((cast.problem.number, 0), (cast.second.number, 60))
    ]
    operations.make_timetable(made, by=cast.organizer, now=meetings.NOW, times=times)
    operations.open_(made, by=cast.organizer, now=BEGINS)
    operations.make_timetable(made, by=cast.organizer, now=BEGINS + timedelta(minutes=20))
    assert [one.starts_at for one in queries.items_of(made)] == [BEGINS, BEGINS + timedelta(minutes=20)]


def test_the_api_says_where_each_room_is_and_calls_up_in_a_room(call: Caller, two: Meeting, cast: Cast) -> None:
    path = f"meetings/{two.number}"
    heard = {one["problem"]: one for one in call(cast.organizer, "GET", path).json()["agenda"]}
    assert {number for number, one in heard.items() if one["current"]} == {cast.problem.number, cast.second.number}
    done = call(cast.organizer, "POST", f"{path}/call_up", {"problem": last(two), "room": 1})
    assert done.status_code == 200, done.content
    moved = next(one for one in done.json()["agenda"] if one["problem"] == last(two))
    assert (moved["room"], moved["current"]) == (1, True)
    assert call(cast.organizer, "POST", f"{path}/call_up", {"problem": last(two), "room": 5}).status_code == 422
