"""Sessions: Django's own but for the one read of every request."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from zhitongche.foundation.web.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def key() -> str:
    session = SessionStore()
    session["seat"] = "藤县"
    session.create()
    return str(session.session_key)


def test_load_gives_what_was_kept_in_one_statement(key: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        session = SessionStore(key)
        assert session["seat"] == "藤县"
    assert (len(asked), session.session_key) == (1, key)


@pytest.mark.parametrize("is_there", [True, False])
def test_load_knows_no_session_that_ran_out_or_was_ended(key: str, is_there: bool) -> None:
    if is_there:
        Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    else:
        Session.objects.all().delete()
    session = SessionStore(key)
    assert session.get("seat") is None
    assert session.session_key is None
