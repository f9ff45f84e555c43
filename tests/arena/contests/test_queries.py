"""Who sees which contests."""

import pytest

from tests.factories import contests, people
from zhitongche.arena.contests import queries
from zhitongche.arena.contests.states import State

pytestmark = pytest.mark.django_db


def test_contests_are_seen_by_their_people() -> None:
    actors = contests.cast()
    made = contests.running(actors, State.OPEN)
    around = actors.alliances
    for posting in (actors.organizer, around.city, around.leader, around.township, *around.southern, *actors.judges):
        assert queries.found([posting], made.number) == made
    assert queries.found([actors.supervisor], made.number) == made
    other = people.posting("judge", "370681", people.person("别的评委"))
    for posting in (around.neighbour, around.stranger, other):
        assert queries.found([posting], made.number) is None


def test_a_draft_is_seen_by_its_keepers_alone() -> None:
    actors = contests.cast()
    made = contests.contest(actors, State.DRAFT)
    contests.seat(made, actors.judges[0])
    assert queries.found([actors.organizer], made.number) == made
    assert queries.found([actors.alliances.city], made.number) == made
    for posting in (*actors.secretaries, actors.alliances.leader, actors.supervisor, actors.judges[0]):
        assert queries.found([posting], made.number) is None
