"""The library's list: who finds what under which filter, in which order, and in how many statements."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import projects
from tests.factories.projects import NOW, TODAY, Cast
from zhitongche.express.projects import operations, presenting, queries
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.queries import Filters
from zhitongche.express.projects.states import State
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.web.paging import BadCursor

pytestmark = pytest.mark.django_db

GULONG = "450422107206"


def names(by: Posting, today: date = TODAY, **filters: Any) -> list[str]:
    return [one.title for one in queries.page_of([by], Filters(**filters), today, None).items]


def made(cast: Cast, name: str, **columns: Any) -> Project:
    """A planned project whose kept columns are as said."""
    project = projects.planned(cast.secretary, title=name)
    Project.objects.filter(pk=project.pk).update(**columns)
    return Project.objects.get(pk=project.pk)


def test_the_newest_stand_first_and_pages_meet(cast: Cast) -> None:
    for number in range(7):
        made(cast, f"{number}", planned_at=NOW + timedelta(minutes=number % 3))
    every = names(cast.organizer)
    found: list[str] = []
    cursor = None
    while True:
        page = queries.page_of([cast.organizer], Filters(), TODAY, cursor, 2)
        found += [one.title for one in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert found == every
    assert len(set(found)) == 7
    assert [int(one) % 3 for one in every] == sorted((int(one) % 3 for one in every), reverse=True)


def test_a_cursor_that_no_list_gave_is_refused(cast: Cast) -> None:
    made(cast, "甲")
    for cursor in ("abc", "WyJhIixbIngiXV0", "WyJhIixbIjIwMjYtMDUtMjAiLCJ4Il1d"):
        for filters in (Filters(), Filters(q="甲"), Filters(gap="yes")):
            with pytest.raises(BadCursor):
                queries.page_of([cast.organizer], filters, TODAY, cursor)


@pytest.mark.parametrize(
    ("columns", "filters"),
    [
        ({"state": "listed"}, {"state": "listed"}),
        ({"industry": "fruit"}, {"industry": "fruit"}),
        ({"level": "city"}, {"level": "city"}),
        ({"submission": "city"}, {"submission": "city"}),
        ({"submission": "county"}, {"submission": "county"}),
        ({"batch": "第一批"}, {"batch": "第一批"}),
        ({"uncovered_on": TODAY, "uncovered_amount": Decimal(1)}, {"gap": "yes"}),
        ({"report_on": TODAY - timedelta(days=1)}, {"report": "late"}),
        ({"planned_at": NOW + timedelta(days=2)}, {"since": TODAY + timedelta(days=2)}),
        ({"planned_at": NOW - timedelta(days=2)}, {"until": TODAY}),
        ({"village": GULONG}, {"region": GULONG}),
        ({"is_suspended": True}, {"light": "paused"}),
        ({"due_on": TODAY - timedelta(days=1), "soon_on": TODAY - timedelta(days=9)}, {"light": "red"}),
        ({"due_on": TODAY, "soon_on": TODAY}, {"light": "yellow"}),
        ({"due_on": TODAY + timedelta(days=9), "soon_on": TODAY + timedelta(days=1)}, {"light": "green"}),
    ],
)
def test_each_filter_lets_pass_what_it_names(cast: Cast, columns: dict[str, Any], filters: dict[str, Any]) -> None:
    made(cast, "别的")
    wanted = made(cast, "找的", **columns)
    assert names(cast.organizer, **filters) == [wanted.title]
    assert names(cast.stranger, **filters) == []


def test_several_filters_narrow_together(cast: Cast) -> None:
    made(cast, "甲", state="listed", industry="fruit")
    made(cast, "乙", state="listed")
    made(cast, "丙", industry="fruit")
    assert names(cast.organizer, state="listed", industry="fruit", region="450422107", q="甲") == ["甲"]
    assert names(cast.organizer, state="listed", region="370681") == []


def test_a_number_finds_its_project(cast: Cast) -> None:
    project = made(cast, "甲")
    made(cast, "乙")
    assert names(cast.organizer, q=f" {project.number} ") == ["甲"]
    assert names(cast.organizer, q="XM-450422-2026-9999") == []


@pytest.mark.parametrize("offset", range(-3, 12))
def test_every_running_light_is_found_under_its_own_colour_only(cast: Cast, offset: int) -> None:
    """The filter's ranges and the light that a row shows say the same on each day."""
    due, soon = TODAY + timedelta(days=6), TODAY + timedelta(days=3)
    project = made(cast, "甲", state="under_way", due_on=due, soon_on=soon, started_on=TODAY)
    today = TODAY + timedelta(days=offset)
    shown = presenting.light(project, today)
    found = {
        light for light in ("green", "yellow", "red", "paused", "none") if names(cast.organizer, today, light=light)
    }
    assert found == {shown.value}


