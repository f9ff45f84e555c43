"""The library on pages and in the API."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import approvals, people
from tests.factories.approvals import VERSION, item
from tests.factories.projects import NOW, TODAY, Cast
from zhitongche.express.approvals import operations
from zhitongche.express.approvals.actions import LIBRARY
from zhitongche.express.approvals.models import ApprovalItem
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhitongche.foundation.web.middleware.timezone.now", lambda: NOW)


def browser(posting: Posting, language: str = "en") -> Client:
    client = Client()
    client.force_login(approvals.account_of(posting))
    client.cookies["django_language"] = language
    return client


class Caller:
    """A program with the token of a posting's account."""

    def __init__(self, posting: Posting) -> None:
        token = new_token(approvals.account_of(posting), by=None, now=NOW)
        self.client, self.headers = Client(), {"Authorization": f"Bearer {token}", "Accept-Language": "en"}

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1{path}", headers=self.headers)

    def post(self, path: str, body: dict[str, Any]) -> Any:
        headers = {**self.headers, "Idempotency-Key": str(uuid4())}
        return self.client.post(f"/api/v1{path}", body, content_type="application/json", headers=headers)


# ---- pages ---------------------------------------------------------------------------------------------------------


def test_list_asks_the_same_statements_for_one_item_and_many(cast: Cast) -> None:
    client = browser(cast.secretary)
    counts = []
    for kept in (["land"], None):
        if kept:
            ApprovalItem.objects.exclude(code__in=kept).delete()
        else:
            approvals.load()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = client.get("/approvals/")
        assert page.status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


def test_detail_shows_what_an_item_rests_on_and_its_versions(cast: Cast) -> None:
    operations.revise_item(item("permit"), by=cast.organizer, now=NOW, **{**VERSION, "predecessors": ["land"]})
    page = browser(cast.organizer).get("/approvals/permit/").content.decode()
    for words in (VERSION["legal_basis"], "5 working days", "用地预审", "藤县", "Shared", "valid for 12 months"):
        assert words in page
    assert "/approvals/permit/revise/" in page
    assert "/approvals/permit/revise/" not in browser(cast.secretary).get("/approvals/permit/").content.decode()


def test_pages_are_closed_to_who_reads_no_projects_and_the_acts_to_who_keeps_nothing(cast: Cast) -> None:
    auditor = browser(people.posting("auditor", "450422"))
    assert [auditor.get(path).status_code for path in ("/approvals/", "/approvals/land/")] == [404, 404]
    secretary = browser(cast.secretary)
    for path in ("/approvals/new/", "/approvals/land/revise/", "/approvals/land/drop/", "/approvals/nothing/"):
        assert secretary.get(path).status_code == 404
    assert browser(cast.organizer).get("/approvals/land/explode/").status_code == 404


def _sent(**changes: Any) -> dict[str, Any]:
    rows = {"materials-code": ["village_resolution"], "materials-name": ["村民会议决议"], "materials-months": ["12"]}
    told = {name: value for name, value in VERSION.items() if name != "materials"}
    return {"idempotency_key": str(uuid4()), **told, **rows, **changes}


def test_the_organizer_makes_a_version_and_drops_it_on_the_pages(cast: Cast) -> None:
    client = browser(cast.organizer)
    assert "用地预审" in client.get("/approvals/land/revise/").content.decode()
    assert client.post("/approvals/land/revise/", _sent()).status_code == 303
    made = ApprovalItem.objects.get(region="450422")
    assert (made.limit_days, made.materials) == (5, VERSION["materials"])
    assert client.post("/approvals/land/drop/", {"idempotency_key": str(uuid4())}).status_code == 303
    made.refresh_from_db()
    assert made.ends_on is not None


def test_a_circle_is_said_on_the_form(cast: Cast) -> None:
    client = browser(cast.organizer)
    answer = client.post("/approvals/land/revise/", _sent(predecessors=["works"]))
    assert answer.status_code == 422
    assert "They would wait for each other" in answer.content.decode()


def test_a_new_item_is_added_on_its_page(cast: Cast) -> None:
    answer = browser(cast.organizer).post("/approvals/new/", _sent(code="tea_brand"))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/approvals/tea_brand/")


# ---- the API -------------------------------------------------------------------------------------------------------


def test_list_and_read_items(cast: Cast) -> None:
    caller = Caller(cast.secretary)
    listed = caller.get("/approvals").json()["items"]
    assert [one["number"] for one in listed] == ["land", "permit", "works", "water", "filing"]
    read = caller.get("/approvals/land").json()
    assert (read["limit_days"], read["region"], len(read["versions"])) == (20, None, 1)
    assert read["materials"][1] == {"code": "boundary_map", "name": "勘测定界图", "months": None}
    assert caller.get("/approvals/nothing").status_code == 404
    assert caller.get("/approvals?region=45").json()["items"] == listed
    assert caller.get("/approvals?on=2001-01-01").json()["items"] == []
    assert caller.get("/approvals?region=nowhere").status_code == 422


def test_revise_and_drop_by_api(cast: Cast) -> None:
    caller = Caller(cast.organizer)
    revised = caller.post("/approvals/land/revise", VERSION)
    assert (revised.status_code, revised.json()["limit_days"], revised.json()["region"]) == (200, 5, "450422")
    assert len(revised.json()["versions"]) == 2
    assert caller.post("/approvals/land/drop", {}).status_code == 200
    assert caller.post("/approvals/land/drop", {}).status_code == 409
    made = caller.post("/approvals", {**VERSION, "code": "tea_brand"})
    assert (made.status_code, made.json()["number"]) == (201, "tea_brand")


@pytest.mark.parametrize(
    "change",
    [
        {"limit_days": -1},
        {"limit_days": 5.5},
        {"legal_basis": ""},
        {"materials": [{"code": "a", "name": "b", "months": 0}]},
        {"materials": [{"code": "a"}]},
        {"predecessors": ["works"]},
        {"starts_on": "2026-02-30"},
        {"starts_on": "2020-01-01"},
        {"more": 1},
    ],
)
def test_revise_by_api_refuses_bad_input(cast: Cast, change: dict[str, Any]) -> None:
    assert Caller(cast.organizer).post("/approvals/land/revise", {**VERSION, **change}).status_code == 422


def test_acts_by_api_are_the_organizers(cast: Cast) -> None:
    secretary = Caller(cast.secretary)
    assert secretary.post("/approvals/land/revise", VERSION).status_code == 403
    assert secretary.post("/approvals", {**VERSION, "code": "tea"}).status_code == 403
    assert secretary.get("/approvals/land/actions").json()["items"] == []
    offered = Caller(cast.organizer).get("/approvals/land/actions").json()["items"]
    assert {one["action"]: one["allowed"] for one in offered} == {"revise": True, "drop": False}
    assert set(LIBRARY) == {"revise", "drop"}
    assert TODAY.isoformat() not in str(offered)
