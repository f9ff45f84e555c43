"""Milestones of a plan: what a plan is, and what is done or approved in it stays."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.factories import projects
from tests.factories.projects import MILESTONES, NOW, TODAY, Cast, milestone
from zhitongche.express.projects import operations, presenting, queries
from zhitongche.express.projects.models import Milestone, Project
from zhitongche.express.projects.states import State
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty

pytestmark = pytest.mark.django_db

JUNE, SEPTEMBER, DECEMBER = (one["planned_on"] for one in MILESTONES)
OTHERS = ("neighbour", "stranger", "finance", "leader")


def kept(project: Project) -> Project:
    return Project.objects.get(pk=project.pk)


def plan_of(project: Project) -> list[tuple[Any, ...]]:
    rows = Milestone.objects.filter(project=project).order_by("position")
    return [(one.position, one.name, one.weight, one.planned_on, one.approved_on, one.done_on) for one in rows]


def set_to(project: Project, cast: Cast, *milestones: dict[str, Any]) -> Project:
    return operations.set_milestones(project, by=cast.secretary, now=NOW, milestones=milestones)


def report_done(project: Project, cast: Cast, *positions: int) -> None:
    operations.report_progress(project, by=cast.secretary, now=NOW, milestones=positions)


def test_set_milestones_makes_a_new_version_and_keeps_the_old_one_in_the_history(project: Project, cast: Cast) -> None:
    set_to(project, cast, *MILESTONES)
    set_to(project, cast, milestone("全部完成", "100", DECEMBER, "350000"))
    fresh = kept(project)
    assert (fresh.plan_version, fresh.milestone_count, fresh.progress) == (2, 1, 0)
    assert plan_of(project) == [(1, "全部完成", Decimal(100), DECEMBER, None, None)]
    body = project.events.order_by("sequence").last().body
    assert [one["name"] for one in body["was"]] == [one["name"] for one in MILESTONES]
    # Nothing is due before the works have begun, but what is not covered is known at once.
    assert (fresh.due_on, fresh.uncovered_on, fresh.uncovered_amount) == (None, DECEMBER, Decimal("350000.00"))


@pytest.mark.parametrize(
    ("weights", "total"),
    [(("99.99",), "99.99"), (("60", "40.01"), "100.01"), (("33.33", "33.33", "33.33"), "99.99"), ((), "0")],
)
def test_set_milestones_says_to_what_the_weights_add_up(
    project: Project, cast: Cast, weights: tuple[str, ...], total: str
) -> None:
    with pytest.raises(BadInput) as bad:
        set_to(project, cast, *(milestone(f"第{weight}步{n}", weight, JUNE) for n, weight in enumerate(weights)))
    assert total in str(bad.value.faults["milestones"])
    assert not Milestone.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        [milestone("一", "50", JUNE), milestone(" 一", "50", JUNE)],
        [milestone("一", "150", JUNE), milestone("二", "-50", JUNE)],
        [milestone("一", "100", JUNE), milestone("二", "0", JUNE)],
        [milestone("一", "100", JUNE, "-0.01")],
        [milestone("一", "100", JUNE, "0.001")],
        [milestone("一", "100", JUNE, "1E+15")],
        [milestone("一", "100", JUNE, "NaN")],
        # More than the whole investment.
        [milestone("一", "100", JUNE, "350000.01")],
        [milestone(f"第{number}步", "4", JUNE) for number in range(25)],
    ],
)
def test_set_milestones_refuses_what_is_no_plan(project: Project, cast: Cast, wrong: list[dict[str, Any]]) -> None:
    with pytest.raises(BadInput) as bad:
        set_to(project, cast, *wrong)
    assert set(bad.value.faults) == {"milestones"}
    assert kept(project).plan_version == 0


def test_set_milestones_is_the_duty_of_its_village_township_and_organizers(project: Project, cast: Cast) -> None:
    for keeper in (cast.secretary, cast.member, cast.township, cast.organizer, cast.city):
        operations.set_milestones(project, by=keeper, now=NOW, milestones=MILESTONES)
    for other in OTHERS:
        with pytest.raises(NotYourDuty):
            operations.set_milestones(project, by=getattr(cast, other), now=NOW, milestones=MILESTONES)


def test_set_milestones_is_refused_once_the_works_are_accepted(cast: Cast) -> None:
    for state in (State.ACCEPTED, State.HANDED_OVER):
        with pytest.raises(NotNow):
            set_to(projects.brought_to(state, cast), cast, *MILESTONES)


def test_set_milestones_keeps_what_is_done_and_what_was_approved(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    report_done(project, cast, 1)
    late = milestone("泵房建成", "30", SEPTEMBER + timedelta(days=40), "200000")
    more = milestone("茶园验水", "50", DECEMBER, "130000")
    set_to(project, cast, MILESTONES[0], late, more)
    assert plan_of(project) == [
        (1, "勘查设计", Decimal(20), JUNE, JUNE, TODAY),
        (2, "泵房建成", Decimal(30), late["planned_on"], SEPTEMBER, None),
        (3, "茶园验水", Decimal(50), DECEMBER, DECEMBER, None),
    ]
    assert kept(project).progress == 20


def test_set_milestones_does_not_lose_what_is_done(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    report_done(project, cast, 1)
    with pytest.raises(BadInput) as bad:
        set_to(project, cast, milestone("重来", "100", DECEMBER))
    assert "勘查设计" in str(bad.value.faults["milestones"])


@pytest.mark.parametrize("changed", [{"weight": Decimal(60)}, {"cost": Decimal(1)}, {"planned_on": DECEMBER}])
def test_set_milestones_leaves_what_is_done_as_it_was(cast: Cast, changed: dict[str, Any]) -> None:
    """Progress is never typed: a step that is done cannot be made to weigh more afterwards."""
    project = projects.brought_to(State.UNDER_WAY, cast)
    report_done(project, cast, 1)
    before = plan_of(project)[0]
    rest = milestone("其余", str(100 - changed.get("weight", 20)), DECEMBER)
    with pytest.raises(BadInput):
        set_to(project, cast, MILESTONES[0] | changed, rest)
    assert plan_of(project)[0] == before
    assert kept(project).progress == 20


# ---- which milestone is which ----------------------------------------------------------------------------------------


def under_way(cast: Cast) -> Project:
    """Works whose first milestone is done; the others' numbers are 2 and 3."""
    project = projects.brought_to(State.UNDER_WAY, cast)
    report_done(project, cast, 1)
    return project


