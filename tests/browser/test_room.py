"""The room of a meeting: the hall's screen follows the clerk's keyboard, and nothing is lost when the network is."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Come
from tests.browser.traveller import Traveller
from tests.factories import histories, meetings, people
from tests.factories.meetings import BEGINS, Cast
from tests.harness.browsers import Look
from zhitongche.express.meetings import operations
from zhitongche.express.meetings.models import Answer, Meeting, MeetingItem
from zhitongche.express.meetings.states import State
from zhitongche.express.problems.models import Problem
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
DRAFT = "更换变压器，先接临时电。"
SAID = "变压器十天内换好，期间接临时电，不误灌溉。"
# Every screen hears of an answer within two seconds; what is measured here includes the test's own looking.
SOON = 2000


@pytest.fixture
def cast(committed: str) -> Cast:
    """The meeting's people with accounts; two clerks of one office, and a second item of another title."""
    cast = meetings.cast()
    people.account("organizer", people.PASSWORD, cast.organizer.person)
    Problem.objects.filter(pk=cast.second.pk).update(title="村口漫水桥被冲毁，学生绕行")
    return cast


@pytest.fixture
def colleague(cast: Cast) -> Posting:
    held = people.posting("organizer", "450422", people.person("韦明"))
    people.account("colleague", people.PASSWORD, held.person)
    return held


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Open, with one draft reply that the department's leader stands by."""
    made = meetings.brought_to(State.INVITED, cast)
    told = {"problem": cast.problem.number, "kind": "measures", "text": DRAFT, "due_on": meetings.PROMISE}
    operations.draft_reply(made, by=cast.liaison, now=meetings.NOW, **told)
    operations.approve_reply(made, by=cast.leader, now=meetings.NOW, problem=cast.problem.number)
    return operations.open_(made, by=cast.organizer, now=BEGINS)


@pytest.fixture
def hall(come: Come, look: Look, meeting: Meeting) -> Traveller:
    """The hall's computer, on which nobody signs in."""
    screen = come(Look(look.language, 1920, 1080))
    screen.open(f"/meetings/screens/{meeting.screen_key}/")
    return screen


def shows(hall: Traveller, words: str) -> None:
    expect(hall.page.locator("#hall")).to_contain_text(words, timeout=SOON)


def seat(come: Come, posting: Posting, address: str) -> Traveller:
    """Somebody who opens an address, is asked who they are, and then is there."""
    clerk = come()
    clerk.open(address)
    clerk.page.get_by_label(clerk.say("User name or phone")).fill(posting.person.account.username)
    clerk.page.get_by_label(clerk.say("Password")).fill(people.PASSWORD)
    clerk.press(clerk.say("Sign in"))
    expect(clerk.page.locator("h1").first).to_be_visible()
    return clerk


def type_answer(clerk: Traveller, text: str, day: str = "10 days") -> None:
    """As the clerk does, without a mouse: a digit, the words, the day."""
    keys = clerk.page.keyboard
    # The keys are listened to from when the script has put the focus into the form.
    expect(clerk.page.locator("form[data-clerk]:focus-within")).to_be_visible()
    keys.press("Alt+2")
    expect(clerk.page.locator("main [name=text]")).to_be_focused()
    keys.press("Control+a")
    keys.insert_text(text)
    keys.press("Tab")
    keys.press("Control+a")
    keys.insert_text(day)


def save(clerk: Traveller) -> None:
    clerk.page.keyboard.press("Control+Enter")


def line(clerk: Traveller, sentence: str) -> None:
    expect(clerk.page.locator("#line")).to_contain_text(clerk.say(sentence))


def test_the_room_is_run_by_keyboard_and_the_hall_follows(
    cast: Cast, meeting: Meeting, come: Come, hall: Traveller
) -> None:
    clerk = seat(come, cast.organizer, f"/meetings/{meeting.number}/")
    clerk.follow(clerk.say("To the room"))
    shows(hall, DRAFT)
    hall.seen("01-draft")
    expect(clerk.page.locator("main [name=text]")).to_have_value(DRAFT)
    clerk.seen("02-desk")
    clerk.open(f"/meetings/{meeting.number}/room/")
    type_answer(clerk, SAID)
    wanted = histories.ahead(10)
    expect(clerk.page.locator("#said-day")).to_contain_text(str(wanted.day))
    save(clerk)
    shows(hall, SAID)
    line(clerk, "Set down.")
    expect(clerk.page.locator("#item")).to_contain_text(SAID)
    hall.seen("03-answered")
    clerk.page.keyboard.press("Alt+ArrowDown")
    shows(hall, "村口漫水桥被冲毁")
    expect(clerk.page.locator("#item h1")).to_have_text("村口漫水桥被冲毁，学生绕行")
    clerk.page.keyboard.press("Alt+ArrowUp")
    shows(hall, SAID)
    expect(clerk.page.locator("#item h1")).to_contain_text(cast.problem.title)
    clerk.press(clerk.say("Show the clock on the screen"))
    expect(hall.page.locator("time[data-clock]")).to_be_visible(timeout=SOON)
    hall.seen("04-clock")
    read_aloud(clerk)
    operations.close(Meeting.objects.get(pk=meeting.pk), by=cast.organizer, now=BEGINS)
    shows(hall, hall.say("The meeting is over."))
    hall.seen("06-over")
    kept = Answer.objects.get()
    assert (kept.text, kept.due_on) == (SAID, wanted)
    clerk.leaves_no_fault()
    hall.leaves_no_fault()


