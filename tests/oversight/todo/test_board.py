"""The order of consequence, the line above the work, and what stands beside it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tests.factories import people, problems
from tests.factories.problems import Cast
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.states import State
from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.people.models import Posting
from zhitongche.oversight.todo import queries
from zhitongche.oversight.todo.rooms import ROOMS

pytestmark = pytest.mark.django_db
TODAY = people.TODAY
DAY = timedelta(days=1)


@pytest.fixture
def cast(db: None) -> Cast:
    return problems.cast()


def due(problem: Problem, day: date | None, **facts: Any) -> Problem:
    Problem.objects.filter(pk=problem.pk).update(due_on=day, soon_on=day, **facts)
    return problem


def board(*postings: Posting) -> queries.Board:
    return queries.board([posting.as_of(TODAY) for posting in postings], TODAY)


def order(found: queries.Board) -> list[str]:
    return [task.thing.number for section in found.sections for task in section.tasks]


def test_overdue_comes_before_today_and_today_before_the_nearest_limit(cast: Cast) -> None:
    days = [None, TODAY + 9 * DAY, TODAY + DAY, TODAY, TODAY - DAY, TODAY - 9 * DAY]
    made = [due(problems.problem(cast, State.REPORTED), day).number for day in days]
    paused = due(problems.problem(cast, State.REPORTED), TODAY - 20 * DAY, is_paused=True).number
    found = order(board(cast.organizer))
    assert found[:5] == made[:0:-1]
    assert set(found[5:]) == {made[0], paused}


def test_sections_stand_by_their_most_urgent(cast: Cast) -> None:
    due(problems.problem(cast, State.REPORTED), TODAY + DAY)
    due(problems.confirmed(cast), TODAY - DAY)
    assert [section.verb for section in board(cast.organizer).sections][:2] == ["verify", "accept"]
    Problem.objects.filter(state=State.CLOSING).update(due_on=TODAY + 5 * DAY)
    assert [section.verb for section in board(cast.organizer).sections][:2] == ["accept", "verify"]


def test_among_equals_an_instruction_is_first_and_what_others_may_take_is_last(cast: Cast) -> None:
    made = due(problems.problem(cast, State.REPORTED), TODAY)
    thing = Problem.objects.get(pk=made.pk)
    line = ROOMS[0].lines([thing], TODAY)[0]
    ranks = [
        queries._task(ROOMS[0], verb, thing, line, TODAY).consequence
        for verb in ("answer_instruction", "report_progress", "claim")
        if verb in ROOMS[0].actions
    ]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)


def test_the_figures_count_each_thing_once(cast: Cast) -> None:
    for day in (TODAY - DAY, TODAY - DAY, TODAY, TODAY + 6 * DAY, TODAY + 8 * DAY, None):
        due(problems.problem(cast, State.REPORTED), day)
    with translation.override("en"):
        found = board(cast.organizer, cast.organizer).figures
    assert [(one.light, one.words) for one in found] == [
        (Light.RED, "2 overdue"),
        (Light.YELLOW, "1 due today"),
        (Light.GREEN, "1 due within seven days"),
        (Light.NONE, "2 later or without a limit"),
    ]


def test_the_figures_say_so_where_they_know_only_a_page(cast: Cast) -> None:
    for _number in range(22):
        due(problems.problem(cast, State.REPORTED), TODAY - DAY)
    with translation.override("en"):
        assert [one.words for one in board(cast.organizer).figures] == ["20+ overdue"]


def test_a_secretary_sees_what_others_have_to_do(cast: Cast) -> None:
    mine = problems.problem(cast, State.IN_PROGRESS)
    waiting = problems.problem(cast, State.RETURNED)
    problems.problem(cast, State.CLOSED)
    found = board(cast.secretary)
    assert [task.thing.number for task in found.followed] == [mine.number]
    assert order(found) == [waiting.number]
    assert board(cast.organizer).followed == []


def test_a_departments_leader_sees_what_is_near_its_limit(cast: Cast) -> None:
    near, late, far = (problems.problem(cast, State.IN_PROGRESS) for _number in range(3))
    for problem, soon, until in ((near, TODAY, TODAY + DAY), (late, TODAY - 9 * DAY, TODAY - DAY)):
        Problem.objects.filter(pk=problem.pk).update(soon_on=soon, due_on=until)
    Problem.objects.filter(pk=far.pk).update(soon_on=TODAY + DAY, due_on=TODAY + 2 * DAY)
    leader = people.posting("department_leader", cast.power.department)
    assert [task.thing.number for task in board(leader).near] == [late.number, near.number]
    assert board(people.posting("department_leader", cast.water.department)).near == []
    assert board(cast.power).near == []


def test_the_page_draws_all_of_it(cast: Cast) -> None:
    mine = problems.problem(cast, State.IN_PROGRESS)
    client = Client()
    client.force_login(people.account(of=cast.secretary.person))
    text = client.get("/?m=17").content.decode()
    assert mine.title in text
    assert "藤县供电局" in text


def test_count_knows_each_thing_once(cast: Cast) -> None:
    problems.problem(cast, State.REPORTED)
    problems.confirmed(cast)
    assert queries.count([cast.organizer.as_of(TODAY), cast.organizer.as_of(TODAY)]) == 2
    assert queries.count([]) == 0
    assert queries.in_hand("450422") == 2
