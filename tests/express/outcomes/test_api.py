"""The contract's `outcomes`."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.factories import files, outcomes, people
from tests.factories.projects import Cast
from zhitongche.express.outcomes.actions import ACTIONS
from zhitongche.express.outcomes.models import Outcome, OutcomeFile
from zhitongche.express.outcomes.states import State
from zhitongche.foundation.files import operations as file_operations
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db
BODY = {"kind": "dividend", "period": "2026Q1", "amount": "120000.00", "people": 52, "source": "分红名册"}


def account(posting: Posting) -> Account:
    found = Account.objects.filter(person=posting.person_id).first()
    return found or people.account(f"u{posting.person_id}", of=posting.person)


def call(posting: Posting, method: str, path: str, body: Any = None, key: str = "") -> Any:
    token = new_token(account(posting), by=None, now=outcomes.NOW)
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    if method == "POST":
        headers["HTTP_IDEMPOTENCY_KEY"] = (
            key or f"k{Outcome.objects.count()}-{path}-{json.dumps(body)}"[-64:].encode().hex()[-60:]
        )
    return Client().generic(
        method, f"/api/v1/{path}", json.dumps(body) if body is not None else "", "application/json", **headers
    )


def test_record_answers_with_the_whole_resource(cast: Cast) -> None:
    answer = call(cast.secretary, "POST", "outcomes", BODY, key="one")
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert (told["number"], told["state"], told["region"]) == ("CG-450422-2026-0001", "recorded", outcomes.VILLAGE)
    assert told["label"] == "CG-藤县-2026-0001"
    assert (told["amount"], told["people"], told["area"], told["unit"]) == ("120000.00", 52, None, "yuan")
    assert call(cast.secretary, "POST", "outcomes", BODY, key="one").content == answer.content
    assert call(cast.secretary, "POST", "outcomes", BODY, key="two").status_code == 409
    assert Outcome.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount": 0.1}, "amount"),
        ({"amount": "0.1234567891"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "NaN"}, "amount"),
        ({"people": "52"}, "people"),
        ({"people": 1.5}, "people"),
        ({"area": "1"}, "area"),
        ({"kind": "wealth"}, "kind"),
        ({"period": "soon"}, "period"),
        ({"source": ""}, "source"),
        ({"more": 1}, "more"),
        ({"file": "x"}, "file"),
    ],
)
def test_record_finds_the_fault_and_writes_nothing(cast: Cast, change: dict[str, Any], field: str) -> None:
    answer = call(cast.secretary, "POST", "outcomes", {**BODY, **change})
    assert answer.status_code == 422, answer.content
    assert [fault["loc"] for fault in answer.json()["errors"]] == [["body", field]]
    assert not Outcome.objects.exists()


def test_a_file_proves_the_figure_and_is_seen_by_its_readers(cast: Cast, settings: Any, tmp_path: Any) -> None:
    settings.HOME = tmp_path
    photo = file_operations.keep_photo(
        account=account(cast.secretary), upload=files.upload(files.picture()), by=cast.secretary, now=outcomes.NOW
    )
    told = call(cast.secretary, "POST", "outcomes", {**BODY, "file": str(photo.pk)}).json()
    assert [one["id"] for one in told["files"]] == [str(photo.pk)]
    assert OutcomeFile.objects.get().event.action == "record"
    client = Client()
    client.force_login(account(cast.organizer))
    shown = client.get(told["files"][0]["address"])
    assert shown.status_code == 200
    # Read to its end, the file is closed.
    assert b"".join(shown.streaming_content)
    client.force_login(account(cast.stranger))
    assert client.get(told["files"][0]["address"]).status_code == 404
    # Of the next figure it proves nothing.
    again = {**BODY, "period": "2025Q4", "file": str(photo.pk)}
    assert call(cast.secretary, "POST", "outcomes", again).status_code == 422
    assert Outcome.objects.count() == 1


def test_acts_and_events(cast: Cast) -> None:
    number = outcomes.recorded(cast.secretary).number
    items = {one["action"]: one for one in call(cast.township, "GET", f"outcomes/{number}/actions").json()["items"]}
    assert set(items) == {"check", "correct", "withdraw"}
    assert items["correct"]["schema"]["required"] == ["reason"]
    assert call(cast.township, "POST", f"outcomes/{number}/check", {}).json()["checked_by"] == "梁镇长"
    body = {"amount": "118000", "reason": "更正"}
    told = call(cast.secretary, "POST", f"outcomes/{number}/correct", body).json()
    assert (told["state"], told["amount"], told["people"], told["checked_by"]) == ("recorded", "118000.00", None, None)
    events = call(cast.leader, "GET", f"outcomes/{number}/events").json()["items"]
    assert [(one["sequence"], one["action"], one["before"], one["after"]) for one in events] == [
        (1, "record", None, "recorded"),
        (2, "check", "recorded", "checked"),
        (3, "correct", "checked", "recorded"),
    ]
    assert events[1]["by"] == {"name": "梁镇长", "role": "township_committee", "department": None}


@pytest.mark.parametrize("verb", ACTIONS)
def test_every_verb_is_hidden_from_strangers(cast: Cast, verb: str) -> None:
    number = outcomes.outcome(cast, State.RECORDED).number
    for posting in (cast.stranger, cast.neighbour, people.posting("security_admin", "")):
        assert call(posting, "POST", f"outcomes/{number}/{verb}", {}).status_code == 404
    assert call(cast.finance, "POST", f"outcomes/{number}/{verb}", {}).status_code == 403


def test_list_filters_and_pages(cast: Cast) -> None:
    for period in ("2025Q2", "2025Q3", "2025Q4"):
        outcomes.recorded(cast.secretary, period=period)
    outcomes.recorded(cast.neighbour, kind="jobs", amount=None)
    first = call(cast.organizer, "GET", "outcomes?kind=dividend&limit=2").json()
    second = call(cast.organizer, "GET", f"outcomes?kind=dividend&limit=2&cursor={first['next']}").json()
    assert [one["period"] for one in first["items"] + second["items"]] == ["2025Q4", "2025Q3", "2025Q2"]
    for query, count in (
        ("period=2025Q3", 1),
        (f"region={outcomes.NEIGHBOUR}", 1),
        ("state=checked", 0),
        ("q=古龙村", 1),
    ):
        assert len(call(cast.organizer, "GET", f"outcomes?{query}").json()["items"]) == count, query
    assert call(cast.organizer, "GET", "outcomes?kind=wealth").status_code == 422
    assert call(people.posting("security_admin", ""), "GET", "outcomes").json()["items"] == []


def test_totals_and_targets(cast: Cast) -> None:
    outcomes.recorded(cast.secretary)
    body = {"kind": "dividend", "year": 2026, "region": "450422", "q1": "240000", "q2": "1"}
    assert call(cast.organizer, "POST", "outcomes/targets", body).status_code == 201
    assert call(cast.finance, "POST", "outcomes/targets", body).status_code == 403
    told = call(cast.organizer, "GET", "outcomes/totals?year=2026").json()
    dividend = next(one for one in told["own"] if one["kind"] == "dividend")
    assert dividend["quarters"][0] | {"period": ""} == {
        "period": "",
        "value": "120000.00",
        "people": 52,
        "count": 1,
        "checked": 0,
        "target": "240000.00",
        "percent": "50.0",
    }
    assert (dividend["quarters"][1]["value"], dividend["quarters"][1]["percent"], dividend["unit"]) == (
        None,
        None,
        "yuan",
    )
    assert [(one["region"], one["kind"]) for one in told["below"]] == [("450422107", "dividend")]
    held = call(cast.leader, "GET", "outcomes/targets").json()["items"]
    assert held == [
        {
            "region": "450422",
            "kind": "dividend",
            "year": 2026,
            "quarters": ["240000.00", "1.00", None, None],
            "former": [],
        }
    ]
    assert call(cast.stranger, "GET", "outcomes/totals?region=450422").status_code == 404
