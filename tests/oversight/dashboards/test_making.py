"""The two numbers of every rate, and what meetings heard, open lists of exactly so many rows."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.factories import meetings, people, problems
from tests.factories.problems import NOW, Cast
from zhitongche.express.meetings.states import State as MeetingState
from zhitongche.express.problems import operations
from zhitongche.express.problems.models import Claim, Closure, Problem, Rectification
from zhitongche.express.problems.states import State
from zhitongche.foundation.people.models import Account, Department, Posting
from zhitongche.foundation.permissions.roles import Role
from zhitongche.oversight.dashboards import making, presenting, queries

pytestmark = pytest.mark.django_db
# When the picture is looked at: what nobody has claimed or finished by then is late.
TODAY = people.TODAY + timedelta(days=40)
LINK = re.compile(r'<a (?:class="[^"]*" )?href="([^"]*)">(?:<span>[^<]*</span>)?(?:<b>)?(\d+)(?:</b>)?')
NEXT = re.compile(r'<a class="btn" href="([^"]*)" rel="next">')


@pytest.fixture
def actors() -> Cast:
    """A county where each figure counts something of its own, and something that looks like it and does not count."""
    cast = problems.cast()
    for state in (State.REPORTED, State.POOLED, State.IN_PROGRESS, State.CLOSING):
        problems.problem(cast, state)
    # Closed: well, with a word that is none, taken up again at once (false) and after the watch.
    for words in ("satisfied", "fairly", "dissatisfied"):
        problems.problem(cast, State.CLOSED)
        Closure.objects.filter(pk=Closure.objects.latest("pk").pk).update(satisfaction=words)
    silent = problems.problem(cast, State.CLOSED)
    Closure.objects.filter(problem=silent).update(is_unconfirmed_by_raiser=True)
    problems.act("reopen", problems.problem(cast, State.CLOSED), cast.organizer)
    lasting = problems.problem(cast, State.CLOSED)
    problems.act("reopen", lasting, cast.organizer, now=NOW + timedelta(days=39))
    Closure.objects.filter(problem=lasting).update(is_false=False)
    # Assigned; claimed after the limit, and handed back; years ago.
    problems.assigned(cast)
    late = problems.problem(cast, State.POOLED)
    operations.claim(late, by=cast.water, now=NOW + timedelta(days=30), **_plan(60))
    operations.hand_back(
        Problem.objects.get(pk=late.pk), by=cast.water, now=NOW + timedelta(days=31), reason="产权不属本局。"
    )
    problems.problem(cast, State.CLOSED, now=NOW - timedelta(days=800))
    operations.recount_months(now=NOW)
    return cast


def _plan(days: int) -> dict[str, Any]:
    return {"measures": "更换变压器。", "due_on": people.TODAY + timedelta(days=days)}


def counted(address: str, client: Client) -> int:
    """How many rows a list has, read page after page."""
    count = 0
    while address:
        html = unescape(client.get(address).content.decode())
        count += len(re.findall(r'<td class="what"', html))
        further = NEXT.search(html)
        address = f"{address.partition('?')[0]}{further[1]}" if further else ""
    return count


def _number(sentence: str) -> int:
    """The one number that a sentence says."""
    [found] = re.findall(r"\d+", sentence)
    return int(found)


def rows(figure: str, scope: str) -> int:
    made = making.of_place(figure, scope, TODAY)
    assert made is not None
    return sum(found.count() for found, _order in made.lists)


@pytest.mark.parametrize("scope", ["45", "4504", "450422", "450422107"])
def test_each_number_of_a_places_rates_is_the_count_of_its_lists(actors: Cast, scope: str) -> None:
    picture = queries.picture(scope, TODAY)
    claims, solved, content = presenting.rates(picture)
    said = {
        "in_time": claims["count"],
        "claimable": claims["of"],
        "assigned": _number(claims["beside"]),
        "closed": solved["count"],
        "closable": solved["of"],
        "content": content["count"],
        "spoken": content["of"],
        "silent": _number(content["beside"]),
    }
    assert {figure: rows(figure, scope) for figure in said} == said
    # Each counts something, and no two the same by chance.
    assert said["in_time"] < said["claimable"] < Claim.objects.count() + Problem.objects.count()
    assert 0 < said["closed"] < said["closable"]
    assert (said["content"], said["spoken"], said["silent"], said["assigned"]) == (3, 4, 1, 1)


def test_the_lists_hold_the_reasons_beside_the_titles(actors: Cast) -> None:
    made = making.of_place("claimable", "450422", TODAY)
    assert made is not None
    (claims, _by_claim), (late, _by_day) = made.lists
    assert set(claims.values_list("is_in_time", flat=True)) == {True, False}
    assert {one.state for one in late} <= {State.REPORTED, State.POOLED, State.IN_CONSULTATION}
    told = making.lines([*claims, *late])
    assert all(line["address"].startswith("/problems/") and line["place"] and line["on"] for line in told)


@pytest.mark.parametrize("seat", ["power", "water"])
def test_each_number_of_a_departments_rates_is_the_count_of_its_list(actors: Cast, seat: str) -> None:
    department = getattr(actors, seat).department
    rates = presenting.department(queries.handled(department, TODAY))["rates"]
    pairs = [(rate["count"], rate["count_list"]) for rate in rates] + [(rate["of"], rate["of_list"]) for rate in rates]
    for count, address in pairs:
        made = making.of_department(address.split("/")[-2], department, TODAY)
        assert made is not None, address
        assert sum(found.count() for found, _order in made.lists) == count, address
    silent = making.of_department("silent", department, TODAY)
    assert silent is not None
    assert _number(rates[2]["beside"]) == silent.lists[0][0].count()


def test_a_promise_of_a_department_leads_to_its_own_page(actors: Cast) -> None:
    department = actors.power.department
    assert department is not None
    made = making.of_department("due", department, TODAY)
    assert made is not None
    [first, *_rest] = making.lines(made.lists[0][0])
    assert first["address"] == f"/rectifications/{first['label']}/"
    assert Rectification.objects.filter(number=first["label"], department=department).exists()


# ---- on the pages ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["organizer", "power"])
def test_every_number_of_the_page_opens_a_page_of_so_many_rows(actors: Cast, who: str) -> None:
    """Links to a problem, a project, a meeting, a claim: whatever a number leads to has so many rows."""
    client = signed_in(getattr(actors, who))
    html = client.get("/picture/").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    links = {(unescape(address), int(number)) for address, number in LINK.findall(main)}
    opened = [(address, number) for address, number in links if not address.startswith("/picture/?")]
    assert len([one for one in opened if "/picture/figures/" in one[0]]) >= 5
    for address, number in opened:
        assert counted(address, client) == number, address


def test_heard_and_solved_open_the_problems_that_meetings_heard() -> None:
    cast = meetings.cast()
    meetings.brought_to(MeetingState.CLOSED, cast)
    meetings.brought_to(MeetingState.INVITED, cast, title="藤县第二次项目对接会")
    heard = queries.picture("450422", TODAY).meetings
    assert (heard.heard, heard.solved) == (2, 0)
    assert rows("heard", "450422") == 2
    assert rows("heard_solved", "450422") == 0
    Problem.objects.filter(pk=cast.problem.pk).update(state=State.CLOSED, outcome="solved", closed_at=NOW)
    assert rows("heard_solved", "450422") == queries.picture("450422", TODAY).meetings.solved == 1
    html = signed_in(cast.organizer).get("/picture/figures/heard/?region=450422").content.decode()
    assert cast.problem.number in html
    assert cast.second.number in html


@pytest.mark.parametrize("more", [0, 3])
def test_a_list_asks_as_much_for_many_as_for_few(actors: Cast, more: int, django_assert_num_queries: Any) -> None:
    for _number in range(more):
        problems.problem(actors, State.CLOSED)
    client = signed_in(actors.organizer)
    client.get("/picture/figures/closed/")
    with django_assert_num_queries(LIST):
        client.get("/picture/figures/closed/")


# The session, the account, the postings; the place's name, its closings, the names of their places.
LIST = 6


def test_figures_are_shown_to_whom_the_picture_is(actors: Cast) -> None:
    organizer, power = signed_in(actors.organizer), signed_in(actors.power)
    for address in ("figures/in_time/?region=4504", "figures/nothing/", "figures/due/"):
        assert organizer.get(f"/picture/{address}").status_code == 404
    for address in ("figures/in_time/?region=450422", "figures/heard/"):
        assert power.get(f"/picture/{address}").status_code == 404
    assert organizer.get("/picture/figures/closable/?cursor=7.x").status_code == 200
    assert organizer.get("/picture/figures/in_time/?region=450422107").status_code == 200
    assert signed_in(actors.secretary).get("/picture/figures/in_time/").status_code == 404


def test_a_figure_of_nothing_says_what_will_be_there(actors: Cast) -> None:
    elsewhere = people.posting(Role.ORGANIZER, people.place("450421", "苍梧县"))
    html = signed_in(elsewhere).get("/picture/figures/closable/").content.decode()
    assert '<td class="what"' not in html
    assert 'class="empty' in html


def signed_in(posting: Posting) -> Client:
    client = Client()
    account = Account.objects.filter(person=posting.person_id).first()
    client.force_login(account or people.account(f"u{posting.person_id}", of=posting.person))
    return client


# ---- places with nothing open ----------------------------------------------------------------------------------------


def test_a_place_with_nothing_open_has_its_tile(actors: Cast) -> None:
    people.place("450421", "苍梧县")
    people.place("450401", "市辖区")
    people.place("450423", "蒙山县", until=TODAY)
    drawn = presenting.drawn(queries.picture("4504", TODAY))
    assert [(tile["name"], tile["count"] > 0) for tile in drawn["tiles"]] == [("苍梧县", False), ("藤县", True)]
    assert sum(tile["count"] for tile in drawn["tiles"]) == drawn["open"]
    assert drawn["tiles"][0]["split"] == []
    assert presenting.resource(queries.picture("4504", TODAY))["parts"][0]["open"] == 0
    whole = presenting.drawn(queries.picture("45", TODAY))
    assert [tile["name"] for tile in whole["tiles"]] == ["梧州市"] or len(whole["tiles"]) == 1


def test_of_a_township_only_the_villages_where_something_is_open(actors: Cast) -> None:
    people.place("450422107206", "新庆村")
    drawn = presenting.drawn(queries.picture("450422107", TODAY))
    assert [tile["name"] for tile in drawn["tiles"]] == ["建新村"]


# ---- the department's months -----------------------------------------------------------------------------------------


def test_a_department_reads_its_months(actors: Cast) -> None:
    department = actors.power.department
    assert isinstance(department, Department)
    drawn = presenting.department(queries.handled(department, TODAY))
    assert len(drawn["trend"]) == queries.MONTHS
    led = Problem.objects.filter(lead=department, reported_at__gte=NOW - timedelta(days=300))
    assert sum(month["received"] for month in drawn["trend"]) == led.count() > 0
    assert sum(month["closed"] for month in drawn["trend"]) == led.filter(state=State.CLOSED).count() > 0


def test_the_picture_leads_to_the_promises_of_meetings(actors: Cast) -> None:
    for posting in (actors.organizer, actors.power):
        client = signed_in(posting)
        assert 'href="/meetings/kept/"' in client.get("/picture/").content.decode()
        assert client.get("/meetings/kept/").status_code == 200
