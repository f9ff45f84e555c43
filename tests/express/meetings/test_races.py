"""Several at one moment: two clerks at one item, an answer against the closing, two closings, two who ask for a search."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import close_old_connections

from tests.factories import meetings
from tests.factories.meetings import BEGINS, HELD, NOW
from zhitongche.express.meetings import operations
from zhitongche.express.meetings.models import Answer, Meeting, MeetingEvent, MeetingItem, TimetableSearch
from zhitongche.express.meetings.states import State
from zhitongche.express.problems.models import Rectification
from zhitongche.foundation.errors import NotNow

pytestmark = pytest.mark.django_db
InThreads = Callable[..., list[Any]]


def _afresh(made: Meeting) -> Meeting:
    close_old_connections()
    return Meeting.objects.get(pk=made.pk)


def _gapless(made: Meeting) -> bool:
    """The history counts one by one, as the number that the screens ask for does."""
    kept = Meeting.objects.get(pk=made.pk)
    steps = list(MeetingEvent.objects.filter(meeting=made).order_by("sequence").values_list("sequence", flat=True))
    return steps == list(range(1, kept.event_count + 1))


def test_of_several_clerks_who_saw_the_same_one_sets_it_down(committed: str, in_threads: InThreads) -> None:
    cast = meetings.cast()
    made = meetings.brought_to(State.OPEN, cast)

    def write(number: int) -> Any:
        return meetings.answer(_afresh(made), cast, text=f"记录{number}。", seen=0)

    answers = in_threads(write, 4)
    won = [one for one in answers if not isinstance(one, Exception)]
    assert len(won) == 1, answers
    assert all(isinstance(one, NotNow) for one in answers if one not in won), answers
    assert MeetingItem.objects.get(problem=cast.problem).answer_version == 1
    assert Answer.objects.count() == 1
    assert _gapless(made)


def test_two_answers_to_one_item_are_counted_as_one_item(committed: str, in_threads: InThreads) -> None:
    """Two departments' answers are set down at once, neither having seen the other: both stand, the item counts once."""
    cast = meetings.cast()
    made = meetings.brought_to(State.OPEN, cast)
    codes = [one.department.code for one in (cast.liaison, cast.other) if one.department]

    def write(number: int) -> Any:
        return meetings.answer(_afresh(made), cast, department=codes[number], text=f"答复{number}。")

    answers = in_threads(write, 2)
    assert all(isinstance(one, Meeting) for one in answers), answers
    assert Answer.objects.count() == 2
    assert Meeting.objects.get().answered_count == 1
    assert _gapless(made)


def test_an_answer_is_heard_by_the_closing_or_refused(committed: str, in_threads: InThreads) -> None:
    """Either it was set down before and became one promise, or it came too late and its writer is told: never lost."""
    cast = meetings.cast()
    made = meetings.brought_to(State.OPEN, cast)

    def act(number: int) -> Any:
        if number:
            return operations.close(_afresh(made), by=cast.organizer, now=HELD)
        return meetings.answer(_afresh(made), cast)

    written, closed = in_threads(act, 2)
    assert isinstance(closed, Meeting), closed
    is_heard = not isinstance(written, Exception)
    assert is_heard or isinstance(written, NotNow), written
    assert Answer.objects.count() == Rectification.objects.filter(meeting=made.number).count() == int(is_heard)
    assert Meeting.objects.get().answered_count == int(is_heard)
    assert _gapless(made)


def test_a_meeting_is_closed_once(committed: str, in_threads: InThreads) -> None:
    cast = meetings.cast()
    made = meetings.brought_to(State.OPEN, cast)
    meetings.answer(made, cast)
    answers = in_threads(lambda _number: operations.close(_afresh(made), by=cast.organizer, now=HELD), 4)
    assert sum(isinstance(one, Meeting) for one in answers) == 1, answers
    assert Rectification.objects.filter(meeting=made.number).count() == 1


def test_a_draft_is_approved_as_it_was_read(committed: str, in_threads: InThreads) -> None:
    cast = meetings.cast()
    made = meetings.brought_to(State.INVITED, cast)
    meetings.draft(made, cast)

    def act(number: int) -> Any:
        told = {"by": cast.leader, "now": BEGINS, "problem": cast.problem.number}
        if number % 2:
            return operations.return_reply(_afresh(made), reason="写明资金。", **told)
        return operations.approve_reply(_afresh(made), **told)

    answers = in_threads(act, 4)
    assert sum(isinstance(one, Meeting) for one in answers) == 1, answers


def test_one_search_at_a_time(committed: str, in_threads: InThreads) -> None:
    cast = meetings.cast()
    made = meetings.meeting(cast)
    answers = in_threads(lambda _number: operations.ask_timetable(_afresh(made), by=cast.organizer, now=NOW), 4)
    assert sum(isinstance(one, Meeting) for one in answers) == 1, answers
    assert TimetableSearch.objects.count() == 1
