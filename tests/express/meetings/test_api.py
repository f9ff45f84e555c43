"""The contract's `meetings` over HTTP: shapes, the order of refusals, scope, what each reader is told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import meetings
from tests.factories.meetings import REPLY, Cast
from zhitongche.express.meetings import queries
from zhitongche.express.meetings.actions import ACTIONS
from zhitongche.express.meetings.states import State

pytestmark = pytest.mark.django_db
Caller = Callable[..., Any]


def body(**told: Any) -> dict[str, Any]:
    """A meeting next week, as a program sends it."""
    starts_at = (timezone.localtime() + timedelta(days=7)).isoformat(timespec="minutes")
    return {"title": "藤县项目对接会", "starts_at": starts_at, "place": "县政府三楼会议室", **told}


def reply(cast: Cast) -> dict[str, Any]:
    due_on = (timezone.localdate() + timedelta(days=60)).isoformat()
    return {"problem": cast.problem.number, "kind": "measures", "text": "更换变压器。", "due_on": due_on}


@pytest.mark.parametrize("verb", list(ACTIONS))
def test_a_stranger_finds_nothing(call: Caller, cast: Cast, verb: str) -> None:
    """Of another city, of a neighbouring county, of a department that was not invited: 404, whatever is sent."""
    made = meetings.brought_to(State.INVITED, cast)
    for stranger in (cast.stranger, cast.neighbour, cast.other):
        assert call(stranger, "POST", f"meetings/{made.number}/{verb}", {"no": "thing"}).status_code == 404


@pytest.mark.parametrize("verb", list(ACTIONS))
def test_who_sees_it_and_has_no_such_duty_is_refused(call: Caller, cast: Cast, verb: str) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    answer = call(cast.township, "POST", f"meetings/{made.number}/{verb}", {"no": "thing"})
    assert answer.status_code == 403


@pytest.mark.parametrize("verb", ["record_attendance", "call_up", "answer", "read_back", "close"])
def test_what_belongs_in_the_room_is_too_early_before(call: Caller, cast: Cast, verb: str) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    answer = call(cast.organizer, "POST", f"meetings/{made.number}/{verb}", {"no": "thing"})
    assert (answer.status_code, answer.json()["state"]) == (409, "invited")


def test_plan_and_the_whole_way(call: Caller, cast: Cast) -> None:
    made = call(cast.organizer, "POST", "meetings", body())
    assert made.status_code == 201, made.content
    path = f"meetings/{made.json()['number']}"
    code = cast.liaison.department.code if cast.liaison.department else ""
    problem = {"problem": cast.problem.number}
    steps = [
        (cast.organizer, "add_item", {"problems": [cast.problem.number, cast.second.number], "departments": [code]}),
        (cast.organizer, "arrange", {"order": [cast.second.number, cast.problem.number]}),
        (cast.organizer, "make_timetable", {}),
        (cast.organizer, "invite", {}),
        (cast.liaison, "acknowledge", {"attendees": "李志明"}),
        (cast.secretary, "acknowledge", {}),
        (cast.liaison, "draft_reply", reply(cast)),
        (cast.leader, "approve_reply", problem),
        (cast.organizer, "open", {}),
        (cast.organizer, "record_attendance", {"attendance": [{"department": code, "presence": "present"}]}),
        (cast.organizer, "call_up", problem),
        (cast.organizer, "answer", {**reply(cast), "department": code, "seen": 0}),
        (cast.organizer, "read_back", problem),
        (cast.liaison, "sign", problem),
        (cast.organizer, "close", {}),
    ]
    for by, verb, sent in steps:
        done = call(by, "POST", f"{path}/{verb}", sent)
        assert done.status_code == 200, (verb, done.content)
    shown = call(cast.organizer, "GET", path).json()
    assert (shown["state"], shown["items"], shown["answered"], shown["promises"]) == ("closed", 2, 1, 1)
    heard = {one["problem"]: one for one in shown["agenda"]}
    assert heard[cast.problem.number]["answers"][0]["signed"]
    assert heard[cast.second.number]["carried_over"]
    promised = heard[cast.problem.number]["answers"][0]["rectification"]
    listed = call(cast.organizer, "GET", f"rectifications/{promised}").json()
    assert (listed["meeting"], listed["problem"]) == (shown["number"], cast.problem.number)
    told = [one["action"] for one in call(cast.organizer, "GET", f"{path}/events").json()["items"]]
    assert told == ["plan", *(verb for _by, verb, _sent in steps)]


def test_bad_input_is_named_by_field(call: Caller, cast: Cast) -> None:
    def faults(answer: Any) -> list[str]:
        assert answer.status_code == 422, answer.content
        return [str(one["loc"][1]) for one in answer.json()["errors"]]

    assert faults(call(cast.organizer, "POST", "meetings", body(starts_at="2020-01-01T09:00:00+08:00"))) == [
        "starts_at"
    ]
    assert faults(call(cast.organizer, "POST", "meetings", body(rooms=["一号厅", "一号厅"]))) == ["rooms"]
    assert faults(call(cast.organizer, "POST", "meetings", body(region="450421"))) == ["region"]
    made = meetings.brought_to(State.INVITED, cast)
    path = f"meetings/{made.number}"
    assert faults(call(cast.organizer, "POST", f"{path}/add_item", {"problems": ["450422-2026-9999"]})) == ["problems"]
    assert faults(call(cast.liaison, "POST", f"{path}/draft_reply", {**reply(cast), "due_on": None})) == ["due_on"]
    assert faults(call(cast.liaison, "POST", f"{path}/draft_reply", {**reply(cast), "no": "thing"})) == ["no"]


def test_free_times_and_ways_are_asked_for_as_on_the_page(call: Caller, cast: Cast) -> None:
    made = meetings.meeting(cast, rooms=["一号厅", "二号厅"])
    assert cast.liaison.department
    code, path = cast.liaison.department.code, f"meetings/{made.number}/ask_timetable"
    begins = timezone.localtime(meetings.BEGINS)
    never = {"party": code, "from": begins.isoformat(), "until": (begins + timedelta(minutes=5)).isoformat()}
    refused = call(cast.organizer, "POST", path, {"free": [never]})
    assert refused.status_code == 422
    assert cast.liaison.department.name in refused.json()["errors"][0]["msg"]
    assert call(cast.organizer, "POST", path, {"ways": [{"rooms": [0], "minutes": 9}]}).status_code == 422
    sent = {"free": [{"party": code, "from": begins.isoformat()}], "ways": [{"rooms": [0, 1], "minutes": 9}]}
    done = call(cast.organizer, "POST", path, sent)
    assert done.status_code == 200, done.content
    minute = begins.hour * 60 + begins.minute
    assert queries.wishes_of(made) == {"free": {code: [[minute, 24 * 60]]}, "ways": [[0, 1, 9]]}


def test_a_second_clerk_is_told_who_was_faster(call: Caller, cast: Cast) -> None:
    made = meetings.brought_to(State.OPEN, cast)
    code = cast.liaison.department.code if cast.liaison.department else ""
    sent = {**reply(cast), "department": code, "seen": 0}
    assert call(cast.organizer, "POST", f"meetings/{made.number}/answer", sent).status_code == 200
    again = call(cast.organizer, "POST", f"meetings/{made.number}/answer", {**sent, "text": "另一份记录。"})
    assert again.status_code == 409
    assert "陈立" in again.json()["detail"]


def test_nobody_reads_anothers_draft_and_only_the_own_invitation(call: Caller, cast: Cast) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    meetings.draft(made, cast)
    code = cast.other.department.code if cast.other.department else ""
    call(cast.organizer, "POST", f"meetings/{made.number}/amend_item", _both(cast, cast.second.number))
    told = {
        name: call(getattr(cast, name), "GET", f"meetings/{made.number}").json()
        for name in ("organizer", "liaison", "other", "secretary", "city")
    }
    drafts = {name: [one["text"] for one in shown["agenda"][0]["drafts"]] for name, shown in told.items()}
    assert drafts == {
        "organizer": [REPLY["text"]],
        "liaison": [REPLY["text"]],
        "other": [],
        "secretary": [],
        "city": [],
    }
    invited = {name: len(shown["invitations"]) for name, shown in told.items()}
    assert invited == {"organizer": 3, "liaison": 1, "other": 1, "secretary": 1, "city": 0}
    assert told["other"]["invitations"][0]["department"] == code


def test_the_history_and_the_proposals_are_for_who_holds_it(call: Caller, cast: Cast) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    third = meetings.third(cast)
    for what in ("events", "proposals"):
        assert call(cast.liaison, "GET", f"meetings/{made.number}/{what}").status_code == 404
    found = call(cast.organizer, "GET", f"meetings/{made.number}/proposals").json()["items"]
    assert [one["problem"] for one in found] == [third.number]
    assert found[0]["reasons"]


def test_the_list_pages_by_key_and_costs_the_same(call: Caller, cast: Cast) -> None:
    def asked() -> int:
        call(cast.organizer, "GET", "meetings")
        with CaptureQueriesContext(connection) as statements:
            assert call(cast.organizer, "GET", "meetings").status_code == 200
        return len(statements)

    meetings.meeting(cast)
    one = asked()
    for number in range(2):
        call(cast.organizer, "POST", "meetings", body(title=f"对接会{number}"))
    assert asked() == one
    first = call(cast.organizer, "GET", "meetings?limit=2").json()
    rest = call(cast.organizer, "GET", f"meetings?limit=2&cursor={first['next']}").json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
    assert [one["title"] for one in call(cast.organizer, "GET", "meetings?state=closed").json()["items"]] == []


def _both(cast: Cast, problem: str) -> dict[str, Any]:
    """Both departments answer this item."""
    codes = [one.department.code for one in (cast.liaison, cast.other) if one.department]
    return {"problem": problem, "departments": codes}
