"""The clock of the room's screen over the API."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.factories import meetings, people
from tests.factories.meetings import Cast
from zhitongche.express.meetings.models import Meeting
from zhitongche.express.meetings.states import State
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "state", "status"),
    [("organizer", "open", 200), ("liaison", "open", 403), ("neighbour", "open", 404), ("organizer", "closed", 409)],
)
def test_show_clock_over_the_api(cast: Cast, who: str, state: str, status: int) -> None:
    made = meetings.brought_to(State(state), cast)
    token = new_token(people.account(of=getattr(cast, who).person), by=None, now=meetings.NOW)
    answer = Client().post(
        f"/api/v1/meetings/{made.number}/show_clock",
        '{"is_shown": true}',
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())},
    )
    assert answer.status_code == status
    assert Meeting.objects.get(pk=made.pk).is_clock_shown is (status == 200)
