"""Accounts and passwords."""

import json

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from tests.factories import people
from tests.factories.people import NOW, PASSWORD
from zhitongche.foundation.audit.chain import digest
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.people import operations, queries
from zhitongche.foundation.people.models import Account, Person, Posting
from zhitongche.foundation.permissions.roles import Role

pytestmark = pytest.mark.django_db


def last_record() -> AuditRecord:
    return AuditRecord.objects.order_by("-at", "-sequence").first()


def create(keeper: Posting, **facts: object) -> Person:
    return operations.create_person(
        **{"by": keeper, "now": NOW, "name": "谢强", "region": people.place("450422")} | facts
    )


def a_session(account: Account) -> UserSession:
    store = SessionStore()
    store.create()
    return UserSession.objects.create(user=account, ip="127.0.0.1", session_key=store.session_key, user_agent="test")


def test_create_account_lets_its_person_in(keeper):
    made = operations.create_account(create(keeper), by=keeper, now=NOW, username="xieqiang", password=PASSWORD)
    made.refresh_from_db()
    assert made.check_password(PASSWORD)
    assert json.loads(last_record().facts) == {
        "has_password": True,
        "person": made.person_id,
        "username": digest(made.person.salt, "xieqiang"),
    }


def test_create_account_without_a_password_opens_nothing(keeper):
    made = operations.create_account(create(keeper), by=keeper, now=NOW, username="xieqiang")
    assert not made.has_usable_password()


@pytest.mark.parametrize(
    ("username", "password", "field"),
    [
        ("x", PASSWORD, "username"),
        ("谢 强", PASSWORD, "username"),
        ("13900001234", PASSWORD, "username"),
        ("Taken", PASSWORD, "username"),
        ("xieqiang", "short", "password"),
        ("xieqiang", "1234567890123", "password"),
        ("xieqiang", "password123", "password"),
        ("xieqiang-tengxian", "xieqiang-tengxian", "password"),
    ],
)
def test_create_account_names_the_faulty_field(keeper, username, password, field):
    people.account("taken")
    with pytest.raises(BadInput) as refused:
        operations.create_account(create(keeper), by=keeper, now=NOW, username=username, password=password)
    assert list(refused.value.faults) == [field]


def test_create_account_gives_one_to_a_person(keeper):
    made = create(keeper)
    operations.create_account(made, by=keeper, now=NOW, username="first")
    with pytest.raises(BadInput) as refused:
        operations.create_account(made, by=keeper, now=NOW, username="second")
    assert list(refused.value.faults) == ["person"]


def test_create_account_is_not_the_security_administrators_duty(guard):
    with pytest.raises(NotYourDuty):
        operations.create_account(people.person(), by=guard, now=NOW, username="xieqiang")


def test_reset_password_ends_the_sessions(keeper):
    made = people.account(password=PASSWORD)
    session = a_session(made)
    operations.reset_password(made, by=keeper, now=NOW, password="Another-one-2026")
    made.refresh_from_db()
    assert made.check_password("Another-one-2026")
    assert not Session.objects.filter(pk=session.session_key).exists()


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.AUDITOR])
def test_reset_password_never_opens_another_administrators_duty(keeper, role):
    made = people.account()
    people.posting(role, "450422", of=made.person)
    with pytest.raises(NotYourDuty):
        operations.reset_password(made, by=keeper, now=NOW, password="Another-one-2026")


def test_reset_password_of_oneself_is_refused(keeper):
    with pytest.raises(NotYourDuty):
        operations.reset_password(people.account(of=keeper.person), by=keeper, now=NOW, password="Another-one-2026")


def test_disable_account_ends_its_sessions_and_tokens_at_once(keeper):
    made = people.account(password=PASSWORD)
    session = a_session(made)
    operations.new_token(made, by=None, now=NOW)
    operations.disable_account(made, by=keeper, now=NOW)
    made.refresh_from_db()
    assert not made.is_active
    assert not Session.objects.filter(pk=session.session_key).exists()
    assert list(queries.tokens_of(made)) == []
    with pytest.raises(NotNow):
        operations.disable_account(made, by=keeper, now=NOW)


def test_enable_account_opens_it_again_without_its_old_tokens(keeper):
    made = people.account()
    operations.new_token(made, by=None, now=NOW)
    operations.disable_account(made, by=keeper, now=NOW)
    operations.enable_account(made, by=keeper, now=NOW)
    made.refresh_from_db()
    assert made.is_active
    assert list(queries.tokens_of(made)) == []
    with pytest.raises(NotNow):
        operations.enable_account(made, by=keeper, now=NOW)


def test_disable_account_of_another_county_is_refused(keeper):
    stranger = people.account(of=people.person(region=people.place("450421")))
    with pytest.raises(NotYourDuty):
        operations.disable_account(stranger, by=keeper, now=NOW)
