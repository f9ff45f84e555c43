"""The clock on the screen of the room: whose choice it is, and when."""

import pytest

from tests.factories import meetings
from tests.factories.meetings import BEGINS, HELD, Cast
from zhitongche.express.meetings import operations, queries
from zhitongche.express.meetings.models import Meeting
from zhitongche.express.meetings.states import State
from zhitongche.foundation.errors import NotNow, NotYourDuty

pytestmark = pytest.mark.django_db


def test_show_clock_and_hide_it_again_and_screens_are_told(cast: Cast) -> None:
    made = meetings.brought_to(State.OPEN, cast)
    before = queries.version_of(made.screen_key) or 0
    operations.show_clock(made, by=cast.organizer, now=BEGINS, is_shown=True)
    assert Meeting.objects.get(pk=made.pk).is_clock_shown
    assert queries.version_of(made.screen_key) == before + 1
    operations.show_clock(made, by=cast.organizer, now=BEGINS, is_shown=False)
    assert not Meeting.objects.get(pk=made.pk).is_clock_shown


def test_show_clock_is_the_organizers(cast: Cast) -> None:
    made = meetings.brought_to(State.OPEN, cast)
    for posting in (cast.city, cast.liaison, cast.secretary):
        with pytest.raises(NotYourDuty):
            operations.show_clock(made, by=posting, now=BEGINS, is_shown=True)


def test_show_clock_no_longer_once_it_is_closed(cast: Cast) -> None:
    made = meetings.brought_to(State.CLOSED, cast)
    with pytest.raises(NotNow):
        operations.show_clock(made, by=cast.organizer, now=HELD, is_shown=True)
