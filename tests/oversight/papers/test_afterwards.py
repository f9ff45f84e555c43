"""Once a meeting is closed its minutes and its rectification list draft themselves, once, whoever comes round."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories import meetings
from tests.factories.meetings import HELD, Cast
from tests.oversight.papers.test_views import browser, page
from zhitongche.config import ticks
from zhitongche.express.meetings import operations as holding
from zhitongche.express.meetings.models import Meeting
from zhitongche.express.meetings.states import State as MeetingState
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.web.ticks import run_due
from zhitongche.oversight.papers import afterwards, content, operations, queries
from zhitongche.oversight.papers.kinds import AFTERWARDS, Kind
from zhitongche.oversight.papers.models import Paper, PaperEvent
from zhitongche.oversight.papers.states import State

pytestmark = pytest.mark.django_db
SOON_AFTER = HELD + timedelta(seconds=30)


@pytest.fixture
def cast() -> Cast:
    return meetings.cast()


def closed(cast: Cast, **told: Any) -> Meeting:
    return meetings.brought_to(MeetingState.CLOSED, cast, **told)


def test_minutes_and_list_draft_themselves_within_a_minute(cast: Cast) -> None:
    meeting = closed(cast)
    assert ticks.TICKS["draft_after_meetings"].every + timedelta(seconds=10) < timedelta(minutes=1)
    own = {"draft_after_meetings": ticks.TICKS["draft_after_meetings"]}
    assert run_due(own, SOON_AFTER) == ["draft_after_meetings"]
    drafted = {one.kind: one for one in Paper.objects.all()}
    assert set(drafted) == set(AFTERWARDS)
    for paper in drafted.values():
        assert (paper.state, paper.record, paper.region_id) == (State.DRAFT, meeting.number, "450422")
        assert paper.drafter_id == cast.organizer.pk
        assert paper.figures == {}
    minutes = drafted[Kind.MINUTES]
    assert minutes.text == operations.typed.written(
        content.of_meeting(Kind.MINUTES, [cast.organizer], meeting.number).parts
    )


def test_nobody_drafted_it_and_who_closed_is_told(cast: Cast) -> None:
    closed(cast)
    afterwards.draft_after_meetings(now=SOON_AFTER)
    assert set(PaperEvent.objects.values_list("action", "posting")) == {("draft", None)}
    assert AuditRecord.objects.filter(action="paper.draft", posting_id=None).count() == len(AFTERWARDS)
    told = Notice.objects.filter(action="paper.draft")
    assert {one.person_id for one in told} == {cast.organizer.person_id}
    assert told.count() == len(AFTERWARDS)


def test_what_is_there_is_not_drafted_again_not_even_what_was_discarded(cast: Cast) -> None:
    meeting = closed(cast)
    own = operations.draft(by=cast.organizer, now=SOON_AFTER, kind=Kind.MINUTES, record=meeting.number)
    operations.discard(own, by=cast.organizer, now=SOON_AFTER, reason="稍后再写。")
    assert afterwards.draft_after_meetings(now=SOON_AFTER) == 1
    assert afterwards.draft_after_meetings(now=SOON_AFTER) == 0
    assert sorted(Paper.objects.values_list("kind", flat=True)) == sorted(AFTERWARDS)
    assert operations.draft_after(meeting, Kind.MINUTES, now=SOON_AFTER) is None


def test_only_meetings_that_were_held_and_closed_lately_draft_themselves(cast: Cast) -> None:
    meetings.brought_to(MeetingState.OPEN, cast)
    off = holding.plan(by=cast.organizer, now=meetings.NOW, **meetings.PLAN)
    holding.call_off(off, by=cast.organizer, now=HELD, reason="改期。")
    assert afterwards.draft_after_meetings(now=SOON_AFTER) == 0
    old = Meeting.objects.get(state=MeetingState.OPEN)
    holding.close(old, by=cast.organizer, now=HELD)
    assert afterwards.draft_after_meetings(now=HELD + afterwards.LOOKED_BACK + timedelta(seconds=1)) == 0
    assert afterwards.draft_after_meetings(now=HELD + afterwards.LOOKED_BACK) == len(AFTERWARDS)


def test_one_that_cannot_be_drafted_does_not_keep_others_waiting(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    meeting = closed(cast)
    whole = content.of_meeting

    def faulty(kind: str, *given: Any) -> Any:
        return whole(kind, *given) if kind != Kind.MINUTES else whole(kind, [cast.other], meeting.number)

    monkeypatch.setattr(content, "of_meeting", faulty)
    assert afterwards.draft_after_meetings(now=SOON_AFTER) == 1
    assert [one.message for one in caplog.records] == [f"minutes of {meeting.number} not drafted"]
    assert Paper.objects.get().kind == Kind.RECTIFICATION


def test_looking_for_what_is_left_takes_the_same_statements_however_much(
    cast: Cast, django_assert_num_queries: Callable[[int], Any]
) -> None:
    since = HELD - timedelta(days=1)
    with django_assert_num_queries(1):
        assert queries.left_to_draft(since) == []
    for count in (1, 3):
        while Meeting.objects.count() < count:
            cast_problem = meetings.third(cast)
            meeting = holding.plan(by=cast.organizer, now=meetings.NOW, **meetings.PLAN)
            holding.add_item(meeting, by=cast.organizer, now=meetings.NOW, problems=[cast_problem.number])
            holding.invite(meeting, by=cast.organizer, now=meetings.NOW)
            holding.open_(meeting, by=cast.organizer, now=meetings.BEGINS)
            holding.close(meeting, by=cast.organizer, now=HELD)
        with django_assert_num_queries(2):
            assert len(queries.left_to_draft(since)) == count * len(AFTERWARDS)


def test_of_two_workers_one_drafts(
    committed: Any, in_threads: Callable[..., list[Any]], rounds: Callable[..., int]
) -> None:
    cast = meetings.cast()
    for number in range(rounds(short=2, long=20)):
        told = {"title": f"藤县第{number + 1}次项目对接会"}
        meeting = holding.plan(by=cast.organizer, now=meetings.NOW, **{**meetings.PLAN, **told})
        holding.add_item(meeting, by=cast.organizer, now=meetings.NOW, problems=[meetings.third(cast).number])
        holding.invite(meeting, by=cast.organizer, now=meetings.NOW)
        holding.open_(meeting, by=cast.organizer, now=meetings.BEGINS)
        holding.close(meeting, by=cast.organizer, now=HELD)

        def come_round(_place: int) -> int:
            try:
                return afterwards.draft_after_meetings(now=SOON_AFTER)
            finally:
                connection.close()

        answers = in_threads(come_round, 2)
        assert sum(answers) == len(AFTERWARDS), answers
        assert Paper.objects.filter(record=meeting.number).count() == len(AFTERWARDS)


# ---- where they are --------------------------------------------------------------------------------------------------


def test_the_page_of_a_meeting_says_that_they_are_coming_and_then_where_they_are(cast: Cast) -> None:
    meeting = closed(cast)
    now = timezone.now()
    Meeting.objects.filter(pk=meeting.pk).update(closed_at=now)
    client = browser(cast.organizer)
    way = f"/papers/of/{meeting.number}/"
    assert way in page(client, f"/meetings/{meeting.number}/")
    assert 'hx-trigger="every 5s"' in page(client, way)
    afterwards.draft_after_meetings(now=now)
    shown = page(client, way)
    assert "hx-trigger" not in shown
    for paper in Paper.objects.all():
        assert f'href="/papers/{paper.number}/"' in shown
        assert client.get(f"/papers/{paper.number}/file.docx").content.startswith(b"PK")
        assert f'href="/papers/{paper.number}/file.docx"' in shown


def test_of_meeting_offers_what_could_be_written(cast: Cast) -> None:
    for state, kinds in (
        (MeetingState.INVITED, ("notice", "agenda", "attendance", "script")),
        (MeetingState.CLOSED, AFTERWARDS),
    ):
        meeting = meetings.brought_to(state, cast)
        shown = page(browser(cast.organizer), f"/papers/of/{meeting.number}/")
        for kind in kinds:
            way = f"/papers/new/?kind={kind}&record={meeting.number}"
            assert way in shown
            assert meeting.number in page(browser(cast.organizer), way)
        operations.draft(by=cast.organizer, now=SOON_AFTER, kind=kinds[0], record=meeting.number)
        assert f"kind={kinds[0]}&" not in page(browser(cast.organizer), f"/papers/of/{meeting.number}/")


def test_of_meeting_shows_a_place_above_nothing_that_was_not_issued(cast: Cast) -> None:
    meeting = closed(cast)
    Meeting.objects.filter(pk=meeting.pk).update(closed_at=timezone.now())
    paper = operations.draft(by=cast.organizer, now=SOON_AFTER, kind=Kind.MINUTES, record=meeting.number)
    shown = page(browser(cast.city), f"/papers/of/{meeting.number}/")
    assert paper.number not in shown
    assert "/papers/new/" not in shown
    assert "hx-trigger" not in shown
    assert browser(cast.liaison).get(f"/papers/of/{meeting.number}/").status_code == 404
    assert browser(cast.neighbour).get(f"/papers/of/{meeting.number}/").status_code == 404
    assert f"/papers/of/{meeting.number}/" not in page(browser(cast.secretary), f"/meetings/{meeting.number}/")


def test_of_meeting_asks_the_same_however_many(cast: Cast, django_assert_num_queries: Callable[[int], Any]) -> None:
    meeting = closed(cast)
    client = browser(cast.organizer)
    for count in (1, 3):
        while Paper.objects.count() < count:
            operations.draft(by=cast.organizer, now=SOON_AFTER, kind=Kind.MINUTES, record=meeting.number)
        client.get(f"/papers/of/{meeting.number}/")
        with django_assert_num_queries(OF_MEETING):
            client.get(f"/papers/of/{meeting.number}/")


# The session, the account, the postings; the meeting, its papers.
OF_MEETING = 5
