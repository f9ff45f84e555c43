"""The library's journeys: the county admits, sees what a gate lacks and accepts the works; the city decides and reads."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.traveller import Traveller
from tests.factories import projects
from tests.factories.projects import NOW, Cast
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.states import State

pytestmark = pytest.mark.django_db
TEA = projects.PLAN["title"]
CANAL = "砂糖橘园灌渠修复"
ROAD = "产业路硬化"
CANAL_WORKS, ROAD_WORKS = "灌渠1.2公里。", "硬化道路0.8公里。"


def test_the_county_admits_submits_to_the_city_and_accepts_the_works(library: Cast, come: Come) -> None:
    tea = projects.ready(library)
    projects.operations.submit(tea, by=library.secretary, now=NOW)
    canal = projects.brought_to(State.UNDER_WAY, library, title=CANAL, scope_of_works=CANAL_WORKS)
    projects.operations.report_progress(canal, by=library.secretary, now=NOW, milestones=(1, 2, 3))
    organizer = come().sign_in(library.organizer)
    _admit(organizer)
    _submit_to_the_city(organizer)
    _see_what_is_missing(organizer)
    projects.operations.add_photos(
        canal, by=library.secretary, now=NOW, photos=[projects.photo(library.secretary)], side="after", spot="泵房"
    )
    _accept(organizer)
    organizer.leaves_no_fault()
    tea.refresh_from_db()
    canal.refresh_from_db()
    assert (tea.state, tea.level, tea.submission) == (State.LISTED, "county", "city")
    assert (canal.state, str(canal.progress)) == (State.ACCEPTED, "100.00")


def _admit(organizer: Traveller) -> None:
    organizer.home()
    organizer.seen("01-the-organizers-day")
    organizer.take_up(TEA, "admit")
    organizer.seen("02-submitted")
    organizer.begin("Admit", "project")
    organizer.fill(opinion="论证通过，列入第一批。", batch="2026年第一批")
    organizer.seen("03-admit")
    organizer.press(organizer.say("Admit", "project"))
    organizer.reads(organizer.say("admitted it to the county's library."))
    organizer.seen("04-admitted")


def _submit_to_the_city(organizer: Traveller) -> None:
    organizer.begin("Submit to the city's library", "project")
    organizer.seen("05-to-the-city")
    organizer.press(organizer.say("Submit to the city's library", "project"))
    organizer.reads(organizer.say("submitted it to the city's library."))
    expect(organizer.main.get_by_role("link", name=organizer.say("Admit", "project"), exact=True)).to_have_count(0)
    organizer.seen("06-waits-for-the-city")


def _see_what_is_missing(organizer: Traveller) -> None:
    organizer.home()
    expect(organizer.page.locator("section[aria-labelledby$=-admit]")).to_have_count(0)
    organizer.take_up(CANAL, "accept_work")
    accept = organizer.main.get_by_role("button", name=organizer.say("Accept the works", "project"))
    expect(accept).to_be_disabled()
    missing = organizer.say("photos after, of: %(spots)s", spots="泵房")
    organizer.reads(organizer.say("Still missing: %(list)s.", list=missing))
    organizer.seen("07-what-the-gate-lacks")


def _accept(organizer: Traveller) -> None:
    organizer.home()
    organizer.take_up(CANAL, "accept_work")
    organizer.begin("Accept the works", "project")
    organizer.fill(opinion="到现场查验，与设计相符。")
    organizer.seen("08-accept")
    organizer.press(organizer.say("Accept the works", "project"))
    organizer.reads(organizer.say("accepted the works."))
    organizer.seen("09-accepted")
    organizer.home()
    expect(organizer.page.locator("section[aria-labelledby$=-accept_work]")).to_have_count(0)


def test_the_city_admits_or_returns_and_reads_the_figures(library: Cast, come: Come) -> None:
    tea = projects.brought_to(State.LISTED, library)
    canal = projects.brought_to(State.LISTED, library, title=CANAL, scope_of_works=CANAL_WORKS)
    for project in (tea, canal):
        projects.operations.submit(project, by=library.organizer, now=NOW)
    projects.brought_to(State.HANDED_OVER, library, title=ROAD, scope_of_works=ROAD_WORKS)
    city = come().sign_in(library.city)
    _admit_to_the_city(city)
    _return(city)
    _read_the_figures(city)
    city.leaves_no_fault()
    levels = dict(Project.objects.filter(pk__in=[tea.pk, canal.pk]).values_list("pk", "level"))
    assert levels == {tea.pk: "city", canal.pk: "county"}
    assert set(Project.objects.values_list("submission", flat=True)) == {"none"}


def _admit_to_the_city(city: Traveller) -> None:
    city.home()
    city.seen("1-the-citys-day")
    city.take_up(TEA, "admit")
    city.begin("Admit", "project")
    city.fill(opinion="同意列入市级项目库。")
    city.press(city.say("Admit", "project"))
    city.reads(city.say("admitted it to the city's library."))
    city.seen("2-admitted")


def _return(city: Traveller) -> None:
    city.home()
    city.take_up(CANAL, "admit")
    city.begin("Return", "project")
    city.fill(reason="受益户数未说明，请补充。")
    city.seen("3-return")
    city.press(city.say("Return", "project"))
    city.reads(city.say("returned it."))
    city.seen("4-returned")
    city.home()
    expect(city.page.locator("section[aria-labelledby$=-admit]")).to_have_count(0)


def _read_the_figures(city: Traveller) -> None:
    """From the city down to the county and the township, and to the projects that a figure counts."""
    city.go("Projects")
    city.follow(city.say("The library in figures"))
    rows = city.main.locator("tbody").first.locator("tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("藤县")
    expect(rows.nth(1).locator("td").last).to_have_text("3")
    city.seen("5-the-library-in-figures")
    city.follow("藤县")
    city.follow("新庆镇")
    city.seen("6-a-township")
    city.follow(city.say("Its projects"))
    expect(city.main.locator("tbody tr")).to_have_count(3)
    city.seen("7-its-projects")
