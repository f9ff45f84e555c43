"""Statements kept by the kind of who asks: each still finds their own, and what was built asked the database nothing."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import people, problems
from zhitongche.express.problems import operations
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.states import State
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.roles import Role
from zhitongche.oversight.todo import queries
from zhitongche.oversight.todo.rooms import ROOMS, Room

pytestmark = pytest.mark.django_db
REASON = {"reason": "同一件事。"}
NEXT_DOOR = "450421101201"


@pytest.fixture
def cast(db: None) -> problems.Cast:
    return problems.cast()


@pytest.fixture
def everybody(cast: problems.Cast) -> list[Posting]:
    """Two and more of each kind, so that what was built for one answers the other."""
    seats = {
        Role.ORGANIZER: ("450422", "450421", "4504", "4503", "45"),
        Role.LEADER: ("450422", "4504"),
        Role.TOWNSHIP_COMMITTEE: ("450422107", "450421101"),
        Role.FIRST_SECRETARY: ("450422107206", NEXT_DOOR),
        Role.TEAM_MEMBER: (problems.VILLAGE, NEXT_DOOR),
        Role.DEPARTMENT_LIAISON: tuple(people.department(code) for code in ("450421-01", "4504-01", "4504-02")),
        Role.DEPARTMENT_LEADER: (cast.power.department, cast.water.department),
    }
    made = [people.posting(role, seat) for role, there in seats.items() for seat in there]
    return [posting.as_of(problems.TODAY) for posting in (*made, *vars(cast).values())]


@pytest.fixture
def work(cast: problems.Cast) -> None:
    """Something in every state, here and next door; one merged into another village's, one raised to the city."""
    there = people.posting(Role.FIRST_SECRETARY, NEXT_DOOR)
    for state in set(State) - {State.MERGED}:
        problems.problem(cast, state, outcome="partly" if state == State.SHELVED else "solved")
    problems.confirmed(cast)
    Problem.objects.filter(state=State.SHELVED).update(review_on=problems.TODAY)
    for _ in range(2):
        problems.report(there)
    kept, merged = (
        problems.problem(cast, State.POOLED),
        problems.report(people.posting(Role.FIRST_SECRETARY, "450422107206")),
    )
    operations.merge(merged, by=cast.organizer, now=problems.LATER, into=kept.number, **REASON)
    operations.escalate(
        problems.problem(cast, State.POOLED), by=cast.organizer, now=problems.LATER, reason="县里办不了。"
    )


def asked_for(room: Room) -> list[tuple[str, Any]]:
    """Every question that is kept, by its name."""
    found = [(verb, one.waiting) for verb, one in room.actions.items() if one.waiting and verb not in room.anew]
    return found + [(name, ask) for name in ("followed", "near") if (ask := getattr(room, name))]


def test_each_finds_what_the_question_itself_finds(everybody: list[Posting], work: None) -> None:
    found = 0
    for room in ROOMS:
        for name, ask in asked_for(room):
            for posting in everybody:
                # Under a name of its own: the page's statements leave out what no line shows.
                kept = {thing.pk for thing in queries._kept(room, f"whole {name}", room.shaped(posting), ask)}
                assert kept == set(ask(posting).values_list("pk", flat=True)), (name, posting)
                found += len(kept)
    assert found > len(State)


def test_the_page_takes_at_most_fourteen_statements(everybody: list[Posting], work: None) -> None:
    """However many verbs wait for somebody: those of a room are asked as one."""
    for posting in everybody:
        client = Client()
        client.force_login(people.account(of=posting.person))
        for _visit in range(2):
            with CaptureQueriesContext(connection) as asked:
                assert client.get("/").status_code == 200
        assert len(asked) <= 14, (posting, [one["sql"][:80] for one in asked])


def test_building_for_a_kind_asks_the_database_nothing(everybody: list[Posting]) -> None:
    """What is kept may depend on the kind of who asks, and on nothing that was read on the way."""

    def refuse(*asked: Any) -> None:
        raise AssertionError(f"asked while building: {asked[1]}")

    for room in ROOMS:
        shapes = [room.shaped(posting).shape for posting in everybody]
        with connection.execute_wrapper(refuse):
            for _name, ask in asked_for(room):
                for shape in shapes:
                    ask(shape)


def test_those_of_one_kind_share_one_key(everybody: list[Posting]) -> None:
    for room in ROOMS:
        keys = {room.shaped(posting).key for posting in everybody if posting.role == Role.ORGANIZER}
        # County, city and province.
        assert len(keys) == 3
