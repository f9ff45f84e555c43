"""The contract's words for assigning, asking and deciding, and `rectifications`, over HTTP."""

from datetime import date
from typing import Any

import pytest

from tests.express.problems.test_api import Caller, call, plan
from tests.factories import people, problems
from tests.factories.problems import Cast
from zhitongche.express.problems.actions import RECTIFICATIONS
from zhitongche.express.problems.states import State

__all__ = ["call"]
pytestmark = pytest.mark.django_db
FAR = "2099-06-10"
ORDER = {"department": "450422-01", "supporters": ["450422-02"], "due_on": FAR, "reason": "请供电局牵头。"}


@pytest.fixture
def number(cast: Cast) -> str:
    return problems.problem(cast, State.POOLED).number


def test_assign_answers_with_lead_and_supporters(cast: Cast, call: Caller, number: str) -> None:
    answer = call(cast.organizer, "POST", f"problems/{number}/assign", ORDER)
    told = answer.json()
    assert answer.status_code == 200, told
    assert (told["state"], told["due_on"], told["lead"]) == (
        "in_progress",
        FAR,
        {"code": "450422-01", "name": "藤县供电局"},
    )
    assert told["supporters"] == [{"code": "450422-02", "name": "藤县水利局"}]
    assert call(cast.power, "POST", f"problems/{number}/acknowledge", {}).status_code == 200
    assert call(cast.power, "POST", f"problems/{number}/acknowledge", {}).status_code == 409


def test_a_request_is_told_decided_and_told_again(cast: Cast, call: Caller, number: str) -> None:
    call(cast.organizer, "POST", f"problems/{number}/assign", ORDER)
    asked = call(cast.power, "POST", f"problems/{number}/pause", {"reason": "等林业批复。"}).json()
    assert (asked["state"], asked["light"]) == ("in_progress", "green")
    (request,) = asked["requests"]
    assert {name: request[name] for name in ("verb", "reason", "decided")} == {
        "verb": "pause",
        "reason": "等林业批复。",
        "decided": None,
    }
    body = {"request": request["id"], "granted": True, "reason": "同意。"}
    decided = call(cast.organizer, "POST", f"problems/{number}/decide", body)
    again = call(cast.organizer, "POST", f"problems/{number}/decide", body)
    assert (decided.json()["requests"][0]["decided"], decided.json()["light"]) == ("granted", "paused")
    assert (decided.json()["paused"], decided.json()["paused_until"]) == (True, None)
    assert (again.status_code, again.json()["state"]) == (409, "in_progress")
    assert call(cast.power, "POST", f"problems/{number}/resume", {}).json()["light"] == "green"


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("hand_back", {"reason": "产权不在我局。"}),
        ("transfer", {"reason": "产权属水利局。", "department": "450422-02"}),
        ("extend", {"reason": "连续降雨。", "due_on": "2099-07-10"}),
    ],
)
def test_each_request_ends_as_the_contract_says(
    verb: str, body: dict[str, Any], cast: Cast, call: Caller, number: str
) -> None:
    call(cast.power, "POST", f"problems/{number}/claim", plan())
    request = call(cast.power, "POST", f"problems/{number}/{verb}", body).json()["requests"][0]["id"]
    answer = call(
        cast.organizer,
        "POST",
        f"problems/{number}/decide",
        {"request": request, "granted": True, "reason": "同意。"},
    ).json()
    lead = answer["lead"] and answer["lead"]["code"]
    assert (answer["state"], lead, answer["due_on"] == "2099-07-10") == {
        "hand_back": ("pooled", None, False),
        "transfer": ("in_progress", "450422-02", False),
        "extend": ("in_progress", "450422-01", True),
    }[verb]


@pytest.mark.parametrize(
    "body",
    [{}, {"request": "x", "granted": True, "reason": "好。"}, {"request": 2**70, "granted": True, "reason": "好"}],
)
def test_decide_finds_each_fault(body: dict[str, Any], cast: Cast, call: Caller) -> None:
    problem, _key = problems.requested(cast, "pause")
    assert call(cast.organizer, "POST", f"problems/{problem.number}/decide", body).status_code == 422


# ---- rectifications ------------------------------------------------------------------------------------------------


@pytest.fixture
def item(cast: Cast, call: Caller, number: str) -> str:
    """What the water department has to do beside the lead."""
    call(cast.organizer, "POST", f"problems/{number}/assign", ORDER)
    return f"ZG-{number}-2"


def test_rectification_is_read_extended_and_finished(cast: Cast, call: Caller, item: str) -> None:
    read = call(cast.water, "GET", f"rectifications/{item}").json()
    assert (read["state"], read["due_on"], read["problem"], read["origin"], read["meeting"]) == (
        "open",
        FAR,
        item[3:-2],
        "support",
        None,
    )
    later = call(
        cast.water, "POST", f"rectifications/{item}/extend", {"due_on": "2099-07-01", "reason": "等材料。"}
    ).json()
    assert (later["due_on"], later["extensions"]) == ("2099-07-01", 1)
    done = call(cast.water, "POST", f"rectifications/{item}/finish", {"text": "已迁移电表。"})
    assert (done.status_code, done.json()["state"], done.json()["result"]) == (200, "done", "已迁移电表。")
    events = call(cast.water, "GET", f"rectifications/{item}/events").json()["items"]
    assert [(event["sequence"], event["action"]) for event in events] == [(1, "support"), (2, "extend"), (3, "finish")]
    assert date.fromisoformat(done.json()["created_at"][:10])


def test_rectifications_are_listed_in_pages(cast: Cast, call: Caller, item: str) -> None:
    first = call(cast.organizer, "GET", "rectifications?limit=1").json()
    second = call(cast.organizer, "GET", f"rectifications?limit=1&cursor={first['next']}").json()
    assert {one["number"] for one in first["items"] + second["items"]} == {f"{item[:-1]}1", item}
    assert second["next"] is None
    assert [one["number"] for one in call(cast.water, "GET", "rectifications").json()["items"]] == [item]


@pytest.mark.parametrize("verb", RECTIFICATIONS)
def test_rectification_verbs_are_hidden_from_strangers_and_refused_to_others(
    verb: str, cast: Cast, call: Caller, item: str
) -> None:
    stranger = people.posting("organizer", "450421")
    assert call(stranger, "POST", f"rectifications/{item}/{verb}", {}).status_code == 404
    assert call(cast.power, "POST", f"rectifications/{item}/{verb}", {}).status_code == 403
    assert call(cast.water, "POST", f"rectifications/{item}/{verb}", {}).status_code == 422
    assert call(cast.power, "POST", f"rectifications/{item[:-1]}1/{verb}", {}).status_code == 409


def test_rectification_actions_are_those_of_its_department(cast: Cast, call: Caller, item: str) -> None:
    items = call(cast.water, "GET", f"rectifications/{item}/actions").json()["items"]
    assert [(one["action"], one["allowed"]) for one in items] == [("finish", True), ("extend", True)]
    assert call(cast.organizer, "GET", f"rectifications/{item}/actions").json() == {"items": []}
