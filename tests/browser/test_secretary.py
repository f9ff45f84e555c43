"""A first secretary's journeys: report beside what is like it, mend, withdraw, confirm, refuse, reopen; find again."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.traveller import Traveller
from tests.factories import histories, people, problems
from tests.factories.problems import Cast
from zhitongche.express.problems.models import Closure, Problem, ProblemEvent
from zhitongche.express.problems.states import State
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.search.models import SavedView

pytestmark = pytest.mark.django_db
TITLE = "果园和茶园灌溉供电不足"
WATER = "饮水管道破裂，86 户断水三天。"
BRIDGE = "村口漫水桥被冲毁，学生上学要绕行 6 公里。"
DARK = "村道路灯不亮，夜间出行不便。"
CHANNEL = "灌渠塌方 40 米，水过不来。"
PUMP = "茶园抽水供电不足，变压器容量小，水泵经常跳闸。"
NEW = "茶园灌溉供电不足，水泵抽不上水，300 亩茶叶受旱。"
SOLVED = ("accept", "claim", "submit_closure", "confirm", "verify")


def test_the_secretary_reports_mends_and_withdraws(cast: Cast, come: Come, photo: Path) -> None:
    problems.report(cast.secretary, histories.ago(4))
    people.place("450422107204", "龙山村")
    elsewhere = people.posting("first_secretary", "450422107204", people.person("陆志远"))
    closed = histories.past(cast, *SOLVED[:3], days=40, by=elsewhere, description=PUMP)
    histories.go_on(closed, "confirm", by=elsewhere)
    histories.go_on(closed, "verify", by=cast.organizer)
    returned = histories.past(cast, "return", days=2, category="water", description="水管坏了。")
    mistaken = histories.past(cast, days=1, category="other", description=DARK)
    secretary = come().sign_in(cast.secretary)
    _report(secretary, photo)
    _mend(secretary)
    _withdraw(secretary)
    secretary.leaves_no_fault()
    made = Problem.objects.get(description=NEW)
    assert (made.state, made.urgency, made.reporter) == (State.REPORTED, "urgent", cast.secretary)
    returned.refresh_from_db()
    assert (returned.state, returned.description, returned.category_id) == (State.REPORTED, WATER, "water")
    mistaken.refresh_from_db()
    assert mistaken.state == State.WITHDRAWN


def _report(secretary: Traveller, photo: Path) -> None:
    """What is like it is shown while it is typed: one of the village's, and one that was solved in the next."""
    secretary.home()
    secretary.seen("01-secretarys-day")
    secretary.follow(secretary.say("Report a problem"))
    secretary.choose(category="electricity", urgency="urgent")
    secretary.page.locator("main [name=description]").press_sequentially(NEW, delay=5)
    similar = secretary.main.locator(".similar")
    expect(similar).to_contain_text(secretary.say("Has it been told already?"))
    expect(similar).to_contain_text(TITLE)
    expect(similar).to_contain_text(secretary.say("Solved like it, and how"))
    expect(similar).to_contain_text(problems.PLAN["measures"])
    expect(similar).not_to_contain_text("龙山村")
    secretary.attach(photo)
    secretary.seen("02-similar-while-typing")
    secretary.press(secretary.say("Send the report"))
    secretary.reads(secretary.say("reported it."))
    secretary.seen("03-reported")


def _mend(secretary: Traveller) -> None:
    secretary.home()
    secretary.take_up("水管坏了", "resubmit")
    secretary.reads(problems.BODIES["return"]["reason"])
    secretary.seen("04-returned")
    secretary.begin("Send again")
    expect(secretary.page.locator("main [name=description]")).to_have_value("水管坏了。")
    secretary.fill(description=WATER, request="换 400 米主管。")
    secretary.seen("05-mended")
    secretary.press(secretary.say("Send again"))
    secretary.reads(secretary.say("sent it again."))
    secretary.seen("06-sent-again")


def _withdraw(secretary: Traveller) -> None:
    secretary.home()
    secretary.take_up("村道路灯不亮")
    secretary.begin("Withdraw", "problem")
    secretary.fill(reason="镇里昨天已修好。")
    secretary.seen("07-withdraw")
    secretary.press(secretary.say("Withdraw", "problem"))
    secretary.reads(secretary.say("withdrew it."))
    secretary.seen("08-withdrawn")


