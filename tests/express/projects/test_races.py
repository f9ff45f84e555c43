"""Many hands on one project at one moment: one wins, the others are told so, and no figure is lost."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from tests.factories import people, projects
from tests.factories.projects import MILESTONES, NOW, TODAY, Cast
from zhitongche.express.projects import operations
from zhitongche.express.projects.models import Milestone, ProgressReport, Project, ProjectEvent
from zhitongche.express.projects.states import State
from zhitongche.foundation.audit import verification
from zhitongche.foundation.errors import NotNow, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.models import Region

pytestmark = pytest.mark.django_db

InThreads = Callable[..., list[Any]]
Rounds = Callable[..., int]
HANDS = 12
REASON = {"reason": "试试。"}


@pytest.fixture
def cast(committed: str) -> Cast:
    """The people of the story, in a database whose commits are real."""
    return projects.cast()


def afresh(project: Project) -> Project:
    """As another process reads it."""
    return Project.objects.get(pk=project.pk)


def told(answers: Sequence[Any]) -> Counter[str]:
    """How often each kind of answer came: "done", or the name of what was raised."""
    return Counter(
        "done" if isinstance(one, Project) else "NotNow" if isinstance(one, NotNow) else type(one).__name__
        for one in answers
    )


def whole(project: Project) -> None:
    """Its history has no hole, the kept figures equal a recount, and the record's chain is unbroken."""
    events = ProjectEvent.objects.filter(project=project).order_by("sequence")
    sequences = list(events.values_list("sequence", flat=True))
    assert sequences == list(range(1, len(sequences) + 1))
    assert afresh(project).event_count == len(sequences)
    assert operations.recount(now=NOW) == 0
    assert verification.verify().holds


def test_many_plan_at_one_moment_and_no_number_is_left_out(cast: Cast, in_threads: InThreads) -> None:
    answers = in_threads(lambda number: projects.planned(cast.secretary, title=f"项目{number}"), HANDS)
    assert told(answers) == {"done": HANDS}
    numbers = sorted(one.number for one in answers)
    assert numbers == [f"XM-450422-2026-{number:04d}" for number in range(1, HANDS + 1)]
    assert operations.recount(now=NOW) == 0


@pytest.mark.parametrize("verb", ["submit", "admit", "return", "start", "accept_work", "suspend"])
def test_of_many_who_do_the_same_one_wins(cast: Cast, in_threads: InThreads, verb: str) -> None:
    state = {"start": State.LISTED, "accept_work": State.UNDER_WAY, "suspend": State.LISTED}.get(verb, State.PLANNED)
    project = projects.brought_to(state, cast)
    by, body = cast.organizer, {"return": REASON, "suspend": REASON, "accept_work": {"opinion": "好。"}}.get(verb, {})
    if verb in {"submit", "start"}:
        by = cast.secretary
    if verb in {"admit", "return"}:
        operations.submit(project, by=cast.secretary, now=NOW)
    if verb == "start":
        projects.commit(project, cast)
    if verb == "accept_work":
        shown = {"photos": [projects.photo(cast.secretary)], "side": "after", "spot": "泵房"}
        operations.report_progress(project, by=cast.secretary, now=NOW, milestones=[1, 2, 3], **shown)
    act = getattr(operations, "return_" if verb == "return" else verb)
    answers = in_threads(lambda _number: act(afresh(project), by=by, now=NOW, **body), HANDS)
    assert told(answers) == {"done": 1, "NotNow": HANDS - 1}
    whole(project)


def test_admit_and_return_at_one_moment_leave_one_answer(cast: Cast, in_threads: InThreads) -> None:
    project = projects.ready(cast)
    operations.submit(project, by=cast.secretary, now=NOW)

    def act(number: int) -> Project:
        if number % 2:
            return operations.return_(afresh(project), by=cast.organizer, now=NOW, **REASON)
        return operations.admit(afresh(project), by=cast.organizer, now=NOW)

    assert told(in_threads(act, HANDS)) == {"done": 1, "NotNow": HANDS - 1}
    assert afresh(project).submission == "none"
    whole(project)


def test_many_set_the_plan_and_one_whole_plan_stands(cast: Cast, in_threads: InThreads) -> None:
    project = projects.planned(cast.secretary)

    def plan(number: int) -> Project:
        steps = [
            projects.milestone(f"{number}之{step}", str(Decimal(100) / 4), TODAY + timedelta(days=number))
            for step in range(4)
        ]
        return operations.set_milestones(afresh(project), by=cast.secretary, now=NOW, milestones=steps)

    answers = in_threads(plan, HANDS)
    assert told(answers) == {"done": HANDS}
    rows = Milestone.objects.filter(project=project)
    assert len({one.name.split("之")[0] for one in rows}) == 1
    assert (sum(one.weight for one in rows), rows.count()) == (100, 4)
    assert afresh(project).plan_version == HANDS
    whole(project)


