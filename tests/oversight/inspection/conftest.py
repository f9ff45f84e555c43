from datetime import timedelta

import pytest
from django.test import Client

from tests.factories import people
from tests.factories.audit import Matter
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.people.models import Posting

ADDRESS = "10.0.0.1"


def signed_in(posting: Posting) -> Client:
    client = Client()
    client.force_login(people.account(of=posting.person))
    return client


def act(
    chain: str, action: str, by: Posting | None = None, minutes: int = 0, subject: str = "450422-2026-0042"
) -> None:
    """One recorded act, so many minutes after the first."""
    token = audit.origin.set(audit.Origin(None, ADDRESS))
    try:
        with audit.unit():
            audit.record(
                action,
                Matter(chain, subject),
                by=by,
                now=people.NOW + timedelta(days=1, minutes=minutes),
                before="pooled",
                after="in_progress",
            )
    finally:
        audit.origin.reset(token)


@pytest.fixture
def auditor() -> Client:
    """The auditor of the whole installation."""
    return signed_in(people.posting("auditor", ""))
