"""The clock, the language, the door."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from tests.factories import people
from tests.house.walk import patterns
from zhitongche.foundation.audit.operations import Origin
from zhitongche.foundation.people.models import Account
from zhitongche.foundation.web.access import origin_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(db: None) -> Account:
    return people.account("secretary", of=people.posting("first_secretary").person)


@pytest.fixture
def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.mark.parametrize("path", ["/", "/problems/", "/notices/?cursor=x", "/files/"])
def test_a_stranger_is_led_to_the_door_and_back(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=%2F")


def test_a_page_of_ones_own_is_not_kept_by_anybody_else(signed_in: Client) -> None:
    assert signed_in.get("/")["Cache-Control"] == "private, no-cache"


def test_a_page_speaks_chinese_until_the_reader_chooses(signed_in: Client) -> None:
    assert signed_in.get("/", headers={"Accept-Language": "en"})["Content-Language"] == "zh-hans"
    signed_in.post("/language", {"language": "en", "next": "/"})
    assert signed_in.get("/")["Content-Language"] == "en"
    signed_in.cookies["django_language"] = "xx"
    assert signed_in.get("/")["Content-Language"] == "zh-hans"


@pytest.mark.parametrize(("asked", "spoken"), [("en", "en"), ("en-GB", "en"), ("zh-CN", "zh-hans"), ("fr", "zh-hans")])
def test_the_api_speaks_as_it_is_asked(asked: str, spoken: str) -> None:
    assert Client().get("/api/v1/me/todo", headers={"Accept-Language": asked})["Content-Language"] == spoken


def test_the_language_switch_goes_nowhere_else(signed_in: Client) -> None:
    answer = signed_in.post("/language", {"language": "en", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("path", ["/?x=%00", "/problems/?q=a%00b"])
def test_an_address_with_a_nul_is_turned_away(signed_in: Client, path: str) -> None:
    assert signed_in.get(path).status_code == 400


def test_a_nul_reaches_no_list(signed_in: Client) -> None:
    """PostgreSQL takes none in any text: each list of pages and API would break on its own."""
    lists = {f"/{route}" for _name, route, _view in patterns() if "<" not in route}
    assert {"/problems/", "/search/", "/api/v1/projects", "/api/v1/search"} <= lists
    answers = {address: signed_in.get(f"{address}?q=%E7%81%8C%00&cursor=%00").status_code for address in lists}
    assert {address: status for address, status in answers.items() if status != 400} == {}


def test_a_body_larger_than_any_form_is_turned_away(signed_in: Client) -> None:
    answer = signed_in.post("/files/", CONTENT_LENGTH=str(10**10))
    assert answer.status_code == 413


def test_a_used_up_minute_asks_to_wait(signed_in: Client, settings: Any) -> None:
    settings.RATE_READS = 1
    answers = [signed_in.get("/") for _number in range(3)]
    assert answers[-1].status_code == 429
    assert 0 < int(answers[-1]["Retry-After"]) <= 60


def test_origin_trusts_the_proxy_only_where_there_is_one(settings: Any) -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "6.6.6.6, 10.1.2.3"}, REMOTE_ADDR="127.0.0.1")
    settings.SECURE_PROXY_SSL_HEADER = None
    assert origin_of(request, 7) == Origin(7, "127.0.0.1")
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert origin_of(request, None) == Origin(None, "10.1.2.3")
