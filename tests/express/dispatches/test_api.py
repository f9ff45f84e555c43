"""The contract's `dispatches` and `experts` over HTTP: shapes, the order of refusals, scope, bad input."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import experts
from tests.factories.experts import PHONE, Cast
from zhitongche.express.dispatches.actions import ACTIONS
from zhitongche.express.dispatches.models import Dispatch
from zhitongche.express.dispatches.states import State
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import create_account, new_token

pytestmark = pytest.mark.django_db

Caller = Callable[..., Any]


@pytest.fixture
def call() -> Caller:
    """`call(posting, "POST", "dispatches", {...})`: one request with a token of the posting's person."""
    tokens: dict[int, str] = {}

    def send(by: Posting, method: str, path: str, body: Any = None) -> Any:
        if by.person_id not in tokens:
            account = Account.objects.filter(person=by.person_id).first() or create_account(
                by.person, by=None, now=experts.NOW, username=f"u{by.person_id}"
            )
            tokens[by.person_id] = new_token(account, by=None, now=experts.NOW)
        headers = {"Authorization": f"Bearer {tokens[by.person_id]}", "Idempotency-Key": uuid4().hex}
        text = json.dumps(body if body is not None else {})
        return Client().generic(method, f"/api/v1/{path}", text, content_type="application/json", headers=headers)

    return send


@pytest.fixture
def dispatch(cast: Cast) -> Dispatch:
    return experts.dispatch(cast)


@pytest.mark.parametrize("verb", ["accept", "decline", "report_visit", "rate", "replace", "cancel"])
def test_a_stranger_finds_nothing(call: Caller, cast: Cast, dispatch: Dispatch, verb: str) -> None:
    assert call(cast.stranger, "POST", f"dispatches/{dispatch.number}/{verb}").status_code == 404
    assert call(cast.neighbour, "POST", f"dispatches/{dispatch.number}/{verb}").status_code == 404
    assert call(cast.other, "POST", f"dispatches/{dispatch.number}/{verb}").status_code == 404


def test_every_verb_is_above() -> None:
    assert set(ACTIONS) == {"accept", "decline", "report_visit", "rate", "replace", "cancel"}


def test_a_dispatch_by_the_contracts_words(call: Caller, cast: Cast) -> None:
    whom = experts.expert(cast.organizer)
    today = timezone.localdate()
    body = {"expert": whom.number, "problem": cast.problem.number, "task": "看看水泵。"}
    far = call(cast.organizer, "POST", "dispatches", {**body, "from": "2099-05-25", "until": "2099-05-26"})
    assert (far.status_code, far.json()["errors"][0]["loc"]) == (422, ["body", "until"])
    made = call(cast.organizer, "POST", "dispatches", {**body, "from": str(today), "until": str(today)})
    assert made.status_code == 201, made.content
    shown = made.json()
    assert (shown["from"], shown["expert"], shown["state"]) == (str(today), whom.number, "proposed")
    again = call(cast.organizer, "POST", "dispatches", {**body, "from": str(today), "until": str(today)})
    assert again.status_code == 409


def test_the_order_of_refusals(call: Caller, cast: Cast, dispatch: Dispatch) -> None:
    path = f"dispatches/{dispatch.number}"
    assert call(cast.secretary, "POST", f"{path}/accept", {"no": "thing"}).status_code == 403
    early = call(cast.expert, "POST", f"{path}/report_visit", {"no": "thing"})
    assert (early.status_code, early.json()["state"]) == (409, "proposed")
    assert call(cast.expert, "POST", f"{path}/decline").status_code == 422
    accepted = call(cast.expert, "POST", f"{path}/accept")
    assert (accepted.status_code, accepted.json()["state"]) == (200, "accepted")


def test_an_expert_is_told_the_village_and_the_task_and_no_problem(
    call: Caller, cast: Cast, dispatch: Dispatch
) -> None:
    shown = call(cast.expert, "GET", f"dispatches/{dispatch.number}").json()
    assert (shown["problem"], shown["task"], shown["region"]) == (None, dispatch.task, dispatch.village_id)
    assert call(cast.organizer, "GET", f"dispatches/{dispatch.number}").json()["problem"] == cast.problem.number
    assert call(cast.expert, "GET", f"problems/{cast.problem.number}").status_code == 404


