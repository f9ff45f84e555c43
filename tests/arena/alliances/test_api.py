"""The contract's `alliances`."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.factories import alliances, people
from tests.factories.alliances import SOUTH, Cast
from zhitongche.arena.alliances.actions import ACTIONS
from zhitongche.arena.alliances.models import Alliance
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token
from zhitongche.foundation.web import idempotency

pytestmark = pytest.mark.django_db


def call(posting: Posting, method: str, path: str, body: Any = None) -> Any:
    account = Account.objects.filter(person=posting.person_id).first() or people.account(of=posting.person)
    token = new_token(account, by=None, now=alliances.NOW)
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_IDEMPOTENCY_KEY": idempotency.new_key()}
    sent = json.dumps(body) if body is not None else ""
    return Client().generic(method, f"/api/v1/{path}", sent, "application/json", **headers)


def test_found_answers_with_the_whole_resource(cast: Cast) -> None:
    chief = call(cast.organizer, "POST", "alliances", {"name": "总盟", "region": "370681"}).json()
    body = {"name": "南区联盟", "region": "370681", "places": [SOUTH], "parent": chief["number"]}
    answer = call(cast.organizer, "POST", "alliances", body)
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert (told["state"], told["places"], told["parent"]) == ("active", [SOUTH], chief["number"])
    assert (told["members"], told["outside"], told["subs"]) == (0, 3, [])
    assert call(cast.leader, "GET", f"alliances/{chief['number']}").json()["subs"] == [told["number"]]
    assert call(cast.leader, "POST", "alliances", body).status_code == 403
    assert call(cast.organizer, "POST", "alliances", {**body, "more": 1}).status_code == 422


def test_members_on_a_day_and_the_history(cast: Cast) -> None:
    south = alliances.south(cast)
    answer = call(cast.organizer, "POST", f"alliances/{south.number}/enrol", {"people": cast.keys, "on": "2026-03-01"})
    assert answer.json()["members"] == 3, answer.content
    out = {"person": cast.keys[0], "reason": "轮换", "on": "2026-04-01"}
    assert call(cast.organizer, "POST", f"alliances/{south.number}/release", out).json()["members"] == 2
    page = call(cast.southern[0], "GET", f"alliances/{south.number}/members?on=2026-03-31&limit=2").json()
    assert [one["village"] for one in page["items"]] == [f"{SOUTH}201", f"{SOUTH}202"]
    assert (page["items"][0]["since"], page["items"][0]["until"]) == ("2026-03-01", "2026-04-01")
    after = call(
        cast.southern[0], "GET", f"alliances/{south.number}/members?cursor={page['next']}&on=2026-03-31"
    ).json()
    assert [one["village"] for one in after["items"]] == [f"{SOUTH}203"]
    events = call(cast.leader, "GET", f"alliances/{south.number}/events").json()["items"]
    assert [one["action"] for one in events] == ["found", "enrol", "release"]


def test_list_has_chief_before_subs_and_pages(cast: Cast) -> None:
    alliances.south(cast)
    first = call(cast.organizer, "GET", "alliances?limit=1").json()
    assert [one["name"] for one in first["items"]] == ["龙口市第一书记总盟"]
    second = call(cast.organizer, "GET", f"alliances?cursor={first['next']}").json()
    assert [one["name"] for one in second["items"]] == ["南区联盟"]
    assert call(cast.stranger, "GET", "alliances").json()["items"] == []
    assert call(cast.organizer, "GET", "alliances?state=dissolved").json()["items"] == []


def body_of(verb: str, cast: Cast, south: Alliance) -> dict[str, Any]:
    """A body that is right in shape."""
    return {
        "enrol": {"people": [cast.northern[0].person_id]},
        "transfer": {"person": cast.keys[0], "to": south.number, "reason": "换村"},
        "release": {"person": cast.northern[0].person_id, "reason": "轮换"},
        "revise": {"name": "南区分盟", "places": ["莱阳市"]},
        "dissolve": {"reason": "调整"},
    }[verb]


@pytest.mark.parametrize("verb", ["enrol", "transfer", "release", "revise", "dissolve"])
def test_acts_refuse_the_stranger_the_undutiful_and_the_late(cast: Cast, verb: str) -> None:
    south = alliances.south(cast)
    body = body_of(verb, cast, south)
    path = f"alliances/{south.number}/{verb}"
    assert call(cast.stranger, "POST", path, body).status_code == 404
    assert call(cast.leader, "POST", path, body).status_code == 403
    if verb != "dissolve":
        assert call(cast.organizer, "POST", path, body).status_code == 422
    assert call(cast.organizer, "POST", f"alliances/{south.number}/dissolve", {"reason": "调整"}).status_code == 200
    late = call(cast.organizer, "POST", path, {**body, "to": cast_number(cast)} if verb == "transfer" else body)
    assert (late.status_code, late.json()["state"]) == (409, "dissolved"), late.content


def cast_number(cast: Cast) -> str:
    """The number of another alliance of the organizer's."""
    return Alliance.objects.get(parent=None).number


def test_actions_offers_what_the_duty_holds(cast: Cast) -> None:
    south = alliances.south(cast)
    items = call(cast.organizer, "GET", f"alliances/{south.number}/actions").json()["items"]
    assert [one["action"] for one in items] == list(ACTIONS)
    assert call(cast.leader, "GET", f"alliances/{south.number}/actions").json()["items"] == []
