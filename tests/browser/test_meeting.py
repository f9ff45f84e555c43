"""A coordination meeting from its plan to its list: agenda by keyboard and mouse, timetable, draft reply, answer, promise."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.traveller import Traveller
from tests.factories import histories, people, problems
from tests.factories.problems import Cast
from zhitongche.express.meetings import operations, queries
from zhitongche.express.meetings.models import Meeting
from zhitongche.express.problems.models import Problem, Rectification
from zhitongche.express.problems.states import State

pytestmark = pytest.mark.django_db
TITLE = "藤县第一次项目对接会"
PLACE = "县委党校二楼报告厅"
WORDS = "更换变压器，先接临时电。"


def test_a_meeting_from_its_plan_to_its_promise(cast: Cast, come: Come) -> None:
    ago = timezone.now() - timedelta(days=9)
    heard = [problems.problem(cast, State.POOLED, now=ago + timedelta(hours=number)) for number in range(3)]
    leader = people.posting("department_leader", cast.power.department, people.person("覃局"))
    people.account("leader", people.PASSWORD, leader.person)
    organizer, power = come().sign_in(cast.organizer), come().sign_in(cast.power)
    _plan(organizer)
    _make_the_agenda(organizer, heard)
    _make_the_timetable(organizer)
    _invite(organizer)
    _draft(power, heard[0])
    chief = come().sign_in(leader)
    _approve(chief)
    _hold(organizer, power, cast, heard[0])
    _close(organizer)
    _follow(organizer, power)
    item = Rectification.objects.get()
    assert (item.meeting, item.promise) == (Meeting.objects.get().number, WORDS)
    assert Problem.objects.get(pk=heard[0].pk).lead == cast.power.department
    for one in (organizer, power, chief):
        one.leaves_no_fault()


def _plan(organizer: Traveller) -> None:
    organizer.go("Meetings")
    organizer.reads(organizer.say("No meeting yet."))
    organizer.seen("no meeting yet")
    organizer.follow(organizer.say("Plan a meeting", "meeting"))
    starts_at = timezone.localtime(timezone.now() + timedelta(days=12)).replace(hour=9, minute=0)
    organizer.fill(title=TITLE, starts_at=starts_at.strftime("%Y-%m-%dT%H:%M"), place=PLACE)
    organizer.seen("planning a meeting")
    organizer.press(organizer.say("On to the agenda"))


def _make_the_agenda(organizer: Traveller, heard: list[Problem]) -> None:
    """All that is proposed; the last is moved up by its arrow, with the keyboard, then the first dragged below it."""
    organizer.tick("problems", *(one.number for one in heard))
    organizer.press(organizer.say("Put on the agenda", "meeting"))
    first = _order(organizer)
    arrow = organizer.page.locator(f"#up-{first[2].removeprefix('item-')}")
    organizer.seen("the agenda")
    organizer.page.reload()
    arrow.focus()
    organizer.page.keyboard.press("Enter")
    expect(organizer.page.locator(".agenda-item").nth(1)).to_have_id(first[2])
    # It keeps the focus: the same key moves it on.
    expect(arrow).to_be_focused()
    organizer.page.keyboard.press("Enter")
    expect(organizer.page.locator(".agenda-item").first).to_have_id(first[2])
    if not organizer.look.is_phone:
        organizer.page.locator(f"#{first[2]} h3").drag_to(organizer.page.locator(f"#{first[1]}"))
        expect(organizer.page.locator(".agenda-item").last).to_have_id(first[2])
    assert set(_order(organizer)) == set(first)


def _order(organizer: Traveller) -> list[str]:
    expect(organizer.page.locator(".agenda-item")).to_have_count(3)
    return [str(one.get_attribute("id")) for one in organizer.page.locator(".agenda-item").all()]


def _make_the_timetable(organizer: Traveller) -> None:
    organizer.follow(organizer.say("Timetable", "meeting"))
    organizer.press(organizer.say("One room, one after the other"))
    organizer.reads("09:00–09:10")
    organizer.press(organizer.say("Look for the shortest timetable", "meeting"))
    organizer.reads(organizer.say("The search waits for its turn."))
    # The worker's turn.
    operations.search_waiting(now=timezone.now())
    organizer.reads(
        organizer.say(
            "%(span)s minutes in all, and none is shorter; departments wait %(waiting)s minutes together.",
            span=30,
            waiting=0,
        )
    )
    organizer.page.reload()
    organizer.seen("the timetable")
    organizer.page.reload()
    organizer.follow(TITLE)


def _invite(organizer: Traveller) -> None:
    organizer.begin("Send the invitations", "meeting")
    organizer.press(organizer.say("Send the invitations", "meeting"))
    organizer.reads(organizer.say("No draft reply yet"))
    organizer.seen("a meeting that is invited to")
    organizer.page.reload()


def _draft(power: Traveller, problem: Problem) -> None:
    power.home()
    power.take_up(TITLE, "acknowledge")
    power.begin("Sign for the invitation", "meeting")
    power.fill(attendees="李志明")
    power.press(power.say("Sign for the invitation", "meeting"))
    power.seen("the own items of a department")
    power.page.reload()
    item = power.page.locator(f"#item-{problem.number}")
    item.get_by_role("link", name=power.say("File a draft reply", "meeting"), exact=True).click()
    power.choose(kind="measures")
    power.fill(text=WORDS, due_on=histories.ahead(20).isoformat())
    power.seen("a draft reply")
    power.press(power.say("File a draft reply", "meeting"))
    power.reads(power.say("Waits for its leader"))


def _approve(chief: Traveller) -> None:
    chief.home()
    chief.take_up(TITLE)
    chief.press(chief.say("Approve the draft reply", "meeting"))
    chief.reads(chief.say("Approved", "draft"))


def _hold(organizer: Traveller, power: Traveller, cast: Cast, problem: Problem) -> None:
    """The room itself has journeys of its own: here its acts are done by their operations."""
    organizer.page.reload()
    organizer.begin("Open the meeting", "meeting")
    organizer.press(organizer.say("Open the meeting", "meeting"))
    meeting, now = Meeting.objects.get(), timezone.now()
    code = cast.power.department.code if cast.power.department else ""
    told = {"kind": "measures", "text": WORDS, "due_on": histories.ahead(20), "department": code}
    operations.answer(meeting, by=cast.organizer, now=now, problem=problem.number, **told)
    operations.read_back(meeting, by=cast.organizer, now=now, problem=problem.number)
    power.page.reload()
    power.press(power.say("Sign for the answer", "meeting"))
    power.reads(power.say("Signed for"))
    assert queries.unsigned(cast.power.department_id, meeting) == []


def _close(organizer: Traveller) -> None:
    organizer.page.reload()
    organizer.begin("Close the meeting", "meeting")
    organizer.press(organizer.say("Close the meeting", "meeting"))
    organizer.reads(organizer.say("Carried over to the next meeting."))
    organizer.reads(organizer.say("What came of it", "meeting"))
    organizer.seen("a meeting that is over")
    organizer.page.reload()


def _follow(organizer: Traveller, power: Traveller) -> None:
    organizer.go("Meetings")
    organizer.reads(TITLE)
    organizer.seen("the list of meetings")
    organizer.page.reload()
    organizer.follow(organizer.say("Promises of meetings"))
    organizer.seen("the ledger of promises")
    power.open("/meetings/kept/")
    expect(power.page.locator("main tbody tr")).to_have_count(1)
