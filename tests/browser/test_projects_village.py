"""A project's journeys in its village: the secretary plans it, builds it and hands it over; the township speaks for one."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.traveller import Traveller
from tests.factories import histories, outcomes, projects
from tests.factories.projects import Cast
from zhitongche.express.outcomes.models import Outcome
from zhitongche.express.projects.models import ProgressReport, Project, ProjectFile
from zhitongche.express.projects.states import State

pytestmark = pytest.mark.django_db
TEA = projects.PLAN["title"]
CANAL = "砂糖橘园灌渠修复"
ROAD = "产业路硬化"


def test_the_secretary_plans_a_project_and_submits_it(library: Cast, come: Come, photo: Path) -> None:
    secretary = come().sign_in(library.secretary)
    _plan(secretary)
    _set_milestones(secretary)
    _add_a_photo(secretary, photo)
    _submit(secretary)
    secretary.leaves_no_fault()
    made = Project.objects.get(title=TEA)
    assert (made.state, made.submission, made.milestone_count) == (State.PLANNED, "county", 2)
    assert str(made.planned_amount) == str(made.investment_amount) == "350000.00"
    assert ProjectFile.objects.get(event__project=made).side == "before"


def _plan(secretary: Traveller) -> None:
    secretary.home()
    secretary.seen("01-nothing-waits")
    secretary.go("Projects")
    secretary.seen("02-no-project-yet")
    secretary.follow(secretary.say("Plan a project"))
    secretary.seen("03-plan")
    secretary.page.reload()
    secretary.fill(title=TEA, goal=projects.PLAN["goal"], household_count="86")
    secretary.choose(industry="tea")
    secretary.fill(starts_on=histories.ahead(20).isoformat(), ends_on=histories.ahead(200).isoformat())
    secretary.row("funding", 1, source="财政衔接资金", kind="fiscal", planned="30")
    secretary.row("funding", 2, source="村集体自筹", kind="village", planned="5")
    secretary.fill(scope_of_works=projects.TOLD["scope_of_works"], benefit=projects.TOLD["benefit"])
    secretary.tick("is_publicized")
    secretary.press(secretary.say("Plan it"))
    secretary.reads(secretary.say("planned it."))
    secretary.reads(secretary.say("milestones"))
    secretary.reads(secretary.say("a photo of the spot before"))
    secretary.seen("04-planned")


def _set_milestones(secretary: Traveller) -> None:
    """Told at once where the weights do not add up; what was typed stays."""
    secretary.begin("Set milestones", "project")
    design = histories.ahead(50).isoformat()
    secretary.row("milestones", 1, name="勘查设计", weight="20", cost="2", planned_on=design)
    secretary.row("milestones", 2, name="泵房建成", weight="70", cost="33", planned_on=histories.ahead(190).isoformat())
    secretary.press(secretary.say("Set milestones", "project"))
    wrong = secretary.say("The weights add up to %(total)s, not to 100.", total="90")
    expect(secretary.page.get_by_role("alert").first).to_contain_text(wrong)
    secretary.seen("05-ninety-of-a-hundred")
    secretary.forgive(422)
    expect(secretary.page.locator("#id_milestones_1_planned_on")).to_have_value(design)
    secretary.row("milestones", 2, weight="80")
    secretary.press(secretary.say("Set milestones", "project"))
    secretary.reads(secretary.say("set its milestones."))
    secretary.seen("06-milestones")


def _add_a_photo(secretary: Traveller, photo: Path) -> None:
    secretary.begin("Add photos", "project")
    secretary.attach(photo)
    secretary.fill(spot="泵房")
    secretary.seen("07-photo-before")
    secretary.press(secretary.say("Add photos", "project"))
    secretary.reads(secretary.say("added photos of: %(spot)s.", spot="泵房"))
    secretary.seen("08-nothing-is-missing")


def _submit(secretary: Traveller) -> None:
    secretary.home()
    secretary.seen("09-to-be-submitted")
    secretary.take_up(TEA, "submit")
    secretary.begin("Submit", "project")
    secretary.seen("10-submit")
    secretary.press(secretary.say("Submit", "project"))
    secretary.reads(secretary.say("submitted it to the county's library."))
    secretary.seen("11-submitted")
    secretary.home()
    expect(secretary.page.locator("section[aria-labelledby$=-submit]")).to_have_count(0)


def test_the_secretary_starts_the_works_reports_and_hands_over(
    library: Cast, come: Come, photo: Path, paper: Path
) -> None:
    tea = projects.commit(projects.brought_to(State.LISTED, library), library)
    canal = projects.brought_to(State.UNDER_WAY, library, title=CANAL, scope_of_works="灌渠1.2公里。")
    secretary = come().sign_in(library.secretary)
    _start(secretary)
    _report_the_month(secretary, photo)
    _accepted_meanwhile(Project.objects.get(pk=canal.pk), library)
    _hand_over(secretary, paper)
    secretary.leaves_no_fault()
    assert dict(Project.objects.values_list("pk", "state")) == {tea.pk: State.UNDER_WAY, canal.pk: State.HANDED_OVER}
    assert ProgressReport.objects.filter(project=canal).earliest("pk").is_unedited


def _start(secretary: Traveller) -> None:
    secretary.home()
    secretary.seen("01-the-secretarys-day")
    secretary.take_up(TEA, "start")
    secretary.seen("02-in-the-library")
    secretary.begin("Start the works", "project")
    secretary.fill(started_on=histories.ahead(0).isoformat())
    secretary.seen("03-start")
    secretary.press(secretary.say("Start the works", "project"))
    secretary.reads(secretary.say("started the works."))
    secretary.seen("04-started")


def _report_the_month(secretary: Traveller, photo: Path) -> None:
    """What the record knows is written already: a tick, and one tap."""
    secretary.home()
    secretary.take_up(CANAL, "report_progress")
    secretary.begin("Report the month", "project")
    expect(secretary.page.locator("main [name=text]")).not_to_be_empty()
    secretary.seen("05-filled-in-by-itself")
    secretary.page.reload()
    secretary.tick("milestones", "1")
    secretary.press(secretary.say("Report the month", "project"))
    secretary.reads(secretary.say("reported on the month."))
    expect(secretary.main.locator(".measures")).to_contain_text("20%")
    secretary.seen("06-reported")
    secretary.begin("Add photos", "project")
    secretary.choose(side="after")
    secretary.attach(photo)
    secretary.fill(spot="泵房")
    secretary.press(secretary.say("Add photos", "project"))
    secretary.reads(secretary.say("After", "photo"))
    secretary.seen("07-before-and-after")


def _accepted_meanwhile(canal: Project, library: Cast) -> None:
    now = histories.ago(0)
    projects.operations.report_progress(canal, by=library.secretary, now=now, milestones=(2, 3))
    projects.operations.accept_work(canal, by=library.organizer, now=now, opinion="符合设计，同意验收。")


def _hand_over(secretary: Traveller, paper: Path) -> None:
    secretary.home()
    secretary.seen("08-works-accepted")
    secretary.take_up(CANAL, "hand_over")
    secretary.begin("Hand over", "project")
    secretary.fill(custodian="建新村股份经济合作社", text="灌渠一条，闸门两座。")
    secretary.attach_paper(paper)
    secretary.seen("09-hand-over")
    secretary.press(secretary.say("Hand over", "project"))
    secretary.reads(secretary.say("handed it over to %(custodian)s.", custodian="建新村股份经济合作社"))
    secretary.seen("10-handed-over")
    secretary.home()
    expect(secretary.page.locator("section[aria-labelledby$=-hand_over]")).to_have_count(0)


def test_the_township_submits_reports_and_checks_for_a_village(library: Cast, come: Come) -> None:
    ready = projects.ready(library)
    built = projects.brought_to(State.UNDER_WAY, library, title=ROAD, scope_of_works="硬化道路0.8公里。")
    figure = outcomes.recorded(library.secretary)
    committee = come().sign_in(library.township)
    _check(committee, figure)
    _submit_for(committee)
    _report_for(committee)
    committee.leaves_no_fault()
    ready.refresh_from_db()
    built.refresh_from_db()
    assert (ready.submission, str(built.progress)) == ("county", "20.00")
    assert ProgressReport.objects.get(project=built).posting == library.township
    assert Outcome.objects.get(pk=figure.pk).state == "checked"


def _check(committee: Traveller, figure: Outcome) -> None:
    committee.home()
    committee.seen("1-townships-day")
    committee.page.locator("section[aria-labelledby$=-check]").get_by_role("link").click()
    committee.reads("52")
    committee.seen("2-a-figure")
    committee.begin("Check", "outcome figure")
    committee.seen("3-check")
    committee.press(committee.say("Check", "outcome figure"))
    committee.reads(committee.say("checked it."))
    committee.seen("4-checked")
    committee.home()
    expect(committee.page.locator("section[aria-labelledby$=-check]")).to_have_count(0)


def _submit_for(committee: Traveller) -> None:
    committee.go("Projects")
    committee.seen("5-projects")
    committee.take_up(TEA)
    committee.begin("Submit", "project")
    committee.press(committee.say("Submit", "project"))
    committee.reads(committee.say("submitted it to the county's library."))


def _report_for(committee: Traveller) -> None:
    """The secretary is away: the township says what it saw, in words of its own."""
    committee.go("Projects")
    committee.take_up(ROAD)
    committee.begin("Report the month", "project")
    committee.fill(text="路基已完成，镇里到村看过。")
    committee.tick("milestones", "1")
    committee.press(committee.say("Report the month", "project"))
    committee.reads("路基已完成，镇里到村看过。")
    committee.seen("6-reported-for-the-village")