def test_the_hall_reads_along_while_the_clerk_types(cast: Cast, meeting: Meeting, come: Come, hall: Traveller) -> None:
    clerk = seat(come, cast.organizer, f"/meetings/{meeting.number}/room/")
    shows(hall, DRAFT)
    type_answer(clerk, SAID)
    # Every two seconds it is sent, and two seconds later it is everywhere.
    expect(hall.page.locator("#hall")).to_contain_text(SAID, timeout=4 * SOON)
    expect(hall.page.locator("#hall")).to_contain_text(hall.say("Being set down", "answer"))
    hall.seen("01-being-set-down")
    assert not Answer.objects.exists()
    clerk.page.reload()
    clerk.press(clerk.say("Drop what was typed"))
    expect(hall.page.locator("#hall")).to_contain_text(DRAFT, timeout=4 * SOON)
    clerk.leaves_no_fault()
    hall.leaves_no_fault()


def read_aloud(clerk: Traveller) -> None:
    clerk.follow(clerk.say("Read back what was promised"))
    clerk.reads(SAID)
    clerk.seen("05-aloud")
    clerk.press(clerk.say("It was read back"))
    expect(clerk.page.locator("#aloud .btn-primary")).to_have_count(0)


def test_what_is_typed_without_a_network_is_sent_once_on_return(
    cast: Cast, meeting: Meeting, come: Come, hall: Traveller
) -> None:
    clerk = seat(come, cast.organizer, f"/meetings/{meeting.number}/room/")
    shows(hall, DRAFT)
    clerk.page.context.set_offline(True)
    hall.page.context.set_offline(True)
    line(clerk, "No connection. What you type is kept on this computer.")
    type_answer(clerk, "第一遍")
    save(clerk)
    line(clerk, "No connection. What you set down is kept on this computer, and sent once when the connection is back.")
    # The department goes on speaking: what was saved before and never left is replaced.
    type_answer(clerk, SAID)
    save(clerk)
    clerk.page.keyboard.press("Alt+ArrowDown")
    clerk.picture(clerk.page, "01-no-network")
    expect(clerk.page.locator("main [name=text]")).to_have_value(SAID)
    clerk.page.context.set_offline(False)
    hall.page.context.set_offline(False)
    expect(hall.page.locator("#hall")).to_contain_text(SAID, timeout=15_000)
    assert Answer.objects.get().text == SAID


def test_an_answer_whose_echo_was_lost_is_set_down_once(cast: Cast, meeting: Meeting, come: Come) -> None:
    """The server has written it, the network broke before saying so: the same key brings the same answer."""
    clerk = seat(come, cast.organizer, f"/meetings/{meeting.number}/room/")
    lost = []

    def lose(route: Route) -> None:
        lost.append(route.fetch(max_redirects=0).status)
        route.abort()

    clerk.page.route("**/room/answer/", lose)
    type_answer(clerk, SAID)
    save(clerk)
    line(clerk, "No connection. What you set down is kept on this computer, and sent once when the connection is back.")
    type_answer(clerk, f"{SAID}另派专人值守。")
    save(clerk)
    assert set(lost) == {303}
    clerk.page.unroute_all(behavior="wait")
    expect(clerk.page.locator("#item")).to_contain_text("另派专人值守", timeout=15_000)
    assert Answer.objects.get().text == f"{SAID}另派专人值守。"
    # Two were set down: the lost one once, and what was said after it.
    assert MeetingItem.objects.get(problem=cast.problem).answer_version == 2


def test_a_clerk_who_was_slower_is_told_and_keeps_the_text(
    cast: Cast, colleague: Posting, meeting: Meeting, come: Come
) -> None:
    clerk, slower = (seat(come, one, f"/meetings/{meeting.number}/room/") for one in (cast.organizer, colleague))
    type_answer(slower, "慢的一份")
    type_answer(clerk, SAID)
    save(clerk)
    # The other desk sees within two seconds what was set down, and what is being typed there stays.
    expect(slower.page.locator("#item")).to_contain_text(SAID, timeout=SOON)
    expect(slower.page.locator("main [name=text]")).to_have_value("慢的一份")
    save(slower)
    expect(slower.page.locator("main .say-error")).to_contain_text("陈立")
    expect(slower.page.locator("main [name=text]")).to_have_value("慢的一份")
    slower.seen("01-slower")
    slower.page.locator("main [name=text]").focus()
    save(slower)
    expect(slower.page.locator("#item")).to_contain_text("慢的一份")
    assert Answer.objects.get().text == "慢的一份"
    slower.forgive(409)
    slower.leaves_no_fault()
    clerk.leaves_no_fault()


