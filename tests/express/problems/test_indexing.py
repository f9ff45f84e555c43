"""What of a problem is found, by whom, on either database."""

from decimal import Decimal

import pytest

from tests.factories import people, problems
from tests.factories.problems import BODIES, Cast
from tests.factories.searching import problems_found
from zhitongche.express.problems import indexing, operations, queries
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.states import State
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.search.models import SearchDocument
from zhitongche.foundation.search.paging import Searched, answers
from zhitongche.foundation.web.paging import BadCursor

pytestmark = pytest.mark.django_db


def numbers(posting: Posting, asked: str) -> list[str]:
    return [one.number for one in problems_found([posting], asked)[0]]


@pytest.mark.parametrize(
    "asked",
    [
        *("六堡茶", "灌溉", "供电不足", "茶", "６００", "水果 茶园", "450422-2026-0001", "藤县-2026-0001", "2026-0001"),
        *("0001", "建新村", "藤县建新村", "藤县", "石广", "12000", "1.2万", "供电", "450422"),
    ],
)
def test_report_is_found_by(cast: Cast, asked: str) -> None:
    made = problems.report(cast.secretary, amount=Decimal(12_000))
    assert numbers(cast.organizer, asked) == [made.number]


@pytest.mark.parametrize("asked", ["灌溉路灯", "水泵 路灯", "果茶", "0002", "", "，。", "45042 9"])
def test_report_is_not_found_by(cast: Cast, asked: str) -> None:
    problems.report(cast.secretary)
    assert numbers(cast.organizer, asked) == []


def test_pairs_that_stand_apart_are_no_word(cast: Cast) -> None:
    problems.report(cast.secretary, description="水库边的库房里有水泵房。")
    assert numbers(cast.organizer, "水库房") == []
    assert len(numbers(cast.organizer, "水泵房")) == 1


def test_words_of_every_step_are_found(cast: Cast) -> None:
    made = problems.problem(cast, State.IN_PROGRESS)
    problems.act("report_progress", made, cast.power)
    assert numbers(cast.organizer, "立杆") == [made.number]
    assert numbers(cast.organizer, "重新制定") == [made.number]
    assert numbers(cast.organizer, "藤县供电局 果园") == [made.number]


def test_resubmitted_title_takes_the_place_of_the_old(cast: Cast) -> None:
    made = problems.problem(cast, State.RETURNED)
    problems.act("resubmit", made, cast.secretary)
    assert SearchDocument.objects.get(key=made.pk).title == "补充 受影响 86 户"
    assert numbers(cast.organizer, "受影响") == numbers(cast.organizer, "六堡茶") == [made.number]


def test_titles_come_before_texts_and_texts_before_what_was_said_later(cast: Cast) -> None:
    late = problems.problem(cast, State.IN_PROGRESS)
    problems.act("report_progress", late, cast.power)
    text = problems.report(cast.secretary, description="水管破了。立杆处。")
    title = problems.report(cast.secretary, title="立杆", description="水管破了。")
    newer = problems.report(cast.secretary, title="立杆", description="水管破了。", now=problems.LATER)
    assert numbers(cast.organizer, "立杆") == [newer.number, title.number, text.number, late.number]


def test_department_finds_what_its_place_has_accepted(cast: Cast) -> None:
    problems.report(cast.secretary)
    accepted = problems.problem(cast, State.POOLED)
    assert numbers(cast.power, "灌溉") == [accepted.number]


def test_other_places_find_nothing(cast: Cast) -> None:
    problems.report(cast.secretary)
    assert numbers(people.posting("organizer", "450421"), "灌溉") == []
    assert numbers(people.posting("security_admin", "450422"), "灌溉") == []
    assert len(numbers(people.posting("organizer", "4504"), "灌溉")) == 1


def test_department_of_the_city_finds_what_it_was_asked_about(cast: Cast) -> None:
    made = problems.problem(cast, State.POOLED)
    office = people.department("4504-01", "梧州市水利局")
    liaison = people.posting("department_liaison", office)
    assert numbers(liaison, "灌溉") == []
    from zhitongche.express.problems.operations.leading import involve

    involve(made, [office], now=problems.NOW)
    assert numbers(liaison, "灌溉") == [made.number]


def test_a_village_finds_what_its_problem_was_merged_into(cast: Cast) -> None:
    target = problems.report(cast.secretary, title="茶山变压器")
    neighbour = people.posting("first_secretary", "450422107206", people.person("韦二"))
    township = people.posting("township_committee", "450422108")
    merged = problems.report(neighbour, description="路灯不亮，和邻村是一条线路。")
    assert numbers(neighbour, "变压器") == []
    operations.merge(merged, by=cast.organizer, now=problems.LATER, into=target.number, reason="同一条线路。")
    assert numbers(neighbour, "变压器") == [target.number]
    SearchDocument.objects.all().delete()
    indexing.build(lambda count: None)
    assert (numbers(neighbour, "变压器"), numbers(township, "变压器")) == ([target.number], [])