def numbered(project: Project) -> list[tuple[Any, ...]]:
    rows = Milestone.objects.filter(project=project).order_by("position")
    return [(one.number, one.name, one.approved_on, one.done_on) for one in rows]


def row(number: int, **changed: Any) -> dict[str, Any]:
    """The row of the milestone of that number, as a form that names it sends it."""
    return {"milestone": number, **MILESTONES[number - 1], **changed}


def test_set_milestones_knows_a_renamed_one_by_its_number(cast: Cast) -> None:
    project = under_way(cast)
    later = SEPTEMBER + timedelta(days=40)
    set_to(project, cast, row(1, name="勘查"), row(2, name="泵房和水池", planned_on=later), row(3))
    assert numbered(project) == [
        (1, "勘查", JUNE, TODAY),
        (2, "泵房和水池", SEPTEMBER, None),
        (3, "管道通水", DECEMBER, None),
    ]
    # Due stays what was approved, and the step's history still tells when it was done.
    assert (kept(project).due_on, kept(project).progress) == (SEPTEMBER, 20)
    assert Milestone.objects.get(project=project, number=1).done_event is not None
    shown = presenting.resource(kept(project), later, milestones=queries.milestones_of(project), funding=[], files=[])[
        "milestones"
    ]
    assert [(one["milestone"], one["slip_days"]) for one in shown] == [(1, (TODAY - JUNE).days), (2, 40), (3, 0)]


def test_set_milestones_knows_a_moved_one_by_its_number_and_reckons_the_money_in_the_new_order(cast: Cast) -> None:
    project = under_way(cast)
    Project.objects.filter(pk=project.pk).update(committed_amount=Decimal(150000))
    set_to(kept(project), cast, row(3), row(1), row(2, name="泵房"))
    assert [one[0] for one in numbered(project)] == [3, 1, 2]
    assert [one[2] for one in numbered(project)] == [DECEMBER, JUNE, SEPTEMBER]
    fresh = kept(project)
    # 130,000 of the first are there; with the 20,000 done and the 200,000 of the last 200,000 are missing.
    assert (fresh.progress, fresh.uncovered_on, fresh.uncovered_amount) == (20, SEPTEMBER, Decimal(200000))


def test_set_milestones_never_gives_a_number_twice(cast: Cast) -> None:
    project = under_way(cast)
    set_to(project, cast, row(1), row(2, weight=Decimal(80)))
    set_to(project, cast, row(1), row(2), milestone("茶园验水", "30", DECEMBER))
    assert numbered(project)[2] == (4, "茶园验水", DECEMBER, None)
    with pytest.raises(BadInput) as bad:
        set_to(project, cast, row(1), row(2), row(3))
    assert "3" in str(bad.value.faults["milestones"])
    assert [one[0] for one in numbered(project)] == [1, 2, 4]


def test_set_milestones_tells_a_new_one_from_the_one_whose_old_name_it_has(cast: Cast) -> None:
    project = under_way(cast)
    new = milestone("泵房建成", "30", DECEMBER)
    set_to(project, cast, row(1), row(2, name="水池建成"), new)
    assert [one[:3] for one in numbered(project)[1:]] == [(2, "水池建成", SEPTEMBER), (4, "泵房建成", DECEMBER)]


@pytest.mark.parametrize(
    "rows",
    [
        # Another project's number, the same one twice, two of one name, one by its number and again by its name.
        [row(1), row(2), row(3) | {"milestone": 7}],
        [row(1), row(2), row(3) | {"milestone": 2}],
        [row(1), row(2), row(3, name="泵房建成 ")],
        [row(1), row(2), MILESTONES[1] | {"weight": Decimal(30)}],
    ],
)
def test_set_milestones_takes_each_milestone_of_the_project_once(cast: Cast, rows: list[dict[str, Any]]) -> None:
    project = under_way(cast)
    before = numbered(project)
    with pytest.raises(BadInput) as bad:
        set_to(project, cast, *rows)
    assert set(bad.value.faults) == {"milestones"}
    assert (numbered(project), kept(project).plan_version) == (before, 1)


def test_set_milestones_takes_no_number_where_there_is_no_plan_yet(project: Project, cast: Cast) -> None:
    under_way(cast)
    with pytest.raises(BadInput):
        set_to(project, cast, row(1), row(2), row(3))
    set_to(project, cast, *MILESTONES)
    assert [one[0] for one in numbered(project)] == [1, 2, 3]
