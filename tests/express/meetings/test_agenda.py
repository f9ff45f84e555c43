"""The agenda by hand: one place up, one down, to where it was dropped; and its page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import meetings
from tests.factories.meetings import NOW, Cast
from zhitongche.express.meetings import operations, queries
from zhitongche.express.meetings.models import Meeting
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
Visit = Callable[[Posting], Client]


def order(made: Meeting) -> list[str]:
    return [item.problem.number for item in queries.items_of(made)]


@pytest.mark.parametrize(("place", "expected"), [(1, "abc"), (2, "bac"), (3, "bca"), (80, "bca")])
def test_move_item_takes_its_place_and_the_others_close_ranks(cast: Cast, place: int, expected: str) -> None:
    made, third = meetings.meeting(cast), meetings.third(cast)
    operations.add_item(made, by=cast.organizer, now=NOW, problems=[third.number])
    names = {cast.problem.number: "a", cast.second.number: "b", third.number: "c"}
    operations.move_item(made, by=cast.organizer, now=NOW, problem=cast.problem.number, place=place)
    assert "".join(names[number] for number in order(made)) == expected
    assert [item.position for item in queries.items_of(made)] == [1, 2, 3]


def test_an_arrow_moves_an_item_and_leads_back_to_it(cast: Cast, visit: Visit) -> None:
    made, client = meetings.meeting(cast), visit(cast.organizer)
    sent = {"problem": cast.second.number, "place": "1", "back": "agenda", "idempotency_key": "move-1"}
    answer = client.post(f"/meetings/{made.number}/move_item/", sent)
    assert answer.status_code == 303
    assert answer["Location"] == f"/meetings/{made.number}/agenda/#up-{cast.second.number}"
    assert order(made) == [cast.second.number, cast.problem.number]


def test_the_page_gives_the_reasons_and_costs_the_same(cast: Cast, visit: Visit) -> None:
    made, client = meetings.meeting(cast), visit(cast.organizer)
    address = f"/meetings/{made.number}/agenda/"

    def asked() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as statements:
            assert client.get(address).status_code == 200
        return len(statements)

    before = asked()
    assert "尚无牵头单位" in client.get(address).content.decode() or "没有" in client.get(address).content.decode()
    operations.add_item(made, by=cast.organizer, now=NOW, problems=[meetings.third(cast).number])
    meetings.third(cast)
    assert asked() <= before + 1


def test_a_plan_leads_on_to_its_agenda(cast: Cast, visit: Visit) -> None:
    starts_at = (timezone.localtime() + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M")
    sent = {"title": "藤县项目对接会", "starts_at": starts_at, "place": "县政府", "slot_minutes": "10"}
    answer = visit(cast.organizer).post("/meetings/new/", {**sent, "idempotency_key": "plan-1"})
    made = Meeting.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/meetings/{made.number}/agenda/")