def test_what_stands_still_shows_no_running_light_and_owes_no_report(cast: Cast) -> None:
    late = {
        "due_on": TODAY - timedelta(days=5),
        "soon_on": TODAY - timedelta(days=9),
        "report_on": TODAY - timedelta(1),
    }
    made(cast, "甲", state="under_way", is_suspended=True, **late)
    assert names(cast.organizer, light="red") == []
    assert names(cast.organizer, report="late") == []
    assert names(cast.organizer, light="paused") == ["甲"]


def test_what_is_late_owed_or_not_covered_comes_by_its_day(cast: Cast) -> None:
    for days in (3, 9, 6):
        day = TODAY - timedelta(days=days)
        made(cast, f"{days}", due_on=day, soon_on=day, report_on=day, uncovered_on=day)
    for filters in ({"light": "red"}, {"report": "late"}, {"gap": "yes"}):
        assert names(cast.organizer, **filters) == ["9", "6", "3"]


def test_each_reader_sees_what_lies_within_reach(cast: Cast) -> None:
    made(cast, "甲")
    other = made(cast, "邻", village=GULONG)
    assert names(cast.secretary) == ["甲"]
    assert names(cast.neighbour) == ["邻"]
    for reader in (cast.township, cast.organizer, cast.city, cast.finance, cast.leader):
        assert names(reader) == ["邻", "甲"]
    assert queries.page_of([cast.secretary, cast.neighbour], Filters(), TODAY, None).items[0] == other
    assert queries.page_of([], Filters(), TODAY, None).items == []


@pytest.mark.parametrize("filters", [{}, {"light": "red"}, {"gap": "yes"}, {"q": "甲"}, {"state": "planned"}])
def test_a_page_takes_as_many_statements_for_one_row_as_for_three(cast: Cast, filters: dict[str, Any]) -> None:
    counts = []
    for _round in (1, 2):
        for number in range(1 if not counts else 2):
            late = TODAY - timedelta(days=1)
            made(
                cast, f"甲{number}", due_on=late, soon_on=late, uncovered_on=late, industry="fruit" if number else "tea"
            )
        with CaptureQueriesContext(connection) as asked:
            page = queries.page_of([cast.organizer], Filters(**filters), TODAY, None)
            presenting.rows(page.items, TODAY, with_county=True)
        counts.append((len(page.items), len(asked)))
    assert counts == [(1, counts[0][1]), (3, counts[0][1])]
    # Words are asked of the index, before the list is.
    assert counts[0][1] <= (4 if "q" in filters else 3)


def test_the_chips_figures_are_the_kept_ones(cast: Cast) -> None:
    projects.brought_to(State.LISTED, cast)
    projects.planned(cast.secretary)
    for reader in (cast.township, cast.organizer, cast.city, cast.leader):
        counts = queries.state_counts([reader])
        assert (counts[State.PLANNED], counts[State.LISTED], sum(counts.values())) == (1, 1, 2)
    # A village's figures are kept nowhere: its reader gets chips without.
    assert queries.state_counts([cast.secretary]) == {}
    assert sum(queries.state_counts([cast.organizer, cast.city]).values()) == 2


def test_every_level_is_the_sum_of_what_lies_in_it(cast: Cast) -> None:
    projects.brought_to(State.UNDER_WAY, cast)
    projects.planned(cast.secretary, investment=Decimal("0.01"), funding=[])
    for scope in ("", "45", "4504", "450422"):
        whole = queries.total(queries.roll_up(scope), scope)
        assert (whole.count, whole.amounts["investment_amount"]) == (2, Decimal("350000.01"))
        assert whole.amounts["committed_amount"] == Decimal("350000.00")
    assert operations.recount(now=NOW) == 0


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        ({"level": "city"}, "project_county_level"),
        ({"batch": "第一批"}, "project_county_batch"),
        ({"light": "paused"}, "project_county_suspended"),
        ({"light": "none"}, "project_county_unlit"),
        ({"submission": "city"}, "project_county_submitted"),
        ({"industry": "tea"}, "project_county_industry"),
    ],
)
def test_each_filter_stands_on_an_index_that_gives_the_order(cast: Cast, filters: dict[str, str], index: str) -> None:
    rows = queries.listed([cast.organizer], Filters(**filters), TODAY)
    if connection.vendor == "postgresql":
        # So small a table would be read whole, and sorted.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    plan = rows.order_by(*queries.order_of(Filters(**filters))).explain()
    if connection.vendor == "postgresql":
        # Among a handful of rows it may take another index that gives the same order.
        assert "Index Scan using project_county" in plan
        assert "Sort" not in plan
    else:
        assert index in plan
