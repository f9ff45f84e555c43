"""`sources` over HTTP, and a project's money: shapes, the order of refusals, scope, bad input, keys."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories import people, projects, sources
from tests.factories.projects import Cast
from zhitongche.express.projects.actions import SOURCES
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.states import State
from zhitongche.express.sources.models import FundingSource
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db
OPEN = {"name": "衔接资金", "kind": "fiscal", "total": "500000.00", "industries": ["tea"], "apply_by": "2099-09-30"}


@pytest.fixture
def cast(db: None) -> Cast:
    return projects.cast()


@pytest.fixture
def source(cast: Cast) -> FundingSource:
    return sources.opened(cast.finance)


def call(by: Posting, method: str, path: str, body: Any = None, *, key: str | None = "") -> Any:
    account = Account.objects.filter(person=by.person_id).first() or people.account(f"u{by.person_id}", of=by.person)
    headers = {"Authorization": f"Bearer {new_token(account, by=None, now=projects.NOW)}"}
    if method == "POST" and key is not None:
        headers["Idempotency-Key"] = key or str(uuid4())
    text = json.dumps(body) if isinstance(body, dict) else body or ""
    return Client().generic(method, f"/api/v1/{path}", text, content_type="application/json", headers=headers)


def faults(answer: Any) -> set[str]:
    assert answer.status_code == 422, answer.content
    return {".".join(str(step) for step in fault["loc"][1:]) for fault in answer.json()["errors"]}


def test_a_source_is_opened_read_listed_and_its_history_told(cast: Cast) -> None:
    made = call(cast.finance, "POST", "sources", OPEN)
    assert made.status_code == 201
    told = made.json()
    assert (told["number"], told["state"], told["left"], told["most"]) == (
        "LY-450422-2026-0001",
        "open",
        "500000.00",
        None,
    )
    assert told["department"] == {"code": "450422-11", "name": "藤县财政局"}
    assert call(cast.secretary, "GET", "sources/LY-450422-2026-0001").json() == told
    assert call(cast.secretary, "GET", "sources?state=open&kind=fiscal&region=450422&q=衔接").json() == {
        "items": [told],
        "next": None,
    }
    assert call(cast.secretary, "GET", "sources?state=closed").json()["items"] == []
    closed = call(cast.finance, "POST", f"sources/{told['number']}/close", {"reason": "额度用完。"})
    assert (closed.status_code, closed.json()["state"]) == (200, "closed")
    steps = call(cast.secretary, "GET", f"sources/{told['number']}/events").json()["items"]
    assert [(one["sequence"], one["action"], one["before"], one["after"]) for one in steps] == [
        (1, "open", None, "open"),
        (2, "close", "open", "closed"),
    ]
    offers = call(cast.finance, "GET", f"sources/{told['number']}/actions").json()["items"]
    assert {one["action"]: one["allowed"] for one in offers} == {
        "revise": True,
        "close": False,
        "reopen": True,
        "withdraw": True,
    }


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"total": "0.001"}, "total"),
        ({"total": "-1"}, "total"),
        ({"total": "NaN"}, "total"),
        ({"total": "1e400"}, "total"),
        ({"total": 0.1}, "total"),
        ({"total": None}, "total"),
        ({"kind": "gold"}, "kind"),
        ({"industries": ["gold"]}, "industries"),
        ({"most_percent": 0}, "most_percent"),
        ({"year": 99999}, "year"),
        ({"region": "370681"}, "region"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_open_refuses_what_is_no_source(cast: Cast, body: dict[str, Any], field: str) -> None:
    assert faults(call(cast.organizer, "POST", "sources", OPEN | body)) == {field}
    assert not FundingSource.objects.exists()


@pytest.mark.parametrize("verb", list(SOURCES))
def test_an_act_is_refused_in_the_contracts_order(source: FundingSource, cast: Cast, verb: str) -> None:
    path = f"sources/{source.number}/{verb}"
    assert call(cast.finance, "POST", path, {}, key=None).status_code == 400
    assert call(cast.stranger, "POST", path, {"reason": "试试"}).status_code == 404
    assert call(cast.secretary, "POST", path, {"nonsense": 1}).status_code == 403
    answer = call(cast.finance, "POST", path, {"nonsense": 1})
    assert answer.status_code == (409 if verb == "reopen" else 422)


def test_an_act_sent_twice_is_done_once(source: FundingSource, cast: Cast) -> None:
    path, key = f"sources/{source.number}/withdraw", str(uuid4())
    first, again = (call(cast.finance, "POST", path, {"reason": "收回。"}, key=key) for _time in range(2))
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert source.events.count() == 2


def test_a_projects_sources_say_why(cast: Cast, source: FundingSource) -> None:
    project = projects.planned(cast.secretary)
    unfit = sources.opened(cast.finance, industries=["fruit"])
    answer = call(cast.secretary, "GET", f"projects/{project.number}/sources").json()
    assert answer["gap"] == "350000.00"
    assert [(one["source"]["number"], one["fits"], one["amount"]) for one in answer["items"]] == [
        (source.number, True, "350000.00"),
        (unfit.number, False, "0"),
    ]
    assert all(one["reason"] for one in answer["items"])
    assert call(cast.neighbour, "GET", f"projects/{project.number}/sources").status_code == 404


def test_money_travels_the_whole_way_over_the_api(cast: Cast, source: FundingSource) -> None:
    project = projects.brought_to(State.LISTED, cast)
    path = f"projects/{project.number}"
    named = {"source": source.number, "kind": "fiscal", "planned": "100000"}
    assert call(cast.secretary, "POST", f"{path}/add_funding", named).status_code == 200
    given = call(cast.finance, "POST", f"{path}/update_funding", {"funding": 3, "committed": "100000.00"})
    assert given.json()["committed"] == "100000.00"
    paid = call(cast.finance, "POST", f"{path}/update_funding", {"funding": 3, "received": "40000.10"})
    assert paid.json()["funding"][2] == {
        "position": 3,
        "source": source.name,
        "source_number": source.number,
        "kind": "fiscal",
        "planned": "100000.00",
        "committed": "100000.00",
        "received": "40000.10",
        "spent": "0.00",
    }
    assert (
        call(cast.secretary, "POST", f"{path}/update_funding", {"funding": 3, "received": "50000"}).status_code == 403
    )
    for amount in ("100000.01", "0.001", "-1", "NaN", "Infinity", "1e30"):
        assert faults(call(cast.finance, "POST", f"{path}/update_funding", {"funding": 3, "received": amount})) == {
            "received"
        }
    assert faults(call(cast.finance, "POST", f"{path}/update_funding", {"funding": 3, "committed": "600000"})) == {
        "committed"
    }
    assert Project.objects.get().received_amount == paid_amount(paid)


def paid_amount(answer: Any) -> Any:
    """What the answer says was received, as the row holds it."""
    return Project._meta.get_field("received_amount").to_python(answer.json()["received"])
