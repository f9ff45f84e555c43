"""Whether the works may begin is kept, and always says what the gate would: random acts, in three places' words."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.factories import approvals, people, projects
from tests.factories.projects import MILESTONES, NOW, Cast, milestone
from zhitongche.express.projects import operations, queries
from zhitongche.express.projects.coverage import Cost, missing_first
from zhitongche.express.projects.gates import GATES
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.operations import approving, keeping
from zhitongche.express.projects.queries.gating import START
from zhitongche.express.projects.states import State
from zhitongche.foundation.errors import Refused
from zhitongche.foundation.regions.models import Region

pytestmark = pytest.mark.django_db
DAY = MILESTONES[0]["planned_on"]
COUNTY, CITY = "450422", "4504"


def gate_opens(project: Project) -> bool:
    fresh = Project.objects.get(pk=project.pk)
    return fresh.state == State.LISTED and not queries.missing_at(fresh, "start")


def is_kept(project: Project) -> bool:
    return Project.objects.get(pk=project.pk).is_startable


def waive(cast: Cast, place: str, *codes: str) -> None:
    by = cast.organizer if place == COUNTY else cast.city
    operations.set_gate(Region.objects.get(pk=place), by=by, now=NOW, gate="start", waived=codes)


def drop(cast: Cast, place: str) -> None:
    by = cast.organizer if place == COUNTY else cast.city
    operations.drop_gate(Region.objects.get(pk=place), by=by, now=NOW, gate="start")


class Hands:
    """What people do to a project that is on its way into the works; some of it is refused."""

    def __init__(self, project: Project, cast: Cast, draw: random.Random) -> None:
        self.project, self.cast, self.draw = project, cast, draw

    def plan(self) -> None:
        first = self.draw.choice(["0", "20000", "250000"])
        rows = [milestone("甲", "40", DAY, first), milestone("乙", "60", DAY, self.draw.choice(["0", "90000"]))]
        operations.set_milestones(self.fresh, by=self.cast.organizer, now=NOW, milestones=rows)

    def money(self) -> None:
        told = {"committed": Decimal(self.draw.choice(["0", "20000", "250000", "300000"])), "note": "更正。"}
        operations.update_funding(self.fresh, by=self.cast.organizer, now=NOW, funding=1, **told)

    def approval(self) -> None:
        approving.add_approval(self.fresh, by=self.cast.organizer, now=NOW, item=self.draw.choice(["land", "water"]))

    def decide(self) -> None:
        code = self.draw.choice(["land", "water"])
        told = {"approval": code, "step": self.draw.choice(["not_need", "submit"]), "note": "无需办理。"}
        approving.update_approval(self.fresh, by=self.cast.organizer, now=NOW, **told)

    def policy(self) -> None:
        place = self.draw.choice([COUNTY, CITY])
        if self.draw.random() < 0.3:
            drop(self.cast, place)
        else:
            waive(self.cast, place, *self.draw.sample(sorted(START), self.draw.randrange(3)))

    def submit(self) -> None:
        operations.submit(self.fresh, by=self.cast.secretary, now=NOW)

    def admit(self) -> None:
        operations.admit(self.fresh, by=self.cast.organizer, now=NOW)

    @property
    def fresh(self) -> Project:
        return Project.objects.get(pk=self.project.pk)


@pytest.mark.parametrize("seed", range(3))
def test_the_kept_word_is_the_gate_s_after_every_act(cast: Cast, seed: int) -> None:
    approvals.load()
    hands = Hands(projects.brought_to(State.LISTED, cast), cast, random.Random(seed))
    acts: list[Callable[[], None]] = [
        *(hands.plan, hands.money, hands.money, hands.approval, hands.decide, hands.decide),
        *(hands.policy, hands.policy, hands.submit, hands.admit),
    ]
    projects.commit(hands.fresh, cast)
    seen = {is_kept(hands.project)}
    for _time in range(40):
        try:
            hands.draw.choice(acts)()
        except Refused:
            continue
        assert is_kept(hands.project) == gate_opens(hands.project)
        seen.add(is_kept(hands.project))
    assert seen == {True, False}
    assert operations.recount(now=NOW) == 0
    waive(cast, COUNTY, *START)
    operations.start(hands.fresh, by=cast.secretary, now=NOW)
    assert not is_kept(hands.project)


def test_the_works_wait_as_soon_as_their_first_milestone_is_covered(cast: Cast) -> None:
    project = projects.brought_to(State.LISTED, cast)
    projects.commit(project, cast, "20000.00")
    fresh = Project.objects.get(pk=project.pk)
    assert (fresh.uncovered_on is None, fresh.is_first_covered) == (False, True)
    assert list(queries.waiting_for_start(cast.secretary)) == [project]


def test_what_a_county_waives_goes_before_what_its_city_does(cast: Cast) -> None:
    project = projects.brought_to(State.LISTED, cast)
    waive(cast, CITY, "covered")
    assert is_kept(project)
    waive(cast, COUNTY)
    assert not is_kept(project)
    waive(cast, CITY, "covered", "approvals")
    assert not is_kept(project)
    drop(cast, COUNTY)
    assert is_kept(project)


def test_a_gate_s_word_reaches_every_project_of_the_place_a_few_at_a_time(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "BATCH", 2)
    listed = [projects.brought_to(State.LISTED, cast, title=f"第{number}个") for number in range(5)]
    planned, begun = projects.ready(cast), projects.brought_to(State.UNDER_WAY, cast)
    people.place("450421", "苍梧县")
    people.place("450421100", "石桥镇")
    people.place("450421100200", "大坡村")
    theirs = replace(cast, secretary=people.posting("first_secretary", "450421100200"))
    beside = projects.brought_to(State.LISTED, replace(theirs, organizer=people.posting("organizer", "450421")))
    waive(cast, COUNTY, *START)
    assert [is_kept(project) for project in (*listed, planned, begun, beside)] == [*[True] * 5, False, False, False]
    waive(cast, CITY, *START)
    assert is_kept(beside)
    drop(cast, CITY)
    assert (is_kept(beside), is_kept(listed[0])) == (False, True)
    operations.set_gate(cast.organizer.region, by=cast.organizer, now=NOW, gate="submit", waived=["money"])
    assert is_kept(listed[0])
    assert operations.recount(now=NOW) == 0


def test_the_recount_mends_it(cast: Cast) -> None:
    project = projects.brought_to(State.LISTED, cast)
    Project.objects.update(is_startable=True, is_first_covered=True)
    assert operations.recount(now=NOW) == 1
    fresh = Project.objects.get(pk=project.pk)
    assert (fresh.is_startable, fresh.is_first_covered) == (False, False)


def test_the_columns_know_every_item_of_the_gate() -> None:
    assert set(START) == {one.code for one in GATES["start"]}


@pytest.mark.parametrize(
    ("costs", "committed", "missing"),
    [
        ((), "0", "0"),
        (((100, False), (900, False)), "100", "0"),
        (((100, False), (900, False)), "40", "60"),
        (((100, True), (900, False)), "400", "600"),
        (((100, True), (900, True)), "0", "0"),
    ],
)
def test_what_the_first_open_milestone_lacks(costs: tuple[tuple[int, bool], ...], committed: str, missing: str) -> None:
    given = [Cost(DAY, Decimal(amount), is_done) for amount, is_done in costs]
    assert missing_first(given, Decimal(committed)) == Decimal(missing)