def test_the_same_milestone_is_reported_done_once(cast: Cast, in_threads: InThreads) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    answers = in_threads(
        lambda _number: operations.report_progress(afresh(project), by=cast.secretary, now=NOW, milestones=[1]), HANDS
    )
    assert told(answers) == {"done": 1, "BadInput": HANDS - 1}
    assert (afresh(project).progress, ProgressReport.objects.count()) == (20, 1)
    whole(project)


def test_reports_on_different_milestones_add_up(cast: Cast, in_threads: InThreads) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    answers = in_threads(
        lambda number: operations.report_progress(afresh(project), by=cast.secretary, now=NOW, milestones=[number + 1]),
        3,
    )
    assert told(answers) == {"done": 3}
    fresh = afresh(project)
    assert (fresh.progress, fresh.due_on) == (100, None)
    whole(project)


def test_a_move_and_a_correction_of_the_money_lose_nothing(cast: Cast, in_threads: InThreads) -> None:
    project = projects.brought_to(State.LISTED, cast)
    people.place("450422108201", "理答村")
    villages = ["450422108201", "450422107206"]

    def act(number: int) -> Project:
        if number % 2:
            where = {"village": villages[number // 2 % 2]}
            return operations.relocate(afresh(project), by=cast.organizer, now=NOW, **where, **REASON)
        money = {"investment": Decimal(350001 + number)}
        return operations.adjust(afresh(project), by=cast.organizer, now=NOW, **money, **REASON)

    assert set(told(in_threads(act, HANDS))) <= {"done", "NotNow", "BadInput"}
    whole(project)


@pytest.mark.parametrize("_time", range(3))
def test_whoever_sets_a_gate_while_projects_come_in_leaves_each_as_the_gate_says(
    cast: Cast, in_threads: InThreads, _time: int
) -> None:
    county, city = (Region.objects.get(pk=code) for code in ("450422", "4504"))
    mine = [projects.ready(cast, title=f"第{number}个") for number in range(4)]
    for project in mine:
        operations.submit(project, by=cast.secretary, now=NOW)
    operations.set_gate(county, by=cast.organizer, now=NOW, gate="start")

    def act(number: int) -> Any:
        if number < len(mine):
            return operations.admit(afresh(mine[number]), by=cast.organizer, now=NOW)
        if number % 2:
            return operations.set_gate(city, by=cast.city, now=NOW, gate="start", waived=["covered"])
        return operations.drop_gate(county, by=cast.organizer, now=NOW, gate="start")

    answers = in_threads(act, len(mine) + 2)
    assert not [one for one in answers if isinstance(one, Exception)]
    assert [afresh(project).is_startable for project in mine] == [True] * len(mine)
    whole(mine[0])


def test_any_history_leaves_figures_equal_to_a_recount(cast: Cast, rounds: Rounds) -> None:
    """Random people do random things to a few projects; what is refused changes nothing."""
    chance = Random(20260520)
    people.place("450422108201", "理答村")
    mine = [projects.ready(cast), projects.brought_to(State.LISTED, cast), projects.brought_to(State.UNDER_WAY, cast)]
    done = Counter[str]()
    everybody = (cast.secretary, cast.township, cast.organizer, cast.city, cast.leader, cast.finance)
    for _step in range(rounds(short=100, long=10_000)):
        project = chance.choice(mine)
        verb, body = chance.choice(_acts(chance))
        done[verb] += _tried(project, verb, body, chance.sample(everybody, 3))
        after = afresh(project)
        assert after.progress == sum(one.weight for one in after.milestones.all() if one.done_on)
        assert after.committed_amount == sum(line.committed_amount for line in after.funding.all())
        assert operations.recount(now=NOW) == 0
    assert sum(count > 0 for count in done.values()) >= 8, done
    for project in mine:
        whole(project)


def _tried(project: Project, verb: str, body: dict[str, Any], people_: Sequence[Posting]) -> int:
    """Whether one of these people could do it; who could not has changed nothing."""
    act = getattr(operations, "return_" if verb == "return" else verb)
    for by in people_:
        before = afresh(project).event_count
        try:
            act(afresh(project), by=by, now=NOW, **body)
        except Refused:
            assert afresh(project).event_count == before
        else:
            return 1
    return 0


def _acts(chance: Random) -> list[tuple[str, dict[str, Any]]]:
    amount = Decimal(chance.randrange(1, 50_000_000)) / 100
    village = chance.choice(["450422108201", "450422107206", projects.VILLAGE])
    return [
        ("submit", {}),
        ("admit", {}),
        ("return", REASON),
        ("start", {}),
        ("adjust", {"investment": amount, **REASON}),
        ("revise", {"title": f"改{amount}", "goal": "新目标。", "investment": amount}),
        ("relocate", {"village": village, **REASON}),
        ("set_milestones", {"milestones": MILESTONES}),
        ("report_progress", {"milestones": [chance.randrange(0, 5)]}),
        ("suspend", REASON),
        ("resume", REASON),
        ("update_funding", {"funding": chance.randrange(1, 3), "committed": amount, "on": TODAY, "note": "文件。"}),
        ("accept_work", {"opinion": "好。"}),
        ("instruct", {"text": "抓紧。", "due_on": TODAY}),
        ("answer_instruction", {"text": "已办。"}),
    ]
