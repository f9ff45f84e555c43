"""Works paid for twice: proposed by every act that tells of works or money, ruled on once, by the organizer."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.factories import people, projects
from tests.factories.projects import NOW, Cast
from zhitongche.express.projects import operations, queries
from zhitongche.express.projects.models import Overlap, Project
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db
CANAL = {"title": "建新村灌溉渠建设", "scope_of_works": "新建灌溉渠1.2公里。"}
AGAIN = {"title": "水渠修缮工程", "scope_of_works": "修缮水渠1200米。"}


def pair_of(cast: Cast, **told: Any) -> Overlap:
    projects.planned(cast.secretary, **CANAL)
    projects.planned(cast.secretary, **AGAIN, **told)
    return Overlap.objects.get()


def test_planning_proposes_what_looks_like_the_same_works(cast: Cast) -> None:
    pair = pair_of(cast)
    assert (pair.state, pair.project.overlap_count, pair.other.overlap_count) == ("proposed", 1, 0)
    assert pair.reasons[0]["works"] == ["水渠 1200米 = 灌溉渠 1.2公里"]
    assert list(queries.waiting_for_ruling(cast.organizer)) == [pair.project]
    assert list(queries.waiting_for_ruling(cast.secretary)) == list(queries.waiting_for_ruling(cast.city)) == []


def test_a_project_without_money_is_compared_once_it_gets_some(cast: Cast) -> None:
    projects.planned(cast.secretary, **CANAL)
    bare = projects.planned(cast.secretary, **AGAIN, funding=[], investment=Decimal(1000))
    assert not Overlap.objects.exists()
    named = {"source": "企业捐赠", "kind": "enterprise", "planned": Decimal(1000)}
    operations.add_funding(bare, by=cast.secretary, now=NOW, **named)
    assert Overlap.objects.get().project == bare


def test_a_project_told_anew_is_compared_anew(cast: Cast) -> None:
    projects.planned(cast.secretary, **CANAL)
    project = projects.planned(cast.secretary)
    assert not Overlap.objects.exists()
    told = {name: projects.PLAN[name] for name in ("goal", "industry", "starts_on", "ends_on")} | AGAIN
    operations.revise(project, by=cast.secretary, now=NOW, **told)
    assert Overlap.objects.get().project == project
    operations.revise(project, by=cast.secretary, now=NOW, **told | {"batch": "第一批"})
    assert Project.objects.get(pk=project.pk).overlap_count == 1


def test_projects_of_other_townships_are_not_compared(cast: Cast) -> None:
    people.place("450422100226", "谷山村")
    projects.planned(cast.secretary, **CANAL)
    projects.planned(cast.organizer, **CANAL, village="450422100226")
    assert not Overlap.objects.exists()


def test_confirm_overlap_is_said_on_both_projects(cast: Cast) -> None:
    pair = pair_of(cast)
    told = {"overlap": pair.pk, "reason": "同一条渠，已有衔接资金。"}
    operations.confirm_overlap(pair.project, by=cast.organizer, now=NOW, **told)
    pair.refresh_from_db()
    assert (pair.state, pair.ruled_by, pair.project.overlap_count) == ("confirmed", cast.organizer, 0)
    assert pair.project.events.latest("sequence").body["other"] == pair.other.number
    assert [len(queries.overlaps_of(one)) for one in (pair.project, pair.other)] == [1, 1]
    assert Notice.objects.filter(action="project.confirm_overlap", person=cast.secretary.person_id).exists()


def test_dismiss_overlap_is_not_proposed_again(cast: Cast) -> None:
    pair = pair_of(cast)
    told = {"overlap": pair.pk, "reason": "一条在东，一条在西。"}
    operations.dismiss_overlap(pair.project, by=cast.organizer, now=NOW, **told)
    operations.add_funding(
        pair.project, by=cast.secretary, now=NOW, source="企业", kind="enterprise", planned=Decimal(1)
    )
    assert [(one.state, one.project.overlap_count) for one in Overlap.objects.all()] == [("dismissed", 0)]


@pytest.mark.parametrize("verb", ["confirm_overlap", "dismiss_overlap"])
def test_a_ruling_is_the_organizers(cast: Cast, verb: str) -> None:
    pair = pair_of(cast)
    for stranger in (cast.secretary, cast.township, cast.finance, cast.leader, cast.stranger):
        with pytest.raises(NotYourDuty):
            getattr(operations, verb)(pair.project, by=stranger, now=NOW, overlap=pair.pk, reason="不是我的事。")


@pytest.mark.parametrize("verb", ["confirm_overlap", "dismiss_overlap"])
def test_a_ruling_is_given_once_and_about_a_pair_of_this_project(cast: Cast, verb: str) -> None:
    pair = pair_of(cast)
    rule = getattr(operations, verb)
    with pytest.raises(BadInput):
        rule(pair.project, by=cast.organizer, now=NOW, overlap=pair.pk + 1, reason="没有这一对。")
    with pytest.raises(NotNow):
        rule(pair.other, by=cast.organizer, now=NOW, overlap=pair.pk, reason="在后立的项目上认定。")
    rule(pair.project, by=cast.organizer, now=NOW, overlap=pair.pk, reason="已核实。")
    with pytest.raises(NotNow):
        rule(Project.objects.get(pk=pair.project_id), by=cast.organizer, now=NOW, overlap=pair.pk, reason="再次。")


def test_two_rulings_and_many_proposals_at_one_moment(committed: str, in_threads: Callable[..., list[Any]]) -> None:
    cast = projects.cast()
    pair = pair_of(cast)
    made = [pair.other, pair.project]

    def act(number: int) -> Any:
        mine = Project.objects.get(pk=made[number % 2].pk)
        if number < 10:
            named = {"source": f"企业{number}", "kind": "enterprise", "planned": Decimal(1)}
            return operations.add_funding(mine, by=cast.secretary, now=NOW, **named)
        verb = operations.confirm_overlap if number % 4 == 1 else operations.dismiss_overlap
        mine = Project.objects.get(pk=pair.project_id)
        return verb(mine, by=cast.organizer, now=NOW, overlap=pair.pk, reason="已核实。")

    told = Counter("refused" if isinstance(one, NotNow) else type(one).__name__ for one in in_threads(act, 20))
    assert told == {"Project": 11, "refused": 9}
    pair.refresh_from_db()
    assert (Overlap.objects.count(), pair.project.overlap_count) == (1, 0)
