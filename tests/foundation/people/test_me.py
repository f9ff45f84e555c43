"""Everybody's own pages: postings, sessions, tokens."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from tests.factories import people
from tests.factories.people import PASSWORD
from zhitongche.foundation.people import operations, queries
from zhitongche.foundation.people.models import Account, ApiToken
from zhitongche.foundation.permissions.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary() -> Account:
    shi = people.person("石广")
    people.posting(Role.FIRST_SECRETARY, of=shi)
    return people.account("shiguang", PASSWORD, of=shi)


@pytest.fixture
def signed(secretary) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.post("/sign-in/", {"login": "shiguang", "password": PASSWORD})
    return client


def test_me_shows_the_postings_with_what_they_mean(signed):
    page = signed.get("/me/").content.decode()
    for words in ("First secretary", "建新村", "Lives in the village", "1 Jan 2025"):
        assert words in page


def test_a_token_is_told_once(signed, secretary):
    form = {"idempotency_key": "one"}
    first = signed.post("/me/tokens/", form)
    plain = first.context["token"]
    assert queries.tokens_of(secretary).get().digest == operations.token_digest(plain)
    again = signed.post("/me/tokens/", form)
    assert (again.status_code, again["Location"]) == (303, "/me/")
    assert queries.tokens_of(secretary).count() == 1
    assert plain not in signed.get("/me/").content.decode()


def test_a_token_opens_the_api_until_it_is_revoked(signed, secretary, client):
    plain = signed.post("/me/tokens/", {"idempotency_key": "one"}).context["token"]
    headers = {"Authorization": f"Bearer {plain}"}
    assert client.get("/api/v1/me", headers=headers).json()["username"] == "shiguang"
    token = queries.tokens_of(secretary).get()
    assert signed.post(f"/me/tokens/{token.pk}/revoke/", {"idempotency_key": "two"}).status_code == 303
    assert client.get("/api/v1/me", headers=headers).status_code == 401


def test_nobody_revokes_anothers_token(signed):
    other = people.account()
    operations.new_token(other, by=None, now=people.NOW)
    token = queries.tokens_of(other).get()
    assert signed.post(f"/me/tokens/{token.pk}/revoke/", {"idempotency_key": "two"}).status_code == 404
    assert ApiToken.objects.get(pk=token.pk).revoked_at is None


def test_a_token_past_the_limit_says_why(signed, secretary):
    for _ in range(20):
        operations.new_token(secretary, by=None, now=people.NOW)
    response = signed.post("/me/tokens/", {"idempotency_key": "one"}, follow=True)
    assert "as many tokens as it may have" in response.content.decode()
    assert queries.tokens_of(secretary).count() == 20


def test_sessions_are_listed_and_ended_one_by_one(signed, secretary):
    other, third = Client(headers={"User-Agent": "Second phone"}), Client(headers={"User-Agent": "Third phone"})
    for each in (other, third):
        each.post("/sign-in/", {"login": "shiguang", "password": PASSWORD})
    page = signed.get("/me/sessions/").content.decode()
    assert ("Second phone" in page, "Third phone" in page) == (True, True)
    second = UserSession.objects.get(user_agent="Second phone")
    signed.post("/me/sessions/", {"session": second.pk, "idempotency_key": "end"})
    assert [each.get("/me/").status_code for each in (signed, other, third)] == [200, 302, 200]
    signed.post("/me/sessions/", {"session": "all", "idempotency_key": "end all"})
    assert [each.get("/me/").status_code for each in (signed, other, third)] == [200, 302, 302]


@pytest.mark.parametrize("session", ["", "x", "99999999", "9" * 30])
def test_sessions_of_others_are_left_alone(signed, session):
    stranger = people.account("stranger", PASSWORD, of=people.posting(Role.JUDGE).person)
    other = Client()
    other.post("/sign-in/", {"login": "stranger", "password": PASSWORD})
    theirs = UserSession.objects.get(user=stranger)
    for chosen in (session, theirs.pk):
        signed.post("/me/sessions/", {"session": chosen, "idempotency_key": f"end {chosen}"})
    assert other.get("/me/").status_code == 200


def test_the_own_password_and_sessions_are_linked_from_my_page(signed):
    page = signed.get("/me/").content.decode()
    assert ["/me/sessions/" in page, "/me/password/" in page, "/sign-out/" in page] == [True, True, True]