def test_the_phone_is_for_the_village_visited_the_organizer_and_the_expert(
    call: Caller, cast: Cast, dispatch: Dispatch
) -> None:
    told = {
        name: call(getattr(cast, name), "GET", f"dispatches/{dispatch.number}").json()["expert_phone"]
        for name in ("secretary", "organizer", "expert", "township", "liaison")
    }
    assert told == {
        "secretary": PHONE,
        "organizer": PHONE,
        "expert": PHONE,
        "township": None,
        "liaison": None,
    }
    numbers = {
        name: call(getattr(cast, name), "GET", f"experts/{dispatch.expert.number}").json()["phone"]
        for name in ("secretary", "organizer", "expert", "township", "liaison", "city")
    }
    assert numbers == {
        "secretary": None,
        "organizer": PHONE,
        "expert": PHONE,
        "township": None,
        "liaison": None,
        "city": PHONE,
    }


def test_an_expert_sees_only_the_own_dispatches(call: Caller, cast: Cast, dispatch: Dispatch) -> None:
    other = experts.expert(cast.organizer, name="黎水生", phone="")
    experts.dispatch(cast, other)
    mine = call(cast.expert, "GET", "dispatches").json()["items"]
    assert [one["number"] for one in mine] == [dispatch.number]
    assert len(call(cast.organizer, "GET", "dispatches").json()["items"]) == 2
    assert call(cast.other, "GET", "dispatches").json()["items"] == []


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("state=proposed", 1),
        ("state=rated", 0),
        ("region=450422107", 1),
        ("region=450421", 0),
        ("q=茶园", 1),
        ("q=农向阳", 1),
        ("q=光伏", 0),
        ("expert=ZJ-450422-2026-0001", 1),
        ("project=XM-1", 0),
    ],
)
def test_the_list_is_narrowed(call: Caller, cast: Cast, dispatch: Dispatch, query: str, count: int) -> None:
    assert len(call(cast.organizer, "GET", f"dispatches?{query}").json()["items"]) == count


def test_suggestions_come_with_their_reasons(call: Caller, cast: Cast) -> None:
    experts.expert(cast.organizer)
    experts.expert(cast.organizer, name="梁会计", phone="", fields=["finance"])
    path = f"experts/suggest?problem={cast.problem.number}&from=2026-05-25&until=2026-05-26"
    items = call(cast.organizer, "GET", path).json()["items"]
    assert [one["expert"]["name"] for one in items] == ["农向阳", "梁会计"]
    assert all(one["reasons"] for one in items)
    assert call(cast.secretary, "GET", path).status_code == 404
    assert call(cast.organizer, "GET", "experts/suggest?problem=1&project=2").status_code == 404


def test_the_history_of_a_dispatch(call: Caller, cast: Cast, dispatch: Dispatch) -> None:
    items = call(cast.secretary, "GET", f"dispatches/{dispatch.number}/events").json()["items"]
    assert [(one["action"], one["after"]) for one in items] == [("propose", "proposed")]
    offered = call(cast.expert, "GET", f"dispatches/{dispatch.number}/actions").json()["items"]
    assert {one["action"]: one["allowed"] for one in offered} == {
        "accept": True,
        "decline": True,
        "report_visit": False,
    }


def test_one_and_three_rows_take_the_same_statements(call: Caller, cast: Cast) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert call(cast.organizer, "GET", "dispatches").status_code == 200
            assert call(cast.organizer, "GET", "experts").status_code == 200
        return len(seen)

    experts.dispatch(cast)
    call(cast.organizer, "GET", "dispatches")
    once = count()
    for name in ("甲", "乙"):
        experts.dispatch(cast, experts.expert(cast.organizer, name=name, phone=""))
    assert count() == once
    assert Dispatch.objects.filter(state=State.PROPOSED).count() == 3