def test_list_is_narrowed_by_words_in_its_own_order(cast: Cast) -> None:
    older = problems.report(cast.secretary, title="路灯")
    newer = problems.report(cast.secretary, description="路灯不亮。", title="照明", now=problems.LATER)
    problems.report(cast.secretary)
    rows = queries.listed([cast.organizer], queries.Filters(q="路灯", region="450422"), problems.TODAY)
    assert list(rows.order_by(*queries.NEWEST)) == [newer, older]
    none = queries.listed([cast.organizer], queries.Filters(q="。"), problems.TODAY)
    assert list(none) == []


def test_pages_go_on_where_the_last_one_ended(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [problems.report(cast.secretary, title=f"路灯{number}") for number in range(5)]
    for most in (2_000, 1):
        monkeypatch.setattr("zhitongche.foundation.search.queries.MOST_HITS", most)
        seen: list[str] = []
        cursor = None
        while True:
            some, cursor = problems_found([cast.organizer], "路灯", cursor, 2)
            seen += [one.number for one in some]
            if cursor is None:
                break
        assert seen == [one.number for one in reversed(made)]


def test_pages_go_on_where_the_index_gives_the_oldest_last(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """None of the few hits looked at lies on the next page: that there are more of them is known all the same."""
    made = [problems.report(cast.secretary, title=f"路灯{number}") for number in range(3)]
    SearchDocument.objects.filter(key__in=[made[0].pk]).delete()
    indexing.build(lambda count: None)
    monkeypatch.setattr("zhitongche.foundation.search.queries.MOST_HITS", 1)
    first, cursor = problems_found([cast.organizer], "路灯", None, 2)
    second, end = problems_found([cast.organizer], "路灯", cursor, 2)
    assert [*first, *second] == list(reversed(made))
    assert end is None


def test_walk_ends_with_the_index(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was common once and is rare now is found by the index when the newest rows do not have it."""
    rare = [problems.report(cast.secretary, title="路灯") for _ in range(3)]
    for _ in range(4):
        problems.report(cast.secretary)
    monkeypatch.setattr("zhitongche.foundation.search.paging.MOST_WALKED", 2)
    monkeypatch.setattr("zhitongche.foundation.search.paging.FIRST_STEP", 2)
    monkeypatch.setattr("zhitongche.foundation.search.queries.is_common", lambda *asked: True)
    assert numbers(cast.organizer, "路灯") == [one.number for one in reversed(rare)]


@pytest.mark.parametrize("cursor", ["x", "W10", "WyJyIiwxXQ", "W1tdXQ", "WyJyIiwxLCJ4IiwxXQ"])
def test_cursor_of_another_list_is_refused(cast: Cast, cursor: str) -> None:
    with pytest.raises(BadCursor):
        problems_found([cast.organizer], "路灯", cursor, 2)


def test_build_writes_what_is_missing_as_the_acts_would_have(cast: Cast) -> None:
    made = problems.problem(cast, State.CLOSED)
    problems.report(cast.secretary)
    before = {one.key: one for one in SearchDocument.objects.all()}
    assert indexing.build(lambda count: None) == 0
    SearchDocument.objects.all().delete()
    told: list[int] = []
    assert indexing.build(told.append) == 2
    assert told == [2]
    for one in SearchDocument.objects.all():
        assert (one.title, one.body, set(one.later.split())) == (
            before[one.key].title,
            before[one.key].body,
            set(before[one.key].later.split()),
        )
    assert numbers(cast.organizer, "已通水") == [made.number]


def test_keeping_costs_one_statement_a_step(cast: Cast, django_assert_num_queries: object) -> None:
    made: Problem = problems.problem(cast, State.IN_PROGRESS)
    from django.db import connection

    statements = 1 if connection.vendor == "postgresql" else 2
    with django_assert_num_queries(statements):  # type: ignore[operator]
        indexing.follow(made, BODIES["report_progress"], {})
    with django_assert_num_queries(0):  # type: ignore[operator]
        indexing.follow(made, {"category": "", "urgency": ""}, {})


def test_nobody_is_told_of_keys(cast: Cast) -> None:
    problems.report(cast.secretary)
    from zhitongche.foundation.search.queries import question

    rows = Problem.objects.none()
    asked = Searched(question("problem", "灌溉", None), rows, "reported_at")
    assert answers([asked], None, 5).places == []
