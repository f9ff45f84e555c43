"""The people around one meeting of 藤县, and requests of theirs."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories import meetings, people
from tests.factories.meetings import NOW, Cast
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.operations import new_token

Caller = Callable[..., Any]


@pytest.fixture
def cast(db: None) -> Cast:
    return meetings.cast()


@pytest.fixture
def call() -> Caller:
    """`call(posting, "POST", "meetings", {...})`: one request with a token of the posting's person."""
    tokens: dict[int, str] = {}

    def send(by: Posting, method: str, path: str, body: Any = None) -> Any:
        if by.person_id not in tokens:
            account = people.account(f"u{by.person_id}", of=by.person)
            tokens[by.person_id] = new_token(account, by=None, now=NOW)
        headers = {"Authorization": f"Bearer {tokens[by.person_id]}", "Idempotency-Key": uuid4().hex}
        text = json.dumps(body if body is not None else {})
        return Client().generic(method, f"/api/v1/{path}", text, content_type="application/json", headers=headers)

    return send


@pytest.fixture
def visit() -> Callable[[Posting], Client]:
    """A browser in which a posting's person is signed in."""

    def sign_in(posting: Posting) -> Client:
        client = Client()
        client.force_login(people.account(f"v{posting.person_id}", of=posting.person))
        return client

    return sign_in
