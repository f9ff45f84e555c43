"""What waits for whom today, asked both ways: for a posting, and by the statement that is kept for all of its kind."""

from datetime import date, datetime
from functools import partial

import pytest

from tests.arena.titles.operations.test_settling import UNSTABLE
from tests.factories import contests, results
from tests.factories.contests import Cast
from tests.factories.results import AFTER, PUBLISHED_AT
from zhitongche.arena.contests.models import Contest
from zhitongche.arena.titles import operations
from zhitongche.arena.titles.actions import ACTIONS
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.shapes import shaped
from zhitongche.foundation.statements import Statement

pytestmark = pytest.mark.django_db


def waits(posting: Posting, at: datetime = PUBLISHED_AT) -> dict[str, date | None]:
    """Verb → the day the first thing is due; the verbs under which something waits."""
    posting.as_of(at.date())
    found: dict[str, date | None] = {}
    for verb, action in ACTIONS.items():
        if action.waiting is None:
            continue
        rows: list[Contest] = list(action.waiting(posting).order_by("pk"))
        known = shaped(posting)
        kept = Statement(partial(lambda ask, shape: ask(shape).order_by("pk"), action.waiting, known.shape))
        assert [one.pk for one in kept.things(**known.given)] == [one.pk for one in rows], verb
        if rows:
            found[verb] = rows[0].due_on  # type: ignore[attr-defined]  # annotated for the list
    return found


def test_the_organizer_settles_publishes_and_ends(cast: Cast) -> None:
    made = results.scored(cast)
    assert waits(cast.organizer) == {"settle": None}
    operations.settle(made, by=cast.organizer, now=PUBLISHED_AT)
    assert waits(cast.organizer) == {"publish": None}
    operations.publish(made, by=cast.organizer, now=PUBLISHED_AT)
    assert waits(cast.organizer) == {}
    assert waits(cast.organizer, AFTER) == {"finalise": date(2026, 6, 11)}
    for other in (cast.alliances.neighbour, cast.alliances.leader, cast.supervisor, cast.secretaries[0]):
        assert waits(other, AFTER) == {}


def test_the_supervisor_reviews_before_the_organizer_publishes() -> None:
    cast = contests.cast(judges=3)
    made = results.settled(cast, **UNSTABLE)
    assert waits(cast.supervisor) == {"review": None}
    assert waits(cast.organizer) == {}
    operations.review(made, by=cast.supervisor, now=PUBLISHED_AT, opinion="同意")
    assert waits(cast.supervisor) == {}
    assert waits(cast.organizer) == {"publish": None}


def test_objections_wait_with_their_days_for_those_who_may(cast: Cast) -> None:
    made = results.published(cast)
    one = results.objected(cast, made)
    assert waits(cast.organizer) == {"accept_objection": date(2026, 6, 5)}
    assert waits(cast.alliances.leader) == {}
    operations.accept_objection(made, by=cast.organizer, now=PUBLISHED_AT, objection=1)
    assert waits(cast.organizer, AFTER) == {}
    for apart in (cast.alliances.leader, cast.second_organizer, cast.alliances.city):
        assert waits(apart) == {"decide_objection": date(2026, 6, 11)}
    operations.decide_objection(
        made, by=cast.alliances.leader, now=PUBLISHED_AT, objection=1, upheld=False, reply="答复"
    )
    operations.appeal(made, by=one.posting, now=PUBLISHED_AT, objection=1, text="申诉")
    assert waits(cast.alliances.leader) == {}
    assert waits(cast.second_organizer) == {"decide_appeal": date(2026, 6, 11)}
    operations.decide_appeal(made, by=cast.second_organizer, now=PUBLISHED_AT, objection=1, upheld=True, reply="成立")
    assert waits(cast.organizer, AFTER) == {"correct": date(2026, 6, 11)}
    operations.correct(made, by=cast.organizer, now=PUBLISHED_AT, reason="更正")
    assert waits(cast.organizer) == {}
