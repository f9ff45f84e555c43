"""The contract's `contests/{n}/entries`."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.factories import contests, people
from tests.factories.contests import NOW, TODAY, Cast
from zhitongche.arena.contests import operations, queries
from zhitongche.arena.contests.actions import ENTRIES
from zhitongche.arena.contests.models import Contest, Entry, Pledge
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token
from zhitongche.foundation.web import idempotency

pytestmark = pytest.mark.django_db
BODY = {"statement": "引进企业项目", "figures": [{"label": "用工", "value": "52", "unit": "人"}]}
PLEDGE = {"text": "种树", "measure": "植树", "target": "1000", "unit": "株", "due_on": f"{TODAY + timedelta(days=10)}"}


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The middleware's clock stands still at the factories' moment."""
    monkeypatch.setattr("zhitongche.foundation.web.middleware.timezone.now", lambda: NOW)


def call(posting: Posting, method: str, path: str, body: Any = None) -> Any:
    account = Account.objects.filter(person=posting.person_id).first() or people.account(of=posting.person)
    token = new_token(account, by=None, now=NOW)
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_IDEMPOTENCY_KEY": idempotency.new_key()}
    sent = json.dumps(body) if body is not None else ""
    return Client().generic(method, f"/api/v1/contests/{path}", sent, "application/json", **headers)


@pytest.fixture
def shown(cast: Cast) -> Contest:
    made = contests.contest(cast)
    for secretary in cast.secretaries[:2]:
        contests.entered(made, secretary)
    operations.close_entries(made, by=cast.organizer, now=NOW)
    return queries.afresh(made)


def test_entries_are_begun_submitted_and_listed(cast: Cast) -> None:
    made, by = contests.contest(cast), cast.secretaries[0]
    answer = call(by, "POST", f"{made.number}/entries", BODY)
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert (told["number"], told["entry"], told["state"]) == (f"{made.number}/1", 1, "draft")
    assert told["figures"] == [{"label": "用工", "value": "52", "unit": "人", "source": ""}]
    assert call(by, "POST", f"{made.number}/entries", BODY).status_code == 409
    assert call(by, "POST", f"{made.number}/entries/1/submit", {}).json()["state"] == "submitted"
    assert [one["entry"] for one in call(by, "GET", f"{made.number}/entries").json()["items"]] == [1]
    for posting in (cast.organizer, cast.secretaries[1]):
        assert call(posting, "GET", f"{made.number}/entries").json()["items"] == []
        assert call(posting, "GET", f"{made.number}/entries/1").status_code == 404
    operations.close_entries(made, by=cast.organizer, now=NOW)
    assert call(cast.organizer, "GET", f"{made.number}/entries/1").json()["statement"] == "引进企业项目"


def test_figures_may_be_an_object(cast: Cast) -> None:
    made = contests.contest(cast)
    answer = call(
        cast.secretaries[0], "POST", f"{made.number}/entries", {"statement": "项目", "figures": {"用工": "52"}}
    )
    assert answer.json()["figures"][0]["label"] == "用工", answer.content


@pytest.mark.parametrize(
    ("loc", "body"),
    [
        (["body", "statement"], {"figures": []}),
        (["body", "statement"], {**BODY, "statement": "长" * 2001}),
        (["body", "figures", "0", "value"], {**BODY, "figures": [{"label": "用工"}]}),
        (["body", "project"], {**BODY, "project": "XM-370681-2026-0009"}),
        (["body", "photos"], {**BODY, "photos": ["00000000-0000-4000-8000-000000000000"]}),
        (["body", "photos_before"], {**BODY, "photos_before": ["00000000-0000-4000-8000-000000000000"]}),
        (["body", "more"], {**BODY, "more": 1}),
    ],
)
def test_a_bad_entry_is_told_by_its_field(cast: Cast, loc: list[str], body: Any) -> None:
    made = contests.contest(cast)
    answer = call(cast.secretaries[0], "POST", f"{made.number}/entries", body)
    assert answer.status_code == 422, answer.content
    assert loc in [one["loc"] for one in answer.json()["errors"]]
    assert not Entry.objects.exists()


def test_only_members_enter_and_only_while_it_is_open(cast: Cast, shown: Contest) -> None:
    made = contests.contest(cast)
    assert call(cast.organizer, "POST", f"{made.number}/entries", BODY).status_code == 403
    assert call(cast.alliances.neighbour, "POST", f"{made.number}/entries", BODY).status_code == 404
    answer = call(cast.secretaries[2], "POST", f"{shown.number}/entries", BODY)
    assert (answer.status_code, answer.json()["state"]) == (409, "entries_closed")


def test_comment_learn_pledge_report_pledge(cast: Cast, shown: Contest) -> None:
    by, path = cast.secretaries[1], f"{shown.number}/entries/1"
    told = call(by, "POST", f"{path}/comment", {"text": "苗木哪里买的？", "kind": "question"}).json()
    assert told["comments"][0]["kind"] == "question"
    assert call(by, "POST", f"{path}/learn", {}).json()["learn_count"] == 1
    told = call(by, "POST", f"{path}/pledge", PLEDGE).json()
    assert (told["pledges"][0]["target"], told["pledges"][0]["learned_from"]) == ("1000.00", 1)
    report = {"pledge": told["pledges"][0]["pledge"], "done": "1020", "text": "种完了"}
    told = call(by, "POST", f"{path}/report_pledge", report).json()
    assert (told["pledges"][0]["state"], told["learned_by"]) == ("reported", [by.region_id])
    assert Pledge.objects.get().done == 1020


def test_withdraw_after_closing_stays(cast: Cast, shown: Contest) -> None:
    told = call(cast.secretaries[0], "POST", f"{shown.number}/entries/1/withdraw", {"reason": "停了"}).json()
    assert (told["state"], told["excluded"]) == ("submitted", "withdrawn")


def test_actions_are_those_of_the_callers_duty(cast: Cast, shown: Contest) -> None:
    items = call(cast.secretaries[1], "GET", f"{shown.number}/entries/1/actions").json()["items"]
    allowed = {one["action"]: one["allowed"] for one in items}
    assert allowed == {"comment": True, "learn": True, "pledge": True, "report_pledge": False}


@pytest.mark.parametrize("verb", list(ENTRIES))
def test_nobody_acts_on_what_lies_outside_their_scope(cast: Cast, shown: Contest, verb: str) -> None:
    """404, before anything else is said of it."""
    for posting in (cast.alliances.neighbour, cast.alliances.northern[0], cast.judges[0]):
        assert call(posting, "POST", f"{shown.number}/entries/1/{verb}", {}).status_code == 404
    assert call(cast.secretaries[0], "POST", f"{shown.number}/entries/9/{verb}", {}).status_code == 404
