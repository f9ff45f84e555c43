"""`search` and `me/views` for programs."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.factories import problems
from tests.factories.problems import Cast
from tests.oversight.inspection.test_api import bearer

pytestmark = pytest.mark.django_db
SEARCH, VIEWS = "/api/v1/search", "/api/v1/me/views"


@pytest.fixture
def cast() -> Cast:
    return problems.cast()


def sent(client: Client, address: str, headers: dict[str, str], key: str = "", **body: Any) -> Any:
    given = headers | {"Idempotency-Key": key or address + json.dumps(body)}
    return client.post(address, json.dumps(body), content_type="application/json", headers=given)


def test_search_tells_rows_with_the_words_in_their_sentence(cast: Cast, client: Client) -> None:
    made = problems.report(cast.secretary)
    answer = client.get(SEARCH, {"q": "供电"}, headers=bearer("organizer", "450422")).json()
    (line,) = answer["items"]
    assert (line["kind"], line["number"], answer["next"]) == ("problem", made.number, None)
    assert [line["snippet"][start:end] for start, end in line["marks"]] == ["供电"]


def test_search_pages_by_cursor(cast: Cast, client: Client) -> None:
    made = [problems.report(cast.secretary).number for _ in range(3)]
    headers, seen, cursor = bearer("organizer", "450422"), [], ""
    while cursor is not None:
        asked = {"q": "供电", "limit": 1} | ({"cursor": cursor} if cursor else {})
        answer = client.get(SEARCH, asked, headers=headers).json()
        seen += [line["number"] for line in answer["items"]]
        cursor = answer["next"]
    assert seen == made[::-1]


@pytest.mark.parametrize("asked", [{"q": "供电", "cursor": "x"}, {"q": "供" * 101}, {"q": "供", "limit": 0}])
def test_search_refuses_what_it_cannot_answer(client: Client, asked: dict[str, Any]) -> None:
    assert client.get(SEARCH, asked, headers=bearer("organizer", "450422")).status_code == 422


def test_search_of_an_administrator_tells_people_and_departments(cast: Cast, client: Client) -> None:
    answer = client.get(SEARCH, {"q": "供电"}, headers=bearer("system_admin", "450422")).json()
    assert (answer["items"], [one["code"] for one in answer["departments"]]) == ([], ["450422-01"])
    people_found = client.get(SEARCH, {"q": "石"}, headers=bearer("system_admin", "450422")).json()["people"]
    assert [one["name"] for one in people_found] == ["石广"]


def test_list_takes_words(cast: Cast, client: Client) -> None:
    made = problems.report(cast.secretary, title="路灯")
    problems.report(cast.secretary)
    headers = bearer("organizer", "450422")
    for asked in ("路灯", made.number, made.number[7:]):
        answer = client.get("/api/v1/problems", {"q": asked}, headers=headers).json()
        assert [line["number"] for line in answer["items"]] == [made.number]


def test_views_are_saved_renamed_and_deleted(client: Client) -> None:
    headers = bearer("organizer", "450422")
    made = sent(client, VIEWS, headers, name="待认领", kind="problems", query="state=pooled")
    assert made.status_code == 201
    number = made.json()["number"]
    assert made.json()["address"] == "/problems/?state=pooled"
    renamed = sent(client, f"{VIEWS}/{number}/rename", headers, name="要催的")
    assert renamed.json()["name"] == "要催的"
    assert [one["name"] for one in client.get(VIEWS, headers=headers).json()["items"]] == ["要催的"]
    assert client.get(f"{VIEWS}/{number}", headers=headers).json()["kind"] == "problems"
    verbs = client.get(f"{VIEWS}/{number}/actions", headers=headers).json()["items"]
    assert [(one["action"], one["allowed"]) for one in verbs] == [("rename", True), ("delete", True)]
    gone = sent(client, f"{VIEWS}/{number}/delete", headers)
    assert (gone.status_code, gone.json()["number"]) == (200, number)
    assert client.get(f"{VIEWS}/{number}", headers=headers).status_code == 404


def test_views_refuse_a_name_taken_and_strangers(client: Client) -> None:
    headers = bearer("organizer", "450422")
    number = sent(client, VIEWS, headers, name="x", kind="search", query="q=1").json()["number"]
    assert sent(client, VIEWS, headers, key="again", name="x", kind="search").status_code == 422
    assert sent(client, VIEWS, headers, name="", kind="search").status_code == 422
    assert sent(client, VIEWS, headers, name="y", kind="other").status_code == 422
    stranger = bearer("organizer", "450422")
    assert sent(client, f"{VIEWS}/{number}/delete", stranger).status_code == 404
    assert client.get(f"{VIEWS}/x1", headers=headers).status_code == 404


def test_views_are_at_most_twenty_of_a_kind(client: Client) -> None:
    headers = bearer("organizer", "450422")
    for number in range(20):
        assert sent(client, VIEWS, headers, name=str(number), kind="search").status_code == 201
    assert sent(client, VIEWS, headers, name="one more", kind="search").status_code == 409
