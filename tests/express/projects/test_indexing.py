"""What of a project is found, by whom, on either database."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.factories import people, projects
from tests.factories.projects import NOW, TODAY, Cast
from zhitongche.express.projects import indexing, operations, queries
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.operations.planning import Money, Plan, plan_all
from zhitongche.express.projects.queries import Filters
from zhitongche.express.projects.states import State
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.search.models import SearchDocument

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
TOLD: dict[str, Any] = {"title": "茶园灌溉", "goal": "修一座泵房。", "batch": "第一批"}


def numbers(posting: Posting, asked: str, **filters: Any) -> list[str]:
    return [one.number for one in queries.page_of([posting], Filters(q=asked, **filters), TODAY, None).items]


@pytest.mark.parametrize("asked", ["灌溉", "泵房 茶园", "第一批", "建新村", "藤县新庆镇", "梧州", "藤县-XM-2026", "茶"])
def test_a_plan_is_found_by(cast: Cast, asked: str) -> None:
    made = projects.planned(cast.secretary, **TOLD)
    assert numbers(cast.organizer, asked) == [made.number]
    assert numbers(cast.organizer, made.number) == numbers(cast.organizer, made.number[-4:]) == [made.number]


@pytest.mark.parametrize("asked", ["灌溉路灯", "茶园 路灯", "，。", "茶灌"])
def test_a_plan_is_not_found_by(cast: Cast, asked: str) -> None:
    projects.planned(cast.secretary, **TOLD)
    assert numbers(cast.organizer, asked) == []


def test_nobody_finds_what_they_do_not_see(cast: Cast) -> None:
    made = projects.planned(cast.secretary, **TOLD)
    above = people.posting("department_liaison", people.department("4504-11"))
    for posting in (cast.stranger, cast.neighbour, above):
        assert numbers(posting, "灌溉") == numbers(posting, made.number) == []
    for posting in (cast.secretary, cast.township, cast.organizer, cast.city, cast.finance, cast.leader):
        assert numbers(posting, "灌溉") == [made.number]
    assert numbers(cast.organizer, "灌溉", region="450422107206") == []
    assert numbers(cast.city, "灌溉", region="450422107") == [made.number]


def test_what_a_step_says_is_found(cast: Cast) -> None:
    made = projects.brought_to(State.LISTED, cast, **TOLD)
    operations.adjust(made, by=cast.organizer, now=LATER, reason="改成滴灌设备。", title="果园滴灌")
    operations.suspend(made, by=cast.organizer, now=LATER, reason="等汛期过去。")
    for asked in ("滴灌设备", "汛期", "果园", "茶园灌溉"):
        assert numbers(cast.organizer, asked) == [made.number]
    assert SearchDocument.objects.get(kind=indexing.KIND, key=made.pk).title == "果园滴灌"


def test_a_moved_project_is_found_where_it_lies_now(cast: Cast) -> None:
    made = projects.planned(cast.secretary, **TOLD)
    operations.relocate(made, by=cast.organizer, now=LATER, village="450422107206", reason="写错了村。")
    assert numbers(cast.organizer, "古龙村") == numbers(cast.neighbour, "灌溉") == [made.number]
    assert numbers(cast.secretary, "灌溉") == []


def test_what_was_there_before_is_written_once(cast: Cast) -> None:
    made = projects.brought_to(State.LISTED, cast, **TOLD)
    operations.suspend(made, by=cast.organizer, now=LATER, reason="等汛期过去。")
    SearchDocument.objects.filter(kind=indexing.KIND).delete()
    assert numbers(cast.organizer, "灌溉") == []
    told: list[int] = []
    assert indexing.build(told.append) == sum(told) == Project.objects.count() == 1
    assert indexing.build(told.append) == 0
    for asked in ("灌溉", "汛期", "建新村"):
        assert numbers(cast.organizer, asked) == [made.number]


def test_a_long_sheet_is_found_once_the_worker_has_been_there(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "MOST_AT_ONCE", 1)
    plans = [
        Plan(
            **{
                **projects.PLAN,
                "funding": [Money(source="财政衔接资金", kind="fiscal", planned=Decimal(300000))],
                "title": title,
                "village": projects.VILLAGE,
            }
        )
        for title in ("茶园灌溉", "果园灌溉")
    ]
    made = plan_all(plans, by=cast.secretary, now=NOW)
    operations.revise(made[0], by=cast.secretary, now=LATER, **{**projects.PLAN, "goal": "换滴灌带。"})
    assert numbers(cast.organizer, "灌溉") == []
    assert (indexing.build_left(), indexing.build_left()) == (2, 0)
    assert sorted(numbers(cast.organizer, "灌溉")) == sorted(one.number for one in made)
    assert numbers(cast.organizer, "滴灌带") == [made[0].number]
