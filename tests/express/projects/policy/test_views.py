"""The pages of gates and their addresses for programs."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import people, projects
from tests.factories.projects import NOW, Cast
from zhitongche.express.projects import operations
from zhitongche.express.projects.gates import GATES
from zhitongche.express.projects.models import GatePolicy
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.operations import new_token
from zhitongche.foundation.regions.models import Region

pytestmark = pytest.mark.django_db
PAGE = "/settings/450422/gates/"
API = "/api/v1/policy/450422/gates"


@pytest.fixture
def cast(db: None) -> Cast:
    return projects.cast()


def account(posting: Posting) -> Any:
    return people.account(f"u{posting.person_id}", of=posting.person)


def browser(posting: Posting) -> Client:
    client = Client()
    client.force_login(account(posting))
    client.cookies["django_language"] = "en"
    return client


def shown(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


class Program:
    """A caller of the API, by token."""

    def __init__(self, posting: Posting) -> None:
        token = new_token(account(posting), by=None, now=NOW)
        self.headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}

    def get(self, address: str) -> Any:
        return Client().get(address, headers=self.headers)

    def post(self, address: str, body: Any, key: str = "") -> Any:
        headers = self.headers | {"Idempotency-Key": key or str(uuid4())}
        return Client().post(address, body, content_type="application/json", headers=headers)


def test_place_shows_each_requirement_and_whose_word_it_is(cast: Cast) -> None:
    city, county = Region.objects.get(pk="4504"), Region.objects.get(pk="450422")
    operations.set_gate(city, by=cast.city, now=NOW, gate="start", waived=["covered"])
    operations.set_gate(county, by=cast.organizer, now=NOW, gate="hand_over", waived=["paper"])
    text = shown(browser(cast.organizer))
    assert "As 梧州市 has set it." in text
    assert "Money for the first milestone Waived here" in text
    assert "Acceptance paper Waived here" in text
    assert "Our own setting." in text
    assert "Scope of works Asked for" in text
    assert text.count("Drop our own setting") == 1


def test_place_is_led_to_from_the_settings(cast: Cast) -> None:
    assert f'href="{PAGE}"' in browser(cast.organizer).get("/settings/450422/").content.decode()


def test_place_asks_as_much_with_every_gate_set_as_with_one(cast: Cast) -> None:
    client, counts = browser(cast.organizer), []
    county = Region.objects.get(pk="450422")
    client.get(PAGE)
    for gates in (["start"], GATES):
        for gate in gates:
            operations.set_gate(county, by=cast.organizer, now=NOW, gate=gate)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_act_offers_only_the_gates_own_with_what_is_waived_ticked(cast: Cast) -> None:
    county = Region.objects.get(pk="450422")
    operations.set_gate(county, by=cast.organizer, now=NOW, gate="start", waived=["covered"])
    page = browser(cast.organizer).get(f"{PAGE}set_gate/?gate=start").content.decode()
    boxes = re.findall(r'<input type="checkbox"[^>]*>', page)
    assert re.findall(r'value="(\w+)"', "".join(boxes)) == ["milestones", "approvals", "covered"]
    assert [("covered" in one) for one in boxes if "checked" in one] == [True]


@pytest.mark.parametrize("address", ["set_gate/", "set_gate/?gate=revise", "set_limit/?gate=start"])
def test_act_knows_no_other_gate_and_no_other_verb(cast: Cast, address: str) -> None:
    assert browser(cast.organizer).get(PAGE + address).status_code == 404


def test_act_sets_and_drops_from_the_page(cast: Cast) -> None:
    client = browser(cast.organizer)
    told = {"gate": "start", "waived": ["covered"], "idempotency_key": str(uuid4())}
    for _again in range(2):
        answer = client.post(f"{PAGE}set_gate/", told)
        assert (answer.status_code, answer["Location"]) == (303, PAGE)
    assert GatePolicy.objects.get().waived == ["covered"]
    assert AuditRecord.objects.filter(action="policy.set_gate").count() == 1
    drop = f"{PAGE}drop_gate/"
    assert client.post(drop, {"gate": "start", "idempotency_key": str(uuid4())}).status_code == 303
    again = client.post(drop, {"gate": "start", "idempotency_key": str(uuid4())})
    assert (again.status_code, GatePolicy.objects.count()) == (409, 0)
    assert "The place has set nothing of its own at this gate." in again.content.decode()


def test_act_refuses_what_the_gate_does_not_ask_for(cast: Cast) -> None:
    told = {"gate": "start", "waived": ["scope"], "idempotency_key": str(uuid4())}
    assert browser(cast.organizer).post(f"{PAGE}set_gate/", told).status_code == 422
    assert not GatePolicy.objects.exists()


def test_api_reads_sets_and_drops(cast: Cast) -> None:
    program = Program(cast.organizer)
    key = str(uuid4())
    for _again in range(2):
        answer = program.post(f"{API}/set_gate", {"gate": "start", "waived": ["covered"]}, key)
        assert answer.status_code == 200
    assert answer["Idempotency-Replayed"] == "true"
    assert answer.json() == program.get(API).json()
    found = {one["gate"]: one for one in answer.json()["gates"]}
    assert (found["start"]["set_by"], found["submit"]["set_by"]) == ("450422", None)
    assert [one["code"] for one in found["start"]["requirements"] if one["is_waived"]] == ["covered"]
    assert program.post(f"{API}/drop_gate", {"gate": "start"}).status_code == 200
    assert program.post(f"{API}/drop_gate", {"gate": "start"}).status_code == 409
    assert [one["action"] for one in program.get(f"{API}/actions").json()["items"]] == ["set_gate", "drop_gate"]


@pytest.mark.parametrize("verb", ["set_gate", "drop_gate"])
def test_api_is_closed_to_strangers_and_to_bodies_it_does_not_know(cast: Cast, verb: str) -> None:
    assert Program(cast.city).post(f"{API}/{verb}", {"gate": "start"}).status_code == 404
    assert Program(cast.secretary).get(API).status_code == 404
    program = Program(cast.organizer)
    assert program.post(f"{API}/{verb}", {}).status_code == 422
    assert program.post(f"{API}/{verb}", {"gate": "revise"}).status_code == 422
    assert program.post(f"{API}/{verb}", {"gate": "start", "other": 1}).status_code == 422
