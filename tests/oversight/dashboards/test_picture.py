"""The picture's figures add up, and each is the count of the list behind it."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from tests.factories import people, problems
from tests.factories.problems import Cast
from zhitongche.express.problems.forms.listing import FilterForm
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.queries import page_of
from zhitongche.express.problems.states import State
from zhitongche.foundation.people.models import Department, Posting
from zhitongche.foundation.permissions.roles import Role
from zhitongche.oversight.dashboards import presenting, queries

pytestmark = pytest.mark.django_db
TODAY = people.TODAY
ADDRESS = re.compile(r"^/problems/\?(.*)$")


@pytest.fixture
def cast() -> Cast:
    """A county with a problem in most states, one of them overdue by the day it is looked at."""
    actors = problems.cast()
    for state in (State.REPORTED, State.POOLED, State.IN_PROGRESS, State.CLOSING, State.CLOSED):
        problems.problem(actors, state)
    problems.problem(actors, State.SHELVED, outcome="partly")
    return actors


def _count(address: str, by: Posting, today: date) -> int:
    """How many rows the list of that address has."""
    found = ADDRESS.match(unescape(address))
    assert found, address
    return len(page_of([by], FilterForm(QueryDict(found.group(1))).filters(), today, None, 200).items)


@pytest.mark.parametrize("later", [0, 40])
def test_every_figure_is_the_count_of_its_list(cast: Cast, later: int) -> None:
    today = TODAY + timedelta(days=later)
    drawn = presenting.drawn(queries.picture("450422", today))
    pairs: list[tuple[int, str]] = [
        (drawn["received"], drawn["received_list"]),
        (drawn["solved"], drawn["solved_list"]),
        (drawn["open"], drawn["open_list"]),
        *((count, address) for _label, count, address in (*drawn["stages"], *drawn["columns"])),
        *((count, address) for row in drawn["rows"] for _label, count, address in row["cells"]),
        *((row["count"], row["address"]) for row in drawn["rows"]),
        *((month["received"], month["received_list"]) for month in drawn["trend"]),
        *((month["closed"], month["closed_list"]) for month in drawn["trend"]),
    ]
    assert drawn["received"] == Problem.objects.count()
    for count, address in pairs:
        assert _count(address, cast.organizer, today) == count, address


def test_parts_add_up_to_the_whole(cast: Cast) -> None:
    for scope in ("45", "4504", "450422", "450422107"):
        drawn = presenting.drawn(queries.picture(scope, TODAY))
        assert sum(count for _label, count, _address in drawn["stages"]) == drawn["received"] == Problem.objects.count()
        assert sum(tile["count"] for tile in drawn["tiles"]) == drawn["open"]
        assert sum(row["count"] for row in drawn["rows"]) == drawn["open"]
        assert sum(count for _label, count, _address in drawn["columns"]) == drawn["open"]
        for tile in drawn["tiles"]:
            assert sum(part["count"] for part in tile["split"]) == tile["count"]


def test_the_visible_figures_of_a_page_add_up(cast: Cast) -> None:
    client = _signed_in(cast.organizer)
    html = client.get("/picture/").content.decode()
    stages = html[html.index('class="stages"') : html.index("</ul>", html.index('class="stages"'))]
    shown = [int(number) for number in re.findall(r"<b>(\d+)</b>", stages)]
    tiles = html[html.index('class="tiles"') : html.index("</ul>", html.index('class="tiles"'))]
    assert sum(shown) == Problem.objects.count()
    assert (
        sum(int(number) for number in re.findall(r"<b>(\d+)</b>", tiles))
        == Problem.objects.filter(is_open=True).count()
    )


def test_the_counties_tiles_of_a_city_sum_to_the_city(cast: Cast) -> None:
    """On the page itself: what stands on the tiles adds up to what the heading and the table say."""
    city = people.posting(Role.ORGANIZER, people.place("4504", "梧州市"))
    people.place("450421", "苍梧县")
    village = people.place("450421100201", "参田村")
    there = problems.report(people.posting(Role.FIRST_SECRETARY, village))
    html = _signed_in(city).get("/picture/").content.decode()
    tiles = _part(html, 'class="tiles"', "</ul>")
    shown = [int(number) for number in re.findall(r"<b>(\d+)</b>", tiles)]
    table = _part(html, 'class="rows rows-named"', "</table>")
    whole = int(re.findall(r"<b>(\d+)</b>", table)[-1])
    assert len(shown) == 2
    assert sum(shown) == whole == Problem.objects.filter(is_open=True).count()
    assert there.title not in tiles


def test_every_number_of_the_page_opens_a_list_of_so_many(cast: Cast) -> None:
    """Each link of the page that is a number leads to a page of so many rows."""
    client = _signed_in(cast.organizer)
    html = client.get("/picture/").content.decode()
    links = re.findall(r'<a href="([^"]*)">(?:<span>[^<]*</span>)?(?:<b>)?(\d+)(?:</b>)?</a>', html)
    opened = [(unescape(address), int(number)) for address, number in links if "/problems/?" in address]
    assert len(opened) > 30
    for address, number in opened:
        assert _count(address, cast.organizer, timezone.localdate()) == number, address


def test_a_department_reads_what_it_leads(cast: Cast) -> None:
    led = Problem.objects.filter(lead=cast.power.department, is_open=True)
    assert led
    drawn = presenting.department(queries.handled(_department(cast), TODAY))
    assert drawn["open"] == led.count() == sum(tile["count"] for tile in drawn["tiles"])
    pairs = [
        (drawn["open"], drawn["open_list"]),
        *((tile["count"], tile["address"]) for tile in drawn["tiles"]),
        *((count, address) for row in drawn["rows"] for _label, count, address in row["cells"]),
    ]
    for count, address in pairs:
        assert _count(address, cast.power, TODAY) == count, address
    client = _signed_in(cast.power)
    assert _department(cast).name in client.get("/picture/").content.decode()
    assert client.get("/picture/?region=450422").status_code == 404


def test_a_department_that_leads_nothing_is_told_so(cast: Cast) -> None:
    html = _signed_in(cast.water).get("/picture/").content.decode()
    assert 'class="tiles"' not in html
    assert 'class="rate"' in html


def test_a_department_reads_instructions_on_what_it_leads(cast: Cast) -> None:
    leader = people.posting(Role.LEADER, people.place("450422", "藤县"))
    problem = Problem.objects.filter(state=State.IN_PROGRESS).get()
    problems.act("instruct", problem, leader)
    assert problem.lead == cast.power.department
    assert [one.text for one in queries.instructions([cast.power], "all", TODAY)]
    assert queries.instructions([cast.water], "all", TODAY) == []
    township = people.posting(Role.TOWNSHIP_COMMITTEE, people.place("450422107", "新庆镇"))
    assert len(queries.instructions([township], "all", TODAY)) == 1
    elsewhere = people.posting(Role.TOWNSHIP_COMMITTEE, people.place("450422108", "塘步镇"))
    assert queries.instructions([elsewhere], "all", TODAY) == []


@pytest.mark.parametrize("more", [0, 2])
def test_a_departments_page_asks_as_much_for_many_as_for_few(
    cast: Cast, more: int, django_assert_num_queries: Any
) -> None:
    for _number in range(more):
        problems.problem(cast, State.IN_PROGRESS)
    department = _department(cast)
    with django_assert_num_queries(8):
        queries.handled(department, TODAY)


def test_a_leader_begins_with_the_picture(cast: Cast) -> None:
    leader = people.posting(Role.LEADER, people.place("450422", "藤县"), starts_on=date(2020, 1, 1))
    people.account("yangfan", people.PASSWORD, leader.person)
    people.account("shiguang", people.PASSWORD, cast.secretary.person)
    for name, asked, lands in (
        ("yangfan", "/", "/picture/"),
        ("yangfan", "", "/picture/"),
        ("yangfan", "/problems/", "/problems/"),
        ("shiguang", "/", "/"),
    ):
        answer = Client().post("/sign-in/", {"login": name, "password": people.PASSWORD, "next": asked})
        assert (answer.status_code, answer["Location"]) == (302, lands)


def test_rates_say_of_how_many_and_divide_by_nothing_never(cast: Cast) -> None:
    rates = queries.picture("450422", TODAY), queries.picture("4505", TODAY)
    full, empty = (presenting.rates(one) for one in rates)
    assert all(rate["rule"] and rate["beside"] for rate in full)
    assert (full[1]["count"], full[1]["of"], full[1]["percent"]) == (1, 1, 100)
    assert [(rate["of"], rate["percent"]) for rate in empty] == [(0, None)] * 3


@pytest.mark.parametrize(
    ("today", "first", "is_year"),
    [
        (date(2026, 5, 1), date(2026, 1, 1), True),
        (date(2026, 4, 30), date(2025, 5, 1), False),
        (date(2026, 12, 31), date(2026, 1, 1), True),
    ],
)
def test_this_year_is_told_from_may_on(today: date, first: date, is_year: bool) -> None:
    assert queries.period_of(today) == queries.Period(first, today, is_year)


def test_a_stranger_to_a_place_finds_no_picture_of_it(cast: Cast) -> None:
    client = _signed_in(cast.organizer)
    assert client.get("/picture/?region=450422107").status_code == 200
    for region in ("4504", "450421", "450422107205", "x"):
        assert client.get(f"/picture/?region={region}").status_code == 404
    assert _signed_in(cast.secretary, "secretary").get("/picture/").status_code == 404


def test_the_projector_names_nobody(cast: Cast) -> None:
    html = _signed_in(cast.organizer).get("/picture/?view=projector").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    assert cast.organizer.person.name not in main
    assert not any(problem.title in main for problem in Problem.objects.all())


@pytest.mark.parametrize("more", [0, 5])
def test_a_picture_asks_as_much_for_many_as_for_few(cast: Cast, more: int, django_assert_max_num_queries: Any) -> None:
    for _number in range(more):
        problems.report(cast.secretary)
    with django_assert_max_num_queries(7):
        queries.picture("450422", TODAY)


def test_instructions_are_listed_with_both_names(cast: Cast) -> None:
    leader = people.posting(Role.LEADER, people.place("450422", "藤县"))
    problem = Problem.objects.filter(state=State.IN_PROGRESS).get()
    problems.act("instruct", problem, leader)
    found = queries.instructions([leader], "waiting", TODAY)
    assert [one.problem for one in found] == [problem]
    assert queries.instructions([leader], "answered", TODAY) == []
    assert len(queries.instructions([leader], "overdue", TODAY + timedelta(days=400))) == 1
    client = _signed_in(leader)
    assert problem.title in client.get("/picture/instructions/").content.decode()
    assert client.get("/picture/instructions/?view=nonsense").status_code == 200
    assert client.get("/picture/").status_code == 200


def _department(cast: Cast) -> Department:
    assert cast.power.department is not None
    return cast.power.department


def _part(html: str, start: str, end: str) -> str:
    return html[html.index(start) : html.index(end, html.index(start))]


def _signed_in(posting: Posting, name: str = "reader") -> Client:
    client = Client()
    client.force_login(people.account(name, of=posting.person))
    return client
