"""One problem goes the whole way in a browser, by its three people: in Chinese on a phone, in English on a desk."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.traveller import Traveller
from tests.factories import problems
from tests.factories.problems import Cast
from zhitongche.express.problems.models import Problem, ProblemFile
from zhitongche.express.problems.states import State

pytestmark = pytest.mark.django_db
TITLE = "果园和茶园灌溉供电不足"


def due() -> str:
    return (timezone.localdate() + timedelta(days=30)).isoformat()


def stands(traveller: Traveller, phase: str) -> None:
    """The article's four words; this one is where it stands."""
    words = [traveller.say(word) for word in ("Collect", "Consult", "Solve together", "Close")]
    steps = traveller.page.locator(".loop li")
    expect(steps).to_have_count(4)
    for position, word in enumerate(words):
        expect(steps.nth(position)).to_contain_text(word)
    expect(traveller.page.locator(".loop li[aria-current=step]")).to_contain_text(traveller.say(phase))


def test_a_problem_goes_the_whole_way(cast: Cast, come: Come, photo: Path) -> None:
    secretary, organizer, power = (come().sign_in(one) for one in (cast.secretary, cast.organizer, cast.power))
    number = _report(secretary, photo)
    _accept(organizer)
    _claim(power)
    _work(power, photo)
    _confirm(secretary)
    _verify(organizer)
    _look_back(secretary, number)
    for traveller in (secretary, organizer, power):
        traveller.leaves_no_fault()
    assert Problem.objects.get(number=number).state == State.CLOSED
    assert ProblemFile.objects.filter(event__problem__number=number).count() == 2


def _report(secretary: Traveller, photo: Path) -> str:
    secretary.seen("01-nothing-to-do")
    secretary.follow(secretary.say("Report a problem"))
    secretary.seen("02-report-empty")
    secretary.open("/problems/report/")
    secretary.choose(category="electricity", urgency="urgent")
    secretary.fill(description=problems.DESCRIPTION, request="对变压器增容改造。", amount="38")
    secretary.page.locator("main input[type=file][name=photos]").set_input_files(photo)
    expect(secretary.page.locator("main .photos img")).to_have_count(1)
    secretary.seen("03-report-filled")
    secretary.press(secretary.say("Send the report"))
    secretary.page.wait_for_url(re.compile(r"/problems/\d{6}-\d{4}-\d{4}/$"))
    stands(secretary, "Collect")
    secretary.reads(TITLE)
    secretary.reads(secretary.say("reported it."))
    secretary.seen("04-reported")
    return secretary.page.url.rstrip("/").rsplit("/", 1)[-1]


def _accept(organizer: Traveller) -> None:
    organizer.open("/")
    organizer.seen("05-organizers-day")
    organizer.page.get_by_role("link").filter(has_text=TITLE).first.click()
    organizer.follow(organizer.say("Accept", "problem"))
    organizer.seen("06-accept")
    organizer.press(organizer.say("Accept", "problem"))
    stands(organizer, "Consult")
    organizer.reads(organizer.say("accepted it: departments may now claim it."))
    organizer.seen("07-accepted")


def _claim(power: Traveller) -> None:
    power.open("/problems/")
    power.seen("08-pool")
    power.page.get_by_role("link").filter(has_text=TITLE).first.click()
    power.follow(power.say("Claim", "problem"))
    power.fill(measures="现场勘查，重新制定供电方案，立杆 11 根。", due_on=due())
    power.seen("09-claim-filled")
    power.press(power.say("Claim", "problem"))
    stands(power, "Solve together")
    expect(power.page.locator(".head .light")).to_have_class(re.compile("green"))
    power.reads("现场勘查，重新制定供电方案，立杆 11 根。")
    power.seen("10-claimed")


def _work(power: Traveller, photo: Path) -> None:
    power.follow(power.say("Report progress"))
    power.fill(text="已立杆 11 根，架线 600 米。")
    power.seen("11-progress")
    power.press(power.say("Report progress"))
    power.reads(power.say("reported progress."))
    power.follow(power.say("Ask for closing"))
    power.fill(evidence="变压器已换，水泵能抽水。")
    power.page.locator("main input[type=file][name=photos]").set_input_files(photo)
    expect(power.page.locator("main .photos img")).to_have_count(1)
    power.seen("12-closing-filled")
    power.press(power.say("Ask for closing"))
    stands(power, "Close")
    power.reads(power.say("asked for closing, outcome: %(outcome)s.", outcome=power.say("Solved")))
    power.seen("13-closing")


