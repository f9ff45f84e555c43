"""What a clerk is typing stands on the hall's screen before it is set down, and nowhere else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import meetings
from tests.factories.meetings import BEGINS, HELD, REPLY, Cast
from zhitongche.express.meetings import operations, queries
from zhitongche.express.meetings.models import Meeting, MeetingItem
from zhitongche.express.meetings.states import State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
Visit = Callable[[Posting], Client]
WORDS = "变压器十天内换好，期间"


@pytest.fixture
def open_(cast: Cast) -> Meeting:
    return meetings.brought_to(State.OPEN, cast)


def typed(cast: Cast, **more: Any) -> dict[str, Any]:
    department = cast.liaison.department
    code = department.code if department else ""
    told = {"problem": cast.problem.number, "department": code, "seen": 0, "kind": "measures", "text": WORDS}
    return {**told, **more}


def show(made: Meeting, cast: Cast, **more: Any) -> None:
    operations.show_typed(made, by=cast.organizer, now=BEGINS, **typed(cast, **more))


def hall(made: Meeting) -> str:
    return Client().get(f"/meetings/screens/{made.screen_key}/").content.decode()


def test_words_are_on_the_screen_while_they_are_typed_and_no_record_is_made(open_: Meeting, cast: Cast) -> None:
    records, steps = AuditRecord.objects.count(), len(queries.history(open_))
    show(open_, cast)
    page = hall(open_)
    assert WORDS in page
    assert "正在记录" in page
    show(open_, cast, text=f"{WORDS}接临时电。")
    assert f"{WORDS}接临时电。" in hall(open_)
    assert (AuditRecord.objects.count(), len(queries.history(open_))) == (records, steps)
    # Before they amend what was set down, that stands; while they do, what they type.
    meetings.answer(open_, cast, seen=0)
    assert WORDS not in hall(open_)
    assert REPLY["text"] in hall(open_)
    show(open_, cast, seen=1, text="改为七月底。")
    assert REPLY["text"] not in hall(open_)
    show(open_, cast, seen=1, text="  ")
    assert REPLY["text"] in hall(open_)


def test_words_that_come_after_somebody_was_faster_are_dropped(open_: Meeting, cast: Cast) -> None:
    meetings.answer(open_, cast)
    show(open_, cast)
    assert MeetingItem.objects.get(problem=cast.problem).typed == {}


def test_closing_takes_them_away(open_: Meeting, cast: Cast) -> None:
    show(open_, cast, problem=cast.second.number)
    operations.close(open_, by=cast.organizer, now=HELD)
    assert not MeetingItem.objects.exclude(typed={}).exists()


def test_show_typed_is_the_organizers_and_of_an_open_meeting(cast: Cast) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    with pytest.raises(NotNow):
        show(made, cast)
    operations.open_(made, by=cast.organizer, now=BEGINS)
    with pytest.raises(NotYourDuty):
        operations.show_typed(made, by=cast.liaison, now=BEGINS, **typed(cast))
    with pytest.raises(BadInput):
        show(made, cast, problem="450422-2026-9999")


def test_only_a_hall_hears_of_what_is_typed_and_of_the_same_words_once(open_: Meeting, cast: Cast) -> None:
    address = f"/meetings/screens/{open_.screen_key}/version/"
    desk, screen = (Client().get(f"{address}{asked}")["ETag"] for asked in ("", "?typed"))
    show(open_, cast)
    show(open_, cast)
    assert Client().get(address, headers={"If-None-Match": desk}).status_code == 304
    with CaptureQueriesContext(connection) as asked:
        fresh = Client().get(f"{address}?typed", headers={"If-None-Match": screen})
    assert (fresh.status_code, int(fresh.content), len(asked)) == (200, int(screen.strip('"')) + 1, 1)
    assert f'data-version="{int(fresh.content)}"' in hall(open_)


def test_the_desk_sends_it_and_is_told_nothing(open_: Meeting, cast: Cast, visit: Visit) -> None:
    address = f"/meetings/{open_.number}/room/typed/"
    client = visit(cast.organizer)
    assert address in client.get(f"/meetings/{open_.number}/room/").content.decode()
    sent = client.post(address, typed(cast))
    assert (sent.status_code, sent.content) == (204, b"")
    assert WORDS in hall(open_)
    assert client.post(address, typed(cast, text="长" * 1001)).status_code == 422
    assert visit(cast.liaison).post(address, typed(cast)).status_code == 403
    assert visit(cast.neighbour).post(address, typed(cast)).status_code == 404
    assert client.get(address).status_code == 405
    operations.close(open_, by=cast.organizer, now=HELD + timedelta(minutes=1))
    assert client.post(address, typed(cast)).status_code == 409