def test_the_secretary_confirms_refuses_reopens_and_finds_again(cast: Cast, come: Come) -> None:
    done = histories.past(cast, *SOLVED[:3], days=3)
    undone = histories.past(cast, *SOLVED[:3], days=3, category="water", description=WATER)
    back = histories.past(cast, *SOLVED, days=12, category="other", description=BRIDGE)
    histories.past(cast, *SOLVED, days=20, category="water", description=CHANNEL)
    secretary = come().sign_in(cast.secretary)
    _confirm(secretary)
    _refuse(secretary)
    _reopen(secretary)
    _read_notices(secretary)
    _search(secretary)
    _keep_a_view(secretary)
    secretary.leaves_no_fault()
    for problem, state in ((done, State.CLOSING), (undone, State.IN_PROGRESS), (back, State.IN_PROGRESS)):
        problem.refresh_from_db()
        assert problem.state == state
    assert Closure.objects.get(problem=done).satisfaction == "satisfied"
    refused = ProblemEvent.objects.get(problem=undone, action="refuse")
    assert (refused.posting, refused.body["reason"]) == (cast.secretary, "主管换了，支管还漏水。")
    assert not Notice.objects.filter(person=cast.secretary.person, read_at=None).exists()
    assert SavedView.objects.get().name == "饮水问题"


def _confirm(secretary: Traveller) -> None:
    secretary.home()
    secretary.seen("01-two-closings")
    secretary.take_up(TITLE, "confirm")
    secretary.begin("Confirm")
    secretary.choose(satisfaction="satisfied")
    secretary.press(secretary.say("Confirm"))
    words = secretary.say("Satisfied")
    secretary.reads(secretary.say("confirmed for the village: %(satisfaction)s.", satisfaction=words))
    secretary.seen("02-confirmed")


def _refuse(secretary: Traveller) -> None:
    secretary.home()
    secretary.take_up("饮水管道破裂", "confirm")
    secretary.begin("Refuse the closing")
    secretary.press(secretary.say("Refuse the closing"))
    expect(secretary.page.get_by_role("alert")).to_be_visible()
    secretary.seen("03-a-reason-is-needed")
    # What was answered with a fault is no fault of the page.
    secretary.answers = [answer for answer in secretary.answers if answer[0] != 422]
    secretary.faults = [fault for fault in secretary.faults if "422" not in fault]
    secretary.fill(reason="主管换了，支管还漏水。")
    secretary.press(secretary.say("Refuse the closing"))
    secretary.reads(secretary.say("refused the closing and sent it back."))
    expect(secretary.main.locator(".acts")).to_have_count(0)
    secretary.seen("04-refused")


def _reopen(secretary: Traveller) -> None:
    secretary.home()
    secretary.go("Problems")
    secretary.follow(secretary.say("Closed"))
    chosen = secretary.main.locator(".chip[aria-current]")
    expect(chosen).to_have_text(secretary.say("Closed"))
    expect(chosen).to_be_in_viewport(ratio=1)
    secretary.seen("05-closed")
    secretary.take_up("村口漫水桥")
    secretary.begin("Reopen", "problem")
    secretary.fill(reason="前天大雨，桥又被冲毁。")
    secretary.seen("06-reopen")
    secretary.press(secretary.say("Reopen", "problem"))
    secretary.reads(secretary.say("reopened it."))
    secretary.seen("07-reopened")


def _read_notices(secretary: Traveller) -> None:
    secretary.page.locator("a.bell").click()
    expect(secretary.page.locator("h1")).to_have_text(secretary.say("Notices"))
    secretary.seen("08-notices")
    secretary.main.locator("a.unread").first.click()
    expect(secretary.main.locator(".loop")).to_be_visible()
    secretary.page.locator("a.bell").click()
    secretary.press(secretary.say("Mark all as read"))
    secretary.reads(secretary.say("All notices are marked as read."))
    expect(secretary.main.locator("a.unread")).to_have_count(0)


def _search(secretary: Traveller) -> None:
    """Two characters are enough; what was found shows them."""
    if not secretary.look.is_phone:
        secretary.page.locator(".find input").fill("灌渠")
    secretary.page.locator(".find button").click()
    if secretary.look.is_phone:
        secretary.main.locator("input[name=q]").press_sequentially("灌渠", delay=20)
    rows = secretary.main.locator("#answers tbody tr")
    expect(rows).to_have_count(1)
    expect(rows.locator("mark").first).to_have_text("灌渠")
    secretary.seen("09-found")
    rows.get_by_role("link").click()
    secretary.reads(CHANNEL)


def _keep_a_view(secretary: Traveller) -> None:
    secretary.go("Problems")
    secretary.follow(secretary.say("All"))
    secretary.follow(secretary.say("Narrow down"))
    secretary.choose(category="water")
    secretary.press(secretary.say("Show"))
    rows = secretary.main.locator("tbody tr")
    expect(rows).to_have_count(2)
    secretary.seen("10-narrowed")
    secretary.follow(secretary.say("Save this view", "saved view"))
    secretary.fill(name="饮水问题")
    secretary.seen("11-save")
    secretary.press(secretary.say("Save this view", "saved view"))
    expect(secretary.main.locator("a.chip", has_text="饮水问题")).to_have_attribute("aria-current", "true")
    secretary.go("Problems")
    secretary.follow("饮水问题")
    expect(rows).to_have_count(2)
    secretary.seen("12-my-view")
