"""Who asks: an account and all it serves as, read anew by every request."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import people
from tests.factories.people import NOW, SINCE, TODAY
from zhitongche.foundation.people import identity, operations
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.queries import postings_in_force
from zhitongche.foundation.permissions.roles import Role

pytestmark = pytest.mark.django_db
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


@pytest.fixture
def account() -> Account:
    return people.account("liaison", of=people.posting(Role.DEPARTMENT_LIAISON).person)


def read(account: Account) -> Account:
    found = identity.account_by_key(account.pk)
    assert found is not None
    return found


def test_account_by_key_reads_all_in_one_statement(account: Account) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = read(account)
        [held] = identity.postings_of(found, TODAY)
        seen = (found.username, found.person.name, held.person.name, str(held.place), held.scope, held.department.code)
    assert len(asked) == 1
    assert seen == ("liaison", account.person.name, account.person.name, "450422", "450422", "450422-01")
    assert (found, held.today) == (account, TODAY)


def test_account_by_key_of_somebody_without_postings() -> None:
    nobody = read(people.account())
    assert identity.postings_of(nobody, TODAY) == ()
    assert identity.account_by_key(nobody.pk + 1) is None


def test_account_by_token_only_while_it_opens_something(account: Account) -> None:
    digest = operations.token_digest(operations.new_token(account, by=None, now=NOW))
    assert identity.account_by_token(digest) == account
    assert identity.account_by_token("0" * 64) is None
    account.tokens.update(revoked_at=NOW)
    assert identity.account_by_token(digest) is None
    account.tokens.update(revoked_at=None)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert identity.account_by_token(digest) is None


@pytest.mark.parametrize("ends_on", [None, YESTERDAY, TODAY, TOMORROW])
@pytest.mark.parametrize("starts_on", [SINCE, TODAY, TOMORROW])
def test_postings_of_counts_the_days_as_the_database_does(account: Account, starts_on, ends_on) -> None:
    if ends_on is None or ends_on >= starts_on:
        people.posting(Role.ORGANIZER, of=account.person, starts_on=starts_on, ends_on=ends_on)
    people.posting(Role.JUDGE, of=account.person, starts_on=SINCE)
    assert identity.postings_of(read(account), TODAY) == postings_in_force(account, TODAY)


def test_a_posting_ended_by_somebody_else_stops_at_the_next_request(committed: str) -> None:
    held = people.posting(Role.SYSTEM_ADMIN, "450422")
    client = Client()
    client.force_login(people.account("admin", of=held.person))
    token = operations.new_token(held.person.account, by=None, now=NOW)
    bearer = {"Authorization": f"Bearer {token}"}

    def seen() -> tuple[int, int]:
        return client.get("/people/").status_code, client.get("/api/v1/people", headers=bearer).status_code

    def end() -> None:
        # A thread has a connection of its own, as another web process would.
        Posting.objects.filter(pk=held.pk).update(ends_on=SINCE)
        connection.close()

    assert seen() == (200, 200)
    elsewhere = threading.Thread(target=end)
    elsewhere.start()
    elsewhere.join()
    assert seen() == (403, 404)


def test_a_disabled_account_is_nobody_at_the_next_request(account: Account) -> None:
    client = Client()
    client.force_login(account)
    assert client.get("/me/").status_code == 200
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert client.get("/me/").status_code == 302
