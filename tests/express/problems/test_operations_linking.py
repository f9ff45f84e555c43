"""A problem and the project it holds up: linked at the report or later, and counted by the project."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import people, problems, projects
from tests.factories.problems import LATER, NOW, Cast
from zhitongche.config.reference import INDUSTRIES
from zhitongche.express.problems import operations
from zhitongche.express.problems.actions import ACTIONS
from zhitongche.express.problems.models import Problem, ProblemEvent
from zhitongche.express.problems.operations import Telling
from zhitongche.express.problems.states import State
from zhitongche.express.projects import operations as library
from zhitongche.express.projects.models import Project
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
Numbers = Callable[[str, int], None]


@pytest.fixture
def project(cast: Cast) -> Project:
    """The secretary's own, planned."""
    library.load_industries(INDUSTRIES, now=NOW)
    return projects.planned(cast.secretary)


def afresh(problem: Problem) -> Problem:
    return Problem.objects.get(pk=problem.pk)


def counted(project: Project) -> tuple[int, int]:
    """What the project keeps: linked, and still open."""
    project.refresh_from_db()
    return project.problem_count, project.open_problem_count


def link(problem: Problem, by: Posting, number: str = "") -> Problem:
    operations.link_project(afresh(problem), by=by, now=LATER, project=number)
    return afresh(problem)


def test_a_report_names_the_project_it_holds_up(cast: Cast, project: Project) -> None:
    made = problems.report(cast.secretary, project=project.number)
    assert afresh(made).project == project
    assert counted(project) == (1, 1)
    assert ProblemEvent.objects.get(problem=made).body["project"] == project.number


@pytest.mark.parametrize("number", ["XM-450422-2026-9999", "x"])
def test_a_report_names_no_project_that_nobody_knows(cast: Cast, project: Project, number: str) -> None:
    with pytest.raises(BadInput) as refused:
        problems.report(cast.secretary, project=number)
    assert set(refused.value.faults) == {"project"}
    assert counted(project) == (0, 0)


def test_many_reports_are_counted_together(cast: Cast, project: Project) -> None:
    lines = [Telling("water", f"第{number}处渗漏", project=project.number) for number in range(3)]
    operations.report_all([*lines, Telling("water", "与项目无关")], by=cast.secretary, now=NOW)
    assert counted(project) == (3, 3)


@pytest.mark.parametrize("who", ["secretary", "organizer", "power"])
def test_link_project_links_and_takes_away(cast: Cast, project: Project, who: str) -> None:
    problem, by = problems.problem(cast, State.IN_PROGRESS), getattr(cast, who)
    assert link(problem, by, project.number).project == project
    assert counted(project) == (1, 1)
    assert link(problem, by).project is None
    assert counted(project) == (0, 0)


def test_link_project_to_another_moves_the_count(cast: Cast, project: Project) -> None:
    other = projects.planned(cast.secretary, title="村道硬化")
    problem = problems.report(cast.secretary, project=project.number)
    link(problem, cast.secretary, other.number)
    assert (counted(project), counted(other)) == ((0, 0), (1, 1))


def test_link_project_said_again_is_no_step(cast: Cast, project: Project) -> None:
    problem = problems.report(cast.secretary, project=project.number)
    link(problem, cast.secretary, project.number)
    assert ProblemEvent.objects.filter(problem=problem).count() == 1


def test_link_project_is_not_another_departments(cast: Cast, project: Project) -> None:
    problem = problems.problem(cast, State.IN_PROGRESS)
    with pytest.raises(NotYourDuty):
        link(problem, cast.water, project.number)


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN])
def test_link_project_waits_for_nobody_who_is_done(cast: Cast, project: Project, state: State) -> None:
    problem = problems.problem(cast, state)
    with pytest.raises(NotNow):
        link(problem, cast.secretary, project.number)


def test_link_project_names_one_of_the_same_county_only(cast: Cast, project: Project) -> None:
    people.place("450421", "苍梧县")
    people.place("450421100201", "新利村")
    city = people.posting("organizer", "4504")
    elsewhere = projects.planned(people.posting("first_secretary", "450421100201"))
    problem = problems.report(cast.secretary)
    with pytest.raises(BadInput, match="another county|其他县"):
        link(problem, city, elsewhere.number)


def test_link_project_names_none_that_is_handed_over(cast: Cast, project: Project) -> None:
    Project.objects.update(state="handed_over")
    with pytest.raises(BadInput, match="handed over|已经移交"):
        link(problems.report(cast.secretary), cast.secretary, project.number)


