"""The contract's `indicators`."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.factories import indicators, people
from tests.factories.alliances import Cast
from zhitongche.arena.indicators.actions import ACTIONS
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token
from zhitongche.foundation.web import idempotency

pytestmark = pytest.mark.django_db
BODY = {"code": "GV-08", "aspect": "governance", "name": "扁桃产业示范", "max_points": "2.5"}


def call(posting: Posting, method: str, path: str, body: Any = None) -> Any:
    account = Account.objects.filter(person=posting.person_id).first() or people.account(of=posting.person)
    token = new_token(account, by=None, now=indicators.NOW)
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_IDEMPOTENCY_KEY": idempotency.new_key()}
    sent = json.dumps(body) if body is not None else ""
    return Client().generic(method, f"/api/v1/{path}", sent, "application/json", **headers)


def test_draw_up_read_and_put_in_force(cast: Cast) -> None:
    base = indicators.default()
    answer = call(cast.organizer, "POST", "indicators", {"name": "2026年指标库", "based_on": base.number})
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert (made["state"], made["points"], len(made["items"]), made["digest"]) == ("draft", "100", 30, None)
    told = call(cast.organizer, "POST", f"indicators/{made['number']}/set_item", BODY).json()
    assert told["points"] == "102.5"
    assert [one["max_points"] for one in told["items"] if one["code"] == "GV-08"] == ["2.5"]
    assert call(cast.organizer, "POST", f"indicators/{made['number']}/issue", {}).status_code == 422
    call(cast.organizer, "POST", f"indicators/{made['number']}/drop_item", {"code": "GV-08"})
    assert call(cast.organizer, "POST", f"indicators/{made['number']}/issue", {}).json()["state"] == "issued"
    events = call(cast.southern[0], "GET", f"indicators/{made['number']}/events").json()["items"]
    assert [one["action"] for one in events] == ["draw_up", "set_item", "drop_item", "issue"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"max_points": 2.5}, "max_points"),
        ({"max_points": "2.25"}, "max_points"),
        ({"max_points": "-1"}, "max_points"),
        ({"aspect": "wealth"}, "aspect"),
        ({"code": "x" * 11}, "code"),
        ({"more": 1}, "more"),
    ],
)
def test_set_item_finds_the_fault(cast: Cast, change: dict[str, Any], field: str) -> None:
    made = indicators.drawn_up(cast.organizer)
    answer = call(cast.organizer, "POST", f"indicators/{made.number}/set_item", {**BODY, **change})
    assert answer.status_code == 422, answer.content
    assert [fault["loc"] for fault in answer.json()["errors"]] == [["body", field]]


def test_list_pages_and_narrows(cast: Cast) -> None:
    indicators.default()
    indicators.drawn_up(cast.organizer)
    first = call(cast.organizer, "GET", "indicators?limit=1").json()
    assert [one["state"] for one in first["items"]] == ["draft"]
    second = call(cast.organizer, "GET", f"indicators?cursor={first['next']}").json()
    assert [(one["region"], one["item_count"]) for one in second["items"]] == [(None, 30)]
    assert len(call(cast.stranger, "GET", "indicators").json()["items"]) == 1
    assert call(cast.organizer, "GET", "indicators?state=retired").json()["items"] == []


BODIES: dict[str, dict[str, Any]] = {
    "set_item": BODY,
    "drop_item": {"code": "A-01"},
    "issue": {},
    "retire": {"reason": "换新"},
}


@pytest.mark.parametrize("verb", ["set_item", "drop_item", "issue", "retire"])
def test_acts_refuse_the_stranger_the_undutiful_and_the_late(cast: Cast, verb: str) -> None:
    made = indicators.filled(cast.organizer, indicators.drawn_up(cast.organizer))
    path, body = f"indicators/{made.number}/{verb}", BODIES[verb]
    assert call(cast.stranger, "POST", path, body).status_code == 404
    assert call(cast.organizer, "POST", f"indicators/{made.number}/issue", {}).status_code == 200
    assert call(cast.leader, "POST", path, body).status_code == 403
    if verb == "retire":
        assert call(cast.organizer, "POST", path, body).status_code == 200
    late = call(cast.organizer, "POST", path, body)
    assert late.status_code == 409, late.content


def test_actions_offers_what_the_duty_holds(cast: Cast) -> None:
    made = indicators.drawn_up(cast.organizer)
    items = call(cast.organizer, "GET", f"indicators/{made.number}/actions").json()["items"]
    assert [one["action"] for one in items] == list(ACTIONS)
    assert call(cast.leader, "GET", f"indicators/{indicators.default().number}/actions").json()["items"] == []
