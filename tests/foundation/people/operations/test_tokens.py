"""Tokens and sessions."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from tests.factories import people
from tests.factories.people import NOW
from zhitongche.foundation.errors import NotNow, NotYourDuty
from zhitongche.foundation.people import operations, queries
from zhitongche.foundation.people.models import Account, ApiToken
from zhitongche.foundation.permissions.roles import Role

pytestmark = pytest.mark.django_db


def a_session(account: Account) -> UserSession:
    store = SessionStore()
    store.create()
    return UserSession.objects.create(user=account, ip="127.0.0.1", session_key=store.session_key, user_agent="test")


def test_new_token_is_told_once_and_kept_as_a_digest():
    made = people.account()
    plain = operations.new_token(made, by=None, now=NOW)
    kept = ApiToken.objects.get(account=made)
    assert plain.startswith("ztc_")
    assert kept.digest == operations.token_digest(plain)


def test_new_token_for_somebody_else_is_refused(keeper):
    with pytest.raises(NotYourDuty):
        operations.new_token(people.account(), by=keeper, now=NOW)


def test_new_token_has_a_limit():
    made = people.account()
    for _ in range(20):
        operations.new_token(made, by=None, now=NOW)
    with pytest.raises(NotNow):
        operations.new_token(made, by=None, now=NOW)


def test_revoke_token_happens_once():
    made = people.account()
    held = people.posting(Role.JUDGE, of=made.person)
    operations.new_token(made, by=held, now=NOW)
    token = queries.tokens_of(made).get()
    operations.revoke_token(token, by=held, now=NOW)
    assert list(queries.tokens_of(made)) == []
    with pytest.raises(NotNow):
        operations.revoke_token(token, by=held, now=NOW)


def test_end_session_signs_the_browser_out():
    made = people.account()
    session = a_session(made)
    operations.end_session(session, by=people.posting(Role.JUDGE, of=made.person), now=NOW)
    assert list(queries.sessions_of(made)) == []
    assert not Session.objects.filter(pk=session.session_key).exists()


def test_end_session_of_somebody_else_is_refused(keeper):
    with pytest.raises(NotYourDuty):
        operations.end_session(a_session(people.account()), by=keeper, now=NOW)
