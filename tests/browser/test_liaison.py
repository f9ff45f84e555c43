"""A department liaison's journeys: what fits, no and yes, help, progress, more time, closing; and the same by sheet."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.traveller import Traveller
from tests.factories import histories, workbooks
from tests.factories.problems import Cast
from zhitongche.express.problems.models import Problem, ProblemEvent, ProblemFile, Rectification, Request
from zhitongche.express.problems.sheets.columns import FEEDBACK
from zhitongche.express.problems.states import State
from zhitongche.foundation.interchange import reading

pytestmark = pytest.mark.django_db
TITLE = "果园和茶园灌溉供电不足"
SOLVED = "果园灌溉供电不足，变压器容量小。"
WATER = "饮水管道破裂，86 户断水三天。"
LAMPS = "村道路灯不亮，夜间出行不便。"
CHANNEL = "灌渠塌方 40 米，水过不来。"
HEADINGS = [column.heading for column in FEEDBACK]


def test_the_liaison_declines_claims_helps_and_asks_for_closing(cast: Cast, come: Come, photo: Path) -> None:
    histories.past(cast, "accept", "claim", "submit_closure", "confirm", "verify", days=30, description=SOLVED)
    water = histories.past(cast, "accept", days=2, category="water", description=WATER)
    wanted = histories.past(cast, "accept", days=1)
    lamps = histories.past(cast, "accept", days=1, category="other", description=LAMPS)
    histories.go_on(lamps, "suggest", by=cast.organizer, department="450422-01")
    helped = histories.past(cast, "accept", "claim", days=2, lead=cast.water, category="water", description=CHANNEL)
    power = come().sign_in(cast.power)
    _look_at_the_pool(power)
    _decline(power)
    _claim(power)
    _help(power)
    _report_and_ask(power)
    _finish_a_part(power)
    _ask_for_closing(power, photo)
    power.leaves_no_fault()
    states = dict(Problem.objects.values_list("pk", "state"))
    assert (states[wanted.pk], states[lamps.pk], states[water.pk]) == (State.CLOSING, State.POOLED, State.POOLED)
    assert ProblemEvent.objects.get(action="decline").problem == lamps
    assert Request.objects.get(problem=wanted).verb == "extend"
    assert ProblemFile.objects.get(event__problem=wanted).event.action == "submit_closure"
    assert Rectification.objects.get(problem=helped, department=cast.power.department).state == "done"


def _look_at_the_pool(power: Traveller) -> None:
    """The best fit first, with the reason in words."""
    power.home()
    power.seen("01-liaisons-day")
    power.go("Problems")
    power.follow(power.say("What fits my department"))
    rows = power.main.locator("tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text(power.say("Suggested to your department"))
    function = power.say("Your function: %(category)s", category="供电" if power.look.is_phone else "Electricity")
    expect(rows.nth(1)).to_contain_text(function)
    expect(rows.nth(1)).to_contain_text(power.many("like %(count)d you have solved", "", 1, count=1))
    expect(rows.nth(2)).to_contain_text("饮水管道破裂")
    power.seen("02-pool-by-fit")


def _decline(power: Traveller) -> None:
    power.take_up("村道路灯不亮")
    power.begin("Decline the suggestion", "problem")
    power.fill(basis="路灯管理办法第三条：村内路灯由镇政府管护。", reason="不属于供电企业产权，电源侧正常。")
    power.seen("03-decline")
    power.press(power.say("Decline the suggestion", "problem"))
    power.reads(power.say("declined it, on the basis of: %(basis)s.").split("%(basis)s")[0])
    expect(power.main.get_by_text(power.say("Decline the suggestion", "problem"), exact=True)).to_have_count(0)
    power.seen("04-declined")


def _claim(power: Traveller) -> None:
    power.go("Problems")
    power.follow(power.say("What fits my department"))
    power.take_up(TITLE)
    power.begin("Claim", "problem")
    power.fill(measures="现场勘查，重新制定供电方案，立杆 11 根。", due_on=histories.ahead(20).isoformat())
    power.press(power.say("Claim", "problem"))
    power.reads(power.say("Who has promised what"))
    power.seen("05-claimed")


def _help(power: Traveller) -> None:
    power.go("Problems")
    power.follow(power.say("In progress"))
    power.take_up("灌渠塌方")
    power.begin("Offer support", "problem")
    power.fill(task="迁移渠边两根电杆。", due_on=histories.ahead(10).isoformat())
    power.seen("06-support")
    power.press(power.say("Offer support", "problem"))
    power.reads("迁移渠边两根电杆。")
    power.seen("07-supports")


def _report_and_ask(power: Traveller) -> None:
    power.home()
    power.seen("08-two-things-wait")
    power.take_up(TITLE, "report_progress")
    power.begin("Report progress")
    power.fill(text="已立杆 11 根，架线 600 米。")
    power.press(power.say("Report progress"))
    power.reads(power.say("reported progress."))
    power.begin("Ask for a later date")
    power.fill(due_on=histories.ahead(35).isoformat(), reason="连续降雨，架线推迟。")
    power.seen("09-later-date")
    power.press(power.say("Ask for a later date"))
    power.reads(power.say("Requests and decisions"))
    power.seen("10-asked")


def _finish_a_part(power: Traveller) -> None:
    power.home()
    power.take_up("灌渠塌方", "finish")
    power.seen("11-item")
    power.begin("Finish", "rectification")
    power.fill(text="两根电杆已迁移。")
    power.seen("12-finish")
    power.press(power.say("Finish", "rectification"))
    power.reads(power.say("What came of it"))
    power.follow("灌渠塌方 40 米，水过不来")
    power.reads("两根电杆已迁移。")


def _ask_for_closing(power: Traveller, photo: Path) -> None:
    power.home()
    power.take_up(TITLE, "report_progress")
    power.begin("Ask for closing")
    power.fill(evidence="变压器已换，水泵能抽水。")
    power.attach(photo)
    power.press(power.say("Ask for closing"))
    power.reads(power.say("asked for closing, outcome: %(outcome)s.", outcome=power.say("Solved")))
    power.seen("13-closing")


def test_the_liaison_reports_several_at_once_and_by_sheet(cast: Cast, come: Come, photo: Path, tmp_path: Path) -> None:
    led = [histories.past(cast, "accept", "claim", days=3, description=text) for text in (SOLVED, LAMPS, CHANNEL)]
    power = come().sign_in(cast.power)
    _report_several(power, led[:2])
    sheet = _take_out(power, tmp_path)
    _fill_in(sheet, led)
    _send_back(power, sheet, photo)
    power.leaves_no_fault()
    states = [Problem.objects.get(pk=one.pk).state for one in led]
    assert states == [State.IN_PROGRESS, State.IN_PROGRESS, State.CLOSING]
    asked = Request.objects.get()
    assert (asked.problem, asked.body["due_on"]) == (led[0], histories.ahead(50).isoformat())
    said = ProblemEvent.objects.filter(action="report_progress").order_by("pk")
    assert [(one.problem, one.body["text"]) for one in said] == [
        (led[0], "本周已到村勘查。"),
        (led[1], "本周已到村勘查。"),
        (led[0], "变压器已到货。"),
    ]
    assert ProblemFile.objects.get().event.action == "submit_closure"


def _report_several(power: Traveller, problems: list[Problem]) -> None:
    power.home()
    power.go("Problems")
    power.follow(power.say("In our hands"))
    power.seen("1-in-our-hands")
    power.tick("number", *(one.number for one in problems))
    power.fill(text="本周已到村勘查。")
    power.press(power.say("Report progress on what is ticked"))
    said = "Progress was reported on %(count)d problems."
    power.reads(power.many("Progress was reported on %(count)d problem.", said, 2, count=2))
    power.seen("2-two-told")


def _take_out(power: Traveller, folder: Path) -> Path:
    power.follow(power.say("Report by sheet"))
    power.seen("3-by-sheet")
    power.page.reload()
    with power.page.expect_download() as taken:
        power.follow(power.say("Take out our open items"))
    path = folder / "办理情况反馈表.xlsx"
    taken.value.save_as(path)
    return path


def _fill_in(path: Path, led: list[Problem]) -> None:
    """As a colleague does with Excel: the first gets a later date, the last is done, the second stays as it was."""
    rows: list[list[Any]] = [list(row) for row in reading._rows(path)]
    assert HEADINGS in rows
    told = {row[0]: row for row in rows if row[0] in {one.number for one in led}}
    assert len(told) == 3
    first, _second, last = (told[one.number] for one in led)
    first[5:9] = ["变压器已到货。", "办理中", histories.ahead(50), "厂家排产推迟"]
    last[5:10] = ["水已通到田头。", "申请销号", "", "", "水泵.jpg"]
    workbooks.book(path, rows)


def _send_back(power: Traveller, path: Path, photo: Path) -> None:
    power.page.locator("main input[type=file][name=sheet]").set_input_files(path)
    power.attach(photo)
    power.press(power.say("Look at it"))
    power.reads(power.say("This is what the sheet would do. Nothing has been done yet."))
    rows = power.main.locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.last).to_contain_text(power.say("Ask for closing"))
    power.seen("4-what-it-would-do")
    assert ProblemEvent.objects.filter(action="submit_closure").count() == 0
    power.press(power.many("Carry out %(count)s row", "Carry out %(count)s rows", 2, count=2))
    power.reads(power.many("%(count)d row was carried out.", "%(count)d rows were carried out.", 2, count=2))
    power.seen("5-carried-out")
