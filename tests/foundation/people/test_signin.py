"""The way in: by name or phone, locked after too many failures, telling nobody who exists."""

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import people
from tests.factories.people import NOW, PASSWORD
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.people import operations
from zhitongche.foundation.people.models import Account
from zhitongche.foundation.permissions.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forgotten_failures() -> None:
    cache.clear()


@pytest.fixture
def secretary() -> Account:
    shi = people.person("石广", phone="13900001234")
    people.posting(Role.FIRST_SECRETARY, of=shi)
    return people.account("shiguang", PASSWORD, of=shi)


def sign_in(client: Client, login: str, password: str = PASSWORD, language: str = "zh-hans"):
    client.cookies["django_language"] = language
    return client.post("/sign-in/", {"login": login, "password": password})


@pytest.mark.parametrize(
    "login", ["shiguang", "13900001234", "+86 139-0000-1234", " 139 0000 1234 ", "１３９００００１２３４"]
)
def test_sign_in_by_name_or_phone(client, secretary, login):
    response = sign_in(client, login)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get(reverse("people:me")).status_code == 200


def test_sign_in_is_recorded_and_so_is_signing_out(client, secretary):
    sign_in(client, "shiguang")
    client.post("/sign-out/")
    actions = AuditRecord.objects.filter(subject_id=str(secretary.pk), action__startswith="account.sign")
    assert list(actions.order_by("sequence").values_list("action", flat=True)) == [
        "account.sign_in",
        "account.sign_out",
    ]
    assert client.get(reverse("people:me")).status_code == 302


def test_sign_in_tells_nobody_who_exists(client, secretary):
    wrong, unknown = sign_in(client, "shiguang", "wrong"), sign_in(client, "nobody-here", "wrong")
    assert (wrong.status_code, unknown.status_code) == (200, 200)
    assert str(wrong.context["form"].errors) == str(unknown.context["form"].errors)
    failures = AuditRecord.objects.filter(action="account.refuse_sign_in")
    assert failures.count() == 2
    assert not failures.filter(facts__contains="shiguang").exists()


def test_sign_in_runs_the_same_statements_for_a_wrong_password_and_an_unknown_name(client, secretary):
    counts = []
    for login in ("somebody", "shiguang", "nobody-here"):
        client.cookies.clear()
        cache.clear()
        with CaptureQueriesContext(connection) as seen:
            sign_in(client, login, "wrong")
        counts.append(len(seen))
    # The first failure of all begins the system's chain.
    assert counts[1] == counts[2]


@pytest.mark.parametrize(("language", "words"), [("zh-hans", ""), ("en", "Signing in is locked")])
def test_sign_in_is_locked_after_five_failures(client, secretary, language, words):
    for _ in range(5):
        assert sign_in(client, "shiguang", "wrong", language).status_code == 200
    locked = sign_in(client, "shiguang", PASSWORD, language)
    assert locked.status_code == 429
    assert words in locked.content.decode()
    assert client.get(reverse("people:me")).status_code == 302


def test_sign_in_locks_an_unknown_name_alike(client, secretary):
    for _ in range(5):
        sign_in(client, "nobody-here", "wrong")
    assert sign_in(client, "nobody-here", "wrong").status_code == 429
    assert sign_in(client, "shiguang").status_code == 302


def test_sign_in_is_slowed_for_one_network_address(client, secretary):
    for number in range(30):
        sign_in(client, f"nobody-{number}", "wrong")
    slowed = sign_in(client, "shiguang", language="en")
    assert slowed.status_code == 429
    assert "Too many sign-ins came from your network address." in slowed.content.decode()


def test_sign_in_of_a_disabled_account_reads_as_a_wrong_password(client, secretary):
    operations.disable_account(secretary, by=None, now=NOW)
    response = sign_in(client, "shiguang")
    assert response.status_code == 200
    assert "__all__" in response.context["form"].errors


def test_a_disabled_account_is_out_at_once(client, secretary):
    sign_in(client, "shiguang")
    operations.disable_account(secretary, by=None, now=NOW)
    assert client.get(reverse("people:me")).status_code == 302


def test_an_account_without_a_posting_in_force_sees_one_page_only(client):
    ended = people.posting(Role.FIRST_SECRETARY, ends_on=people.TODAY)
    people.account("former", PASSWORD, of=ended.person)
    sign_in(client, "former")
    for address in ("/me/", "/problems/", "/people/", "/", "/me/password/", "/me/sessions/"):
        response = client.get(address)
        assert (address, response.status_code) == (address, 403)
        assert "foundation/people/no_posting.html" in [part.name for part in response.templates]
    assert client.post("/sign-out/").status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/signup/",
        "/accounts/password/reset/",
        "/password/reset/",
        "/accounts/email/",
        "/accounts/confirm-email/",
    ],
)
def test_no_other_address_of_allauth_is_there(client, secretary, address):
    client.force_login(secretary)
    assert client.get(address).status_code == 404


def test_change_password_is_recorded_and_keeps_this_browser_only(client, secretary):
    other = Client()
    sign_in(client, "shiguang")
    sign_in(other, "shiguang")
    new = "Another-one-2026"
    response = client.post("/me/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert response.status_code == 302
    assert client.get("/me/").status_code == 200
    assert other.get("/me/").status_code == 302
    assert AuditRecord.objects.filter(action="account.change_password").count() == 1
    assert UserSession.objects.filter(user=secretary).count() == 1
    assert sign_in(Client(), "shiguang", new).status_code == 302


@pytest.mark.parametrize(
    "fields",
    [
        {"oldpassword": "wrong", "password1": "Another-one-2026", "password2": "Another-one-2026"},
        {"oldpassword": PASSWORD, "password1": "short", "password2": "short"},
        {"oldpassword": PASSWORD, "password1": "1234567890123", "password2": "1234567890123"},
        {"oldpassword": PASSWORD, "password1": "Another-one-2026", "password2": "Another-two-2026"},
    ],
)
def test_change_password_refuses_what_is_weak_or_wrong(client, secretary, fields):
    sign_in(client, "shiguang")
    assert client.post("/me/password/", fields).status_code == 200
    secretary.refresh_from_db()
    assert secretary.check_password(PASSWORD)


def test_sign_in_by_phone_never_takes_another_accounts_name(client, secretary):
    """A user name goes before a phone, so a phone that is a name must be its owner's."""
    other = people.person("石光", phone="13900005555")
    people.account("13900005555", PASSWORD, of=other)
    people.posting(Role.JUDGE, of=other)
    sign_in(client, "13900005555")
    assert client.get("/me/").context["account"].person == other