def test_a_laptop_shut_in_mid_sentence(cast: Cast, meeting: Meeting, come: Come) -> None:
    clerk = seat(come, cast.organizer, f"/meetings/{meeting.number}/room/")
    type_answer(clerk, "变压器十天内", day="")
    context = clerk.page.context
    clerk.page.close()
    again = Traveller(context.new_page(), clerk.look, clerk.picture)
    again.open(f"/meetings/{meeting.number}/room/")
    expect(again.page.locator("main [name=text]")).to_have_value("变压器十天内")
    expect(again.page.locator("#typed")).to_be_visible()
    again.seen("01-typed-before")
    again.open(f"/meetings/{meeting.number}/room/")
    again.press(again.say("Drop what was typed"))
    expect(again.page.locator("main [name=text]")).to_have_value(DRAFT)
    again.leaves_no_fault()


def test_a_meeting_closed_meanwhile_keeps_what_was_typed(cast: Cast, meeting: Meeting, come: Come) -> None:
    clerk = seat(come, cast.organizer, f"/meetings/{meeting.number}/room/")
    type_answer(clerk, SAID)
    operations.close(Meeting.objects.get(pk=meeting.pk), by=cast.organizer, now=BEGINS)
    save(clerk)
    expect(clerk.page.locator("main .say-error")).to_be_visible()
    expect(clerk.page.locator("main [name=text]")).to_have_value(SAID)
    clerk.seen("01-closed-meanwhile")
    clerk.open(f"/meetings/{meeting.number}/room/")
    expect(clerk.page.locator("#kept")).to_contain_text(SAID)
    clerk.seen("02-kept")
    clerk.press(clerk.say("Drop what was typed"))
    expect(clerk.page.locator("#kept")).to_be_hidden()
    assert not Answer.objects.exists()
    clerk.forgive(409)
    clerk.leaves_no_fault()


def test_the_room_without_script(cast: Cast, meeting: Meeting, come_without_script: Come) -> None:
    """By plain buttons: an answer, the next item, and the way back."""
    clerk = seat(come_without_script, cast.organizer, f"/meetings/{meeting.number}/room/")
    clerk.choose(kind="survey")
    clerk.fill(text="到现场看线路。", due_on="下周五")
    clerk.press(clerk.say("Set down", "answer"))
    clerk.reads("到现场看线路。")
    clerk.press(clerk.say("Next item"))
    clerk.reads("村口漫水桥被冲毁")
    clerk.press(clerk.say("Previous item"))
    clerk.reads("到现场看线路。")
    hall = come_without_script()
    hall.open(f"/meetings/screens/{meeting.screen_key}/")
    hall.reads("到现场看线路。")
    assert Answer.objects.get().kind == "survey"


def test_two_rooms_go_on_beside_each_other(
    cast: Cast, colleague: Posting, meeting: Meeting, come: Come, look: Look
) -> None:
    """Two desks, two screens: what happens in the one room leaves the other where it is."""
    Meeting.objects.filter(pk=meeting.pk).update(rooms=["一号会议室", "二号会议室"])
    MeetingItem.objects.filter(problem=cast.second).update(room=1, called_at=BEGINS)
    first, second = (come(Look(look.language, 1920, 1080)) for _room in range(2))
    for place, screen in enumerate((first, second)):
        screen.open(f"/meetings/screens/{meeting.screen_key}/?room={place}")
    clerk = seat(come, cast.organizer, f"/meetings/{meeting.number}/room/")
    other = seat(come, colleague, f"/meetings/{meeting.number}/room/")
    other.follow("二号会议室")
    expect(other.page.locator("#item h1")).to_have_text("村口漫水桥被冲毁，学生绕行")
    other.seen("01-second-room")
    other.open(f"/meetings/{meeting.number}/room/?room=1")
    type_answer(other, "桥的事，下月完成勘查设计。", "30 days")
    save(other)
    shows(second, "桥的事，下月完成勘查设计。")
    expect(first.page.locator("#hall")).not_to_contain_text("桥的事")
    type_answer(clerk, SAID)
    save(clerk)
    shows(first, SAID)
    expect(second.page.locator("#hall")).not_to_contain_text(SAID)
    expect(other.page.locator("#item h1")).to_have_text("村口漫水桥被冲毁，学生绕行")
    second.seen("02-second-screen")
    for one in (clerk, other, first, second):
        one.leaves_no_fault()
