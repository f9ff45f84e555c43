"""Papers for programs."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.factories import papers, people
from tests.factories.reports import Office
from zhitongche.express.problems.models import Problem
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token
from zhitongche.oversight.papers.actions import ACTIONS
from zhitongche.oversight.papers.models import Paper
from zhitongche.oversight.papers.states import State

pytestmark = pytest.mark.django_db
BODY = {"kind": "briefing", "since": "2026-05-01", "until": "2026-06-01"}


def call(posting: Posting, method: str, path: str, body: Any = None, key: str = "one") -> Any:
    account = Account.objects.filter(person=posting.person_id).first()
    account = account or people.account(f"u{posting.person_id}", of=posting.person)
    token = new_token(account, by=None, now=papers.NOW)
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_IDEMPOTENCY_KEY": key}
    content = json.dumps(body) if body is not None else ""
    return Client().generic(method, f"/api/v1/{path}", content, "application/json", **headers)


def test_a_paper_is_drafted_signed_and_read_from_above(office: Office) -> None:
    made = call(office.organizer, "POST", "papers", BODY)
    assert made.status_code == 201, made.content
    number = made.json()["number"]
    assert call(office.organizer, "POST", "papers", BODY).content == made.content
    assert Paper.objects.count() == 1
    assert call(office.above, "GET", f"papers/{number}").status_code == 404
    assert call(office.organizer, "POST", f"papers/{number}/submit", {}, key="two").json()["state"] == "in_review"
    told = call(office.leader, "POST", f"papers/{number}/issue", {"issue": "第1期"}).json()
    assert (told["state"], told["issue"], told["signer"]) == ("issued", "第1期", "覃书记")
    assert "第1期" in call(office.above, "GET", f"papers/{number}").json()["plain"]
    events = call(office.leader, "GET", f"papers/{number}/events").json()["items"]
    assert [one["action"] for one in events] == ["draft", "submit", "issue"]
    offered = call(office.organizer, "GET", f"papers/{number}/actions").json()["items"]
    assert {one["action"] for one in offered if one["allowed"]} == {"propose_recall"}


def test_figures_are_held_against_the_records_of_today(office: Office) -> None:
    number = papers.brought_to(State.ISSUED, office).number
    Problem.objects.filter(pk=office.solved.pk).update(closed_at=papers.NOW)
    found = {one["key"]: one for one in call(office.leader, "GET", f"papers/{number}/figures").json()["items"]}
    assert (found["closed"]["cited"], found["closed"]["today"], found["closed"]["changed"]) == ("1", "0", True)
    assert found["closed"]["gone"] == [office.solved.number]
    assert not found["received"]["changed"]


@pytest.mark.parametrize("change", [{"kind": "poem"}, {"since": None}, {"until": "soon"}, {"more": 1}])
def test_bad_input_is_named_and_writes_nothing(office: Office, change: dict[str, Any]) -> None:
    answer = call(office.organizer, "POST", "papers", {**BODY, **change})
    assert answer.status_code == 422, answer.content
    assert [fault["loc"][-1] for fault in answer.json()["errors"]] == [next(iter(change))]
    assert not Paper.objects.exists()


@pytest.mark.parametrize("verb", [*ACTIONS])
def test_every_verb_is_hidden_from_strangers(office: Office, verb: str) -> None:
    number = papers.drafted(office).number
    for posting in (office.neighbour, office.above, office.secretary):
        assert call(posting, "POST", f"papers/{number}/{verb}", {}).status_code == 404


def test_the_list_is_filtered_and_paged(office: Office) -> None:
    for _time in range(3):
        papers.drafted(office)
    page = call(office.organizer, "GET", "papers?limit=2&kind=briefing").json()
    rest = call(office.organizer, "GET", f"papers?limit=2&cursor={page['next']}").json()
    assert [len(one["items"]) for one in (page, rest)] == [2, 1]
    assert call(office.organizer, "GET", "papers?state=issued").json()["items"] == []
    assert call(office.above, "GET", "papers").json()["items"] == []
