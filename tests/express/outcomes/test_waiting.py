"""What waits to be checked: for the township first, for the county's organizer where no township can."""

import pytest

from tests.factories import outcomes, people
from tests.factories.projects import Cast
from zhitongche.express.outcomes import queries
from zhitongche.foundation.people.models import Posting
from zhitongche.oversight.todo import queries as todo

pytestmark = pytest.mark.django_db


def waiting(posting: Posting) -> list[str]:
    """Asked for the very posting, and by the kept statement of the to-do page: both say the same."""
    posting.as_of(outcomes.TODAY)
    asked = sorted(queries.waiting_for_check(posting).values_list("number", flat=True))
    found = [
        one for one in todo.sections([posting], outcomes.TODAY) if one.tasks and one.tasks[0].room.kind == "outcome"
    ]
    assert sorted(task.thing.number for section in found for task in section.tasks) == asked
    return asked


def test_what_a_village_said_waits_for_its_township(cast: Cast) -> None:
    number = outcomes.outcome(cast).number
    assert waiting(cast.township) == [number]
    for posting in (cast.organizer, cast.city, cast.secretary, cast.leader, cast.finance, cast.stranger):
        assert waiting(posting) == []


def test_where_nobody_serves_in_the_township_it_is_the_countys(cast: Cast) -> None:
    number = outcomes.outcome(cast).number
    Posting.objects.filter(pk=cast.township.pk).update(ends_on=outcomes.TODAY)
    assert waiting(cast.organizer) == [number]


def test_what_the_township_said_itself_is_the_countys(cast: Cast) -> None:
    number = outcomes.recorded(cast.township, village=outcomes.VILLAGE).number
    assert waiting(cast.township) == []
    assert waiting(cast.organizer) == [number]
    second = people.posting("township_committee", "450422107")
    assert waiting(second) == [number]
    assert waiting(cast.organizer) == []


def test_what_is_checked_or_withdrawn_waits_for_nobody(cast: Cast) -> None:
    made = outcomes.outcome(cast)
    outcomes.act("check", made, cast.organizer)
    assert waiting(cast.township) == []
    outcomes.act("correct", made, cast.secretary)
    assert waiting(cast.township) == [made.number]
    outcomes.act("withdraw", made, cast.secretary)
    assert waiting(cast.township) == []
