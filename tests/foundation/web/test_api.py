"""What every room's API stands on: token, order of refusals, problem answers, the documents."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from ninja import NinjaAPI
from ninja.responses import Response

from tests.factories import people
from zhitongche.config.api import api
from zhitongche.foundation.audit.operations import origin
from zhitongche.foundation.people.models import Account, ApiToken, Posting
from zhitongche.foundation.people.operations import new_token
from zhitongche.foundation.web.models import IdempotencyKey

NOW = people.NOW
pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(db: None) -> Posting:
    return people.posting("first_secretary")


@pytest.fixture
def token(secretary: Posting) -> str:
    return new_token(people.account("secretary", of=secretary.person), by=None, now=NOW)


def send(method: str, path: str, token: str = "", body: Any = None, **headers: str) -> Any:
    if token:
        headers["Authorization"] = f"Bearer {token}"
    text = body if isinstance(body, str) else json.dumps(body) if body is not None else ""
    return Client().generic(method, f"/api/v1/{path}", text, content_type="application/json", headers=headers)


@pytest.mark.parametrize("path", ["me/todo", "problems", "regions", "nothing/here", "people", "audit"])
def test_a_stranger_is_asked_who_they_are(path: str) -> None:
    answer = send("GET", path)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["status"] == 401


@pytest.mark.parametrize("token", ["", "x", "é", "a" * 5000, "\udc80"])
def test_a_wrong_token_opens_nothing(token: str) -> None:
    header = f"Bearer {token}".encode("utf-8", "surrogatepass").decode("latin-1")
    assert send("GET", "me/todo", Authorization=header).status_code == 401


def test_a_revoked_token_opens_nothing(token: str) -> None:
    assert send("GET", "me/todo", token).status_code == 200
    ApiToken.objects.update(revoked_at=NOW)
    assert send("GET", "me/todo", token).status_code == 401


def test_a_disabled_account_opens_nothing(token: str) -> None:
    Account.objects.update(is_active=False)
    assert send("GET", "me/todo", token).status_code == 401


def test_a_posting_that_ended_yesterday_may_do_nothing_more(token: str, secretary: Posting) -> None:
    Posting.objects.filter(pk=secretary.pk).update(ends_on=people.TODAY - timedelta(days=1))
    answer = send(
        "POST",
        "problems",
        token,
        {"category": "other", "description": "x"},
        **{"Idempotency-Key": "k", "Accept-Language": "en"},
    )
    assert (answer.status_code, answer.json()["detail"]) == (403, "You hold no posting today, so you may not act here.")
    assert list(IdempotencyKey.objects.all()) == []


def test_a_post_needs_a_key_before_anything_else_is_looked_at(token: str) -> None:
    answer = send("POST", "problems/no-such-number/claim", token, "{not json")
    assert answer.status_code == 400
    assert "Idempotency-Key" in answer.json()["detail"]


def test_an_unknown_number_comes_before_the_body(token: str) -> None:
    answer = send("POST", "problems/no-such-number/claim", token, "{not json", **{"Idempotency-Key": "k"})
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "nothing", 404), ("DELETE", "problems", 405), ("GET", "problems/", 404), ("GET", "me/todo?x=%00", 400)],
)
def test_what_no_room_answers_is_a_problem_answer_too(token: str, method: str, path: str, status: int) -> None:
    answer = send(method, path, token)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_another_version_is_a_problem_answer_too() -> None:
    answer = Client().get("/api/v2/problems")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        '"x"',
        "1",
        "NaN",
        '{"description": NaN}',
        '{"a": "\\u0000"}',
        '{"a": "\\ud800"}',
        "[" * 100_000,
        b"\xff".decode("latin-1"),
    ],
)
def test_a_body_that_is_no_object_is_refused(token: str, body: str) -> None:
    answer = send("POST", "problems", token, body, **{"Idempotency-Key": str(uuid4())})
    assert (answer.status_code, [error["loc"] for error in answer.json()["errors"]]) == (422, [["body"]])


def test_a_body_too_large_is_refused(token: str) -> None:
    answer = send("POST", "problems", token, {"description": "x" * 3_000_000}, **{"Idempotency-Key": "k"})
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")


def test_each_faulty_field_is_named_in_the_readers_language(token: str) -> None:
    body = {"category": 1, "description": "字" * 2001, "photos": ["x"], "unknown": 1}
    english = {"Accept-Language": "en", "Idempotency-Key": "k"}
    answer = send("POST", "problems", token, body, **english)
    assert answer.status_code == 422
    assert {
        error["loc"][-1] if len(error["loc"]) == 2 else error["loc"][1]: error["msg"]
        for error in answer.json()["errors"]
    } == {
        "category": "This must be text.",
        "description": "At most 2000 characters.",
        "photos": "This is not an id.",
        "unknown": "This field is not known here.",
    }


def test_a_limit_beyond_the_most_is_refused(token: str) -> None:
    answer = send("GET", "regions?limit=201", token, **{"Accept-Language": "en"})
    assert (answer.status_code, answer.json()["errors"]) == (
        422,
        [{"loc": ["query", "limit"], "msg": "This must not be above 200."}],
    )


def test_a_cursor_of_nobody_is_refused(token: str) -> None:
    answer = send("GET", "regions?cursor=x", token)
    assert (answer.status_code, answer.json()["errors"][0]["loc"]) == (422, ["query", "cursor"])


def test_the_origin_of_a_request_does_not_outlive_it(token: str) -> None:
    before = origin.get()
    send("GET", "me/todo", token)
    assert origin.get() == before


def test_a_surprise_says_nothing_of_the_inside(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr("zhitongche.oversight.todo.queries.sections", broken)
    answer = send("GET", "me/todo", token)
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert "secret" not in answer.content.decode()


def test_rates_are_counted_by_account(token: str, settings: Any) -> None:
    settings.RATE_READS = 2
    statuses = [send("GET", "me/todo", token).status_code for _ in range(3)]
    if statuses == [200, 200, 200]:  # A minute ended in between.
        statuses = [send("GET", "me/todo", token).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    answer = send("GET", "me/todo", token)
    assert 0 < int(answer["Retry-After"]) <= 60


def test_the_documents_are_open_and_load_nothing_foreign() -> None:
    document = Client().get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    page = Client().get("/api/v1/docs")
    assert page.status_code == 200
    text = page.content.decode()
    assert "://" not in text
    assert 'src="/static/ninja/swagger-ui-bundle' in text


def test_the_description_is_drawn_up_once_and_is_the_same_in_each_language(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Client().get("/api/v1/openapi.json", headers={"Accept-Language": "en"}).content

    def again(*_: object) -> None:
        pytest.fail("drawn up again")

    monkeypatch.setattr("ninja.main.get_schema", again)
    assert Client().get("/api/v1/openapi.json", headers={"Accept-Language": "zh-hans"}).content == first
    monkeypatch.undo()
    with translation.override("zh-hans"):
        anew = NinjaAPI.get_openapi_schema(api)
    assert Response(anew).content == first


def test_every_act_is_documented_with_its_key_and_body() -> None:
    paths = Client().get("/api/v1/openapi.json").json()["paths"]
    claim = paths["/api/v1/problems/{number}/claim"]["post"]
    assert sorted(claim["requestBody"]["content"]["application/json"]["schema"]["properties"]) == ["due_on", "measures"]
    posts = [(path, methods["post"]) for path, methods in paths.items() if "post" in methods]
    keyless = [path for path, post in posts if "Idempotency-Key" not in {each["name"] for each in post["parameters"]}]
    assert keyless == []


def test_a_page_of_the_api_is_not_a_page_of_the_product() -> None:
    assert reverse("api:openapi-view") == "/api/v1/docs"