@pytest.mark.parametrize(
    ("state", "still_open"), [(State.IN_PROGRESS, 1), (State.CLOSED, 0), (State.WITHDRAWN, 0), (State.SHELVED, 1)]
)
def test_the_project_counts_what_is_open(cast: Cast, project: Project, state: State, still_open: int) -> None:
    made = problems.report(cast.secretary, project=project.number)
    for number, (verb, by, body) in enumerate(
        problems._way(cast, state, "solved" if state != State.SHELVED else "partly"), 1
    ):  # the factory's own way
        getattr(operations, verb)(afresh(made), by=by, now=LATER.replace(hour=number), **body)
    assert counted(project) == (1, still_open)


def test_resubmit_keeps_or_changes_the_project(cast: Cast, project: Project) -> None:
    made = problems.report(cast.secretary, project=project.number)
    operations.return_(afresh(made), by=cast.organizer, now=NOW, reason="请补充。")
    told = {"category": "water", "description": "补充：受影响 86 户。"}
    operations.resubmit(afresh(made), by=cast.secretary, now=LATER, **told, project=project.number)
    assert counted(project) == (1, 1)
    operations.return_(afresh(made), by=cast.organizer, now=LATER, reason="请补充。")
    operations.resubmit(afresh(made), by=cast.secretary, now=LATER, **told)
    assert counted(project) == (0, 0)


def test_merge_hands_the_project_on(cast: Cast, project: Project) -> None:
    """What stood in its way stands there still, under the number of the one that stands for both."""
    merged = problems.report(cast.secretary, project=project.number)
    target = problems.report(cast.secretary)
    operations.merge(afresh(merged), by=cast.organizer, now=LATER, into=target.number, reason="同一件事。")
    assert afresh(target).project == project
    assert counted(project) == (2, 1)
    operations.unmerge(afresh(merged), by=cast.organizer, now=LATER, reason="不是同一件事。")
    assert counted(project) == (2, 2)


def test_hands_that_link_and_withdraw_at_once_lose_nothing(committed: str, in_threads: Any) -> None:
    cast = problems.cast()
    library.load_industries(INDUSTRIES, now=NOW)
    project = projects.planned(cast.secretary)
    made = [problems.report(cast.secretary) for _ in range(4)]

    def act(number: int) -> Any:
        problem = afresh(made[number // 2])
        if number % 2:
            return operations.withdraw(problem, by=cast.secretary, now=LATER, reason="已解决。")
        return operations.link_project(problem, by=cast.organizer, now=LATER, project=project.number)

    answers = in_threads(act, 8)
    assert {type(one) for one in answers} <= {Problem, NotNow}
    linked = Problem.objects.filter(project=project)
    assert counted(project) == (linked.count(), linked.filter(is_open=True).count())


def test_what_is_kept_is_what_a_recount_finds(cast: Cast, project: Project, rounds: Callable[..., int]) -> None:
    """After a random history of many problems and three projects."""
    kept = [project, *(projects.planned(cast.secretary, title=f"项目{number}") for number in range(2))]
    told: list[Problem] = []
    by = [cast.secretary, cast.organizer, cast.power]
    die = random.Random(20260520)  # a test's dice
    for _ in range(rounds(short=200, long=2000)):
        if not told or die.random() < 0.1:
            chosen = die.choice([*kept, None])
            told.append(problems.report(cast.secretary, project=chosen.number if chosen else ""))
            continue
        _random_step(die, afresh(die.choice(told)), die.choice(by), kept, told)
    held = [counted(one) for one in kept]
    assert operations.recount_projects(now=LATER) == 0
    linked = [Problem.objects.filter(project=one) for one in kept]
    assert held == [(rows.count(), rows.filter(is_open=True).count()) for rows in linked]
    assert sum(count for count, _open in held) > 0


def _random_step(die: random.Random, problem: Problem, by: Posting, kept: list[Project], told: list[Problem]) -> None:
    """One act of any kind, or the refusal it meets."""
    verb = die.choice(["link_project", "merge", *sorted(problems.BODIES.keys() & ACTIONS.keys())])
    body = problems.BODIES.get(verb, {})
    if verb == "link_project":
        body = {"project": die.choice(["", *(one.number for one in kept)])}
    if verb == "merge":
        body = {"into": die.choice(told).number, "reason": "同一件事。"}
    try:
        ACTIONS[verb].run(problem, by=by.as_of(projects.TODAY), now=LATER, **body)
    except (Refused, BadInput):
        return


def test_a_recount_mends_what_is_wrong(cast: Cast, project: Project) -> None:
    problems.report(cast.secretary, project=project.number)
    Project.objects.update(problem_count=7, open_problem_count=3)
    assert operations.recount_projects(now=LATER) == 1
    assert counted(project) == (1, 1)
