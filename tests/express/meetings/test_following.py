"""After a meeting: the ledger of promises, and what each meeting has brought by its marks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import meetings, problems
from tests.factories.meetings import HELD, NOW, PROMISE, Cast
from zhitongche.express.meetings import following, operations
from zhitongche.express.meetings.states import State
from zhitongche.express.problems.models import Problem, Rectification
from zhitongche.express.problems.queries import Rate
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
Visit = Callable[[Posting], Client]


def test_the_ledger_counts_what_is_ahead_kept_late_and_overdue(cast: Cast) -> None:
    meetings.brought_to(State.CLOSED, cast)
    [line] = following.ledger([cast.organizer], PROMISE)
    assert (line.department, line.promises, line.kept, line.ahead) == (cast.liaison.department, 1, Rate(0, 0), 1)
    [line] = following.ledger([cast.organizer], PROMISE + DAY)
    assert (line.kept, line.overdue, line.ahead) == (Rate(0, 1), 1, 0)
    item = Rectification.objects.get()
    Rectification.objects.update(state="done", finished_at=HELD, finished_by=cast.liaison)
    [line] = following.ledger([cast.organizer], PROMISE + DAY)
    assert (line.kept, line.done_late, line.overdue) == (Rate(1, 1), 0, 0)
    late = timezone.make_aware(timezone.datetime.combine(PROMISE + 2 * DAY, timezone.datetime.min.time()))
    Rectification.objects.filter(pk=item.pk).update(finished_at=late)
    [line] = following.ledger([cast.organizer], PROMISE + 3 * DAY)
    assert (line.kept, line.done_late, line.overdue) == (Rate(0, 1), 1, 0)


def test_the_ledger_is_within_the_readers_reach(cast: Cast) -> None:
    meetings.brought_to(State.CLOSED, cast)
    told = {
        name: len(following.ledger([getattr(cast, name)], PROMISE))
        for name in vars(cast)
        if name not in {"problem", "second"}
    }
    assert {name for name, count in told.items() if count} == {
        "secretary",
        "organizer",
        "city",
        "liaison",
        "leader",
        "township",
    }


def test_a_promise_that_was_claimed_is_no_meetings(cast: Cast) -> None:
    around = problems.Cast(cast.secretary, cast.organizer, cast.liaison, cast.other)
    problems.act("claim", Problem.objects.get(pk=cast.problem.pk), around.power)
    assert following.ledger([cast.organizer], PROMISE) == []


def test_the_effect_of_a_meeting_by_its_marks(cast: Cast) -> None:
    made = meetings.brought_to(State.CLOSED, cast)
    held = timezone.localdate(HELD)
    assert [(one.days, one.closed) for one in following.effects(made, held)] == [(30, None), (60, None), (90, None)]
    Problem.objects.filter(pk=cast.problem.pk).update(closed_at=HELD + 40 * DAY)
    Rectification.objects.update(state="done", finished_at=HELD + 20 * DAY, finished_by=cast.liaison)
    told = [(one.closed, one.done) for one in following.effects(made, held + 60 * DAY)]
    assert told == [(Rate(0, 2), Rate(1, 1)), (Rate(1, 2), Rate(1, 1)), (None, None)]


def test_a_meeting_called_off_has_no_effect(cast: Cast) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    assert following.effects(made, PROMISE) == []
    operations.call_off(made, by=cast.organizer, now=NOW, reason="台风。")
    assert following.effects(made, PROMISE) == []


def test_the_pages_show_both_and_cost_the_same(cast: Cast, visit: Visit) -> None:
    client = visit(cast.organizer)
    assert client.get("/meetings/kept/").status_code == 200
    made = meetings.brought_to(State.CLOSED, cast)
    assert client.get(f"/meetings/{made.number}/").status_code == 200
    client.get("/meetings/kept/")
    with CaptureQueriesContext(connection) as asked:
        assert "供电" in client.get("/meetings/kept/").content.decode()
    before = len(asked)
    department = cast.other.department
    Rectification.objects.create(
        number="ZG-X",
        problem=cast.second,
        village_id=cast.second.village_id,
        county="450422",
        city="4504",
        department=department,
        origin="meeting",
        promise="接通水管。",
        meeting=made.number,
        due_on=PROMISE,
        soon_on=PROMISE,
        state_since=HELD,
        made_by=cast.organizer,
        made_at=HELD,
    )
    with CaptureQueriesContext(connection) as asked:
        assert "水利" in client.get("/meetings/kept/").content.decode()
    assert len(asked) == before