def _confirm(secretary: Traveller) -> None:
    secretary.open("/")
    secretary.page.get_by_role("link").filter(has_text=TITLE).first.click()
    secretary.follow(secretary.say("Confirm"))
    secretary.choose(satisfaction="satisfied")
    secretary.fill(comment="村里能用上水了。")
    secretary.seen("14-confirm")
    secretary.press(secretary.say("Confirm"))
    words = secretary.say("Satisfied")
    secretary.reads(secretary.say("confirmed for the village: %(satisfaction)s.", satisfaction=words))
    secretary.seen("15-confirmed")


def _verify(organizer: Traveller) -> None:
    organizer.open("/")
    organizer.page.get_by_role("link").filter(has_text=TITLE).first.click()
    organizer.follow(organizer.say("Verify and close"))
    organizer.fill(opinion="到村核实，情况属实。")
    organizer.seen("16-verify")
    organizer.press(organizer.say("Verify and close"))
    organizer.reads(organizer.say("verified it and closed it."))
    organizer.seen("17-closed")


def _look_back(secretary: Traveller, number: str) -> None:
    secretary.open("/notices/")
    secretary.seen("18-notices")
    secretary.open("/problems/?view=closed")
    secretary.reads(TITLE)
    secretary.seen("19-closed-list")
    secretary.open(f"/problems/{number}/")
    story = secretary.page.locator(".story > li")
    expect(story).to_have_count(7)
    expect(story.first).to_contain_text(secretary.say("verified it and closed it."))
    expect(story.last).to_contain_text(secretary.say("reported it."))
    expect(secretary.page.locator(".loop li.done")).to_have_count(4)
    photos = secretary.page.locator(".story .photos a")
    expect(photos).to_have_count(2)
    assert secretary.page.request.get(f"{photos.first.get_attribute('href')}").headers["content-type"] == "image/jpeg"


def test_without_script_a_problem_is_reported_and_claimed(cast: Cast, come_without_script: Come, photo: Path) -> None:
    secretary, power = come_without_script().sign_in(cast.secretary), come_without_script().sign_in(cast.power)
    secretary.open("/problems/report/")
    secretary.choose(category="electricity")
    secretary.press(secretary.say("Send the report"))
    expect(secretary.page.locator("[role=alert]")).to_be_visible()
    secretary.fill(description=problems.DESCRIPTION)
    secretary.page.locator("main input[type=file][name=photos]").set_input_files(photo)
    secretary.press(secretary.say("Send the report"))
    secretary.page.wait_for_url(re.compile(r"/problems/\d{6}-\d{4}-\d{4}/$"))
    problem = Problem.objects.get()
    assert ProblemFile.objects.filter(event__problem=problem).count() == 1
    problems.operations.accept(problem, by=cast.organizer, now=timezone.now())
    power.open(f"/problems/{problem.number}/")
    power.follow(power.say("Claim", "problem"))
    power.fill(measures="现场勘查。", due_on=due())
    power.press(power.say("Claim", "problem"))
    stands(power, "Solve together")
    power.picture(power.page, "claimed")
    problem.refresh_from_db()
    assert (problem.state, problem.lead_id) == (State.IN_PROGRESS, cast.power.department_id)


def test_the_report_form_is_filled_and_sent_by_keyboard_alone(cast: Cast, come: Come) -> None:
    secretary = come().sign_in(cast.secretary)
    secretary.open("/problems/report/")
    keyboard, focused = secretary.page.keyboard, secretary.page.locator(":focus")
    typed = {"description": "断水三天。", "request": "接通水管。", "amount": "2"}
    for _ in range(60):
        keyboard.press("Tab")
        name = focused.get_attribute("name") or ""
        if name == "category":
            keyboard.press("ArrowDown")
            keyboard.press("ArrowDown")
        elif name in typed:
            keyboard.type(typed.pop(name))
        elif name == "urgency":
            keyboard.press("ArrowDown")
        elif focused.evaluate("it => it.matches('main form .btn-primary')"):
            break
    assert focused.evaluate("it => getComputedStyle(it).outlineStyle") != "none"
    secretary.picture(secretary.page, "focus")
    keyboard.press("Enter")
    secretary.page.wait_for_url(re.compile(r"/problems/\d{6}-\d{4}-\d{4}/$"))
    problem = Problem.objects.get()
    assert (problem.description, problem.request, problem.urgency) == ("断水三天。", "接通水管。", "urgent")
    assert problem.category_id in {"electricity", "water", "other"}


def test_the_first_tab_leads_past_the_menu(cast: Cast, come: Come) -> None:
    secretary = come().sign_in(cast.secretary)
    secretary.open("/problems/")
    secretary.page.keyboard.press("Tab")
    expect(secretary.page.locator(":focus")).to_have_text(secretary.say("Skip to the content"))
    secretary.page.keyboard.press("Enter")
    expect(secretary.main).to_be_focused()
