"""An organizer's journeys: consult, assign, decide, verify; merge and take out again, shelve and take up, gather."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.traveller import Traveller
from tests.factories import histories, people, problems
from tests.factories.problems import Cast
from zhitongche.express.problems.models import Consultation, Problem, ProblemEvent, Rectification
from zhitongche.express.problems.states import State

pytestmark = pytest.mark.django_db
TITLE = "果园和茶园灌溉供电不足"
WATER = "饮水管道破裂，86 户断水三天。"
BRIDGE = "村口漫水桥被冲毁，学生上学要绕行 6 公里。"
DARK = "村道路灯不亮，夜间出行不便。"


def test_the_organizer_consults_assigns_decides_and_closes(cast: Cast, come: Come) -> None:
    problem = problems.report(cast.secretary, timezone.now() - timedelta(hours=1))
    organizer, power = come().sign_in(cast.organizer), come().sign_in(cast.power)
    _consult(organizer)
    _give_an_opinion(power)
    histories.go_on(problem, "give_opinion", by=cast.water, opinion="水泵房由水利局迁移，电表由供电局装。")
    _conclude(organizer)
    _assign(organizer)
    problem.refresh_from_db()
    assert (problem.state, problem.lead, problem.is_assigned) == (State.IN_PROGRESS, cast.power.department, True)
    wanted = histories.ahead(45)
    histories.go_on(problem, "acknowledge", by=cast.power)
    histories.go_on(problem, "extend", by=cast.power, due_on=wanted, reason="连续降雨，立杆推迟。")
    _decide(organizer)
    problem.refresh_from_db()
    assert (problem.due_on, problem.extension_count) == (wanted, 1)
    problems.operations.finish(
        Rectification.objects.get(department=cast.water.department),
        by=cast.water,
        now=timezone.now(),
        text="水泵房已迁移。",
    )
    histories.go_on(problem, "submit_closure", by=cast.power)
    histories.go_on(problem, "confirm", by=cast.secretary)
    _verify(organizer)
    organizer.leaves_no_fault()
    power.leaves_no_fault()
    problem.refresh_from_db()
    assert problem.state == State.CLOSED
    consultation = Consultation.objects.get()
    cited = ProblemEvent.objects.get(action="conclude").body["opinions"]
    assert [one["silent"] for one in cited] == [False, False]
    assert consultation.conclusion.startswith("由供电局牵头")


def _consult(organizer: Traveller) -> None:
    organizer.home()
    organizer.take_up(TITLE, "accept")
    organizer.begin("Accept", "problem")
    organizer.press(organizer.say("Accept", "problem"))
    organizer.reads(organizer.say("accepted it: departments may now claim it."))
    organizer.begin("Ask departments")
    organizer.tick("departments", "450422-01", "450422-02")
    organizer.fill(question="变压器由谁增容，水泵房由谁迁移？", due_on=histories.ahead(5).isoformat())
    organizer.seen("01-consult")
    organizer.press(organizer.say("Ask departments"))
    organizer.reads(organizer.say("Consultation"))
    organizer.seen("02-in-consultation")


def _give_an_opinion(power: Traveller) -> None:
    power.home()
    power.seen("03-departments-day")
    power.take_up(TITLE, "give_opinion")
    power.begin("Give the department's opinion")
    power.fill(opinion="可以在年内增容，需水利局配合迁移水泵房。")
    power.seen("04-opinion")
    power.press(power.say("Give the department's opinion"))
    power.reads(power.say("gave the department's opinion."))
    power.seen("05-opinion-given")


def _conclude(organizer: Traveller) -> None:
    organizer.home()
    organizer.seen("06-organizers-day")
    organizer.take_up(TITLE, "conclude")
    organizer.begin("Conclude the consultation", "problem")
    organizer.fill(conclusion="由供电局牵头增容，水利局配合迁移水泵房。")
    organizer.seen("07-conclude")
    organizer.press(organizer.say("Conclude the consultation", "problem"))
    organizer.reads(organizer.say("concluded the consultation."))
    opinions = organizer.main.locator(".opinions")
    expect(opinions).to_contain_text("可以在年内增容")
    expect(opinions).to_contain_text("水泵房由水利局迁移")
    organizer.seen("08-concluded")


def _assign(organizer: Traveller) -> None:
    organizer.begin("Assign", "problem")
    organizer.choose(department="450422-01")
    organizer.tick("supporters", "450422-02")
    organizer.fill(due_on=histories.ahead(30).isoformat(), reason="供电设施改造，由供电局牵头。")
    organizer.seen("09-assign")
    organizer.press(organizer.say("Assign", "problem"))
    organizer.reads(organizer.say("Who has promised what"))
    organizer.seen("10-assigned")


def _decide(organizer: Traveller) -> None:
    organizer.home()
    organizer.take_up(TITLE, "decide")
    organizer.reads(organizer.say("Requests and decisions"))
    organizer.begin("Decide the request", "problem")
    expect(organizer.main).not_to_contain_text(histories.ahead(45).isoformat())
    organizer.choose(granted="true")
    organizer.fill(reason="情况属实，同意延期。")
    organizer.seen("11-decide")
    organizer.press(organizer.say("Decide the request", "problem"))
    words = organizer.say("granted the request: %(verb)s.").split("%(verb)s")[0]
    organizer.reads(words)
    organizer.seen("12-decided")


def _verify(organizer: Traveller) -> None:
    organizer.home()
    organizer.take_up(TITLE, "verify")
    organizer.begin("Verify and close")
    organizer.fill(opinion="到村核实，情况属实。")
    organizer.press(organizer.say("Verify and close"))
    organizer.reads(organizer.say("verified it and closed it."))
    organizer.seen("13-closed")


def test_the_organizer_merges_shelves_and_gathers(cast: Cast, come: Come) -> None:
    kept = histories.past(cast, "accept", days=2)
    double = histories.past(cast, days=1, description="灌溉用电不足，果园抽水困难。")
    shelved = histories.past(cast, "accept", "shelve", days=9, category="other", description=BRIDGE)
    Problem.objects.filter(pk=shelved.pk).update(review_on=timezone.localdate())
    late = histories.past(cast, "accept", days=1, category="water", description=WATER)
    _elsewhere(cast)
    organizer = come().sign_in(cast.organizer)
    _merge_and_take_out(organizer, kept, double)
    _take_up_again(organizer)
    _shelve(organizer)
    _gather(organizer)
    organizer.leaves_no_fault()
    double.refresh_from_db()
    assert (double.state, double.merged_into) == (State.REPORTED, None)
    assert [one.action for one in ProblemEvent.objects.filter(problem=double)][-2:] == ["merge", "unmerge"]
    late.refresh_from_db()
    assert (late.state, late.review_on) == (State.SHELVED, histories.ahead(60))
    shelved.refresh_from_db()
    assert shelved.state == State.POOLED
    under = Problem.objects.exclude(parent=None)
    assert {one.description for one in under} == {DARK}
    assert under.count() == 2


def _elsewhere(cast: Cast) -> None:
    """The same difficulty in three other villages of the county."""
    for code, name, called in (
        ("450422107204", "龙山村", "陆志远"),
        ("450422107210", "新庆村", "覃小梅"),
        ("450422100226", "谷山村", "邓国强"),
    ):
        people.place(code, name)
        secretary = people.posting("first_secretary", code, people.person(called))
        histories.past(cast, "accept", days=3, by=secretary, category="other", description=DARK)
    people.place("450422100", "藤州镇")


def _merge_and_take_out(organizer: Traveller, kept: Problem, double: Problem) -> None:
    organizer.home()
    organizer.seen("01-organizers-day")
    organizer.take_up("灌溉用电不足", "accept")
    organizer.begin("Merge into another")
    organizer.seen("02-merge")
    organizer.choose(into=kept.number)
    organizer.fill(reason="与 0001 号为同一件事。")
    organizer.press(organizer.say("Merge into another"))
    organizer.reads(organizer.say("merged it into %(into)s.", into=f"藤县{kept.number[6:]}"))
    organizer.seen("03-merged")
    double.refresh_from_db()
    assert (double.state, double.merged_into) == (State.MERGED, kept)
    organizer.begin("Take out again")
    organizer.fill(reason="两处果园各用一台变压器，不是同一件事。")
    organizer.seen("04-take-out")
    organizer.press(organizer.say("Take out again"))
    organizer.reads(organizer.say("took it out again: it stands on its own."))


def _take_up_again(organizer: Traveller) -> None:
    """What was shelved until today waits on the to-do page."""
    organizer.home()
    organizer.take_up("村口漫水桥", "revive")
    organizer.seen("05-shelved")
    organizer.begin("Take up again", "problem")
    organizer.fill(reason="水毁修复资金已到位。")
    organizer.press(organizer.say("Take up again", "problem"))
    organizer.seen("06-taken-up")


def _shelve(organizer: Traveller) -> None:
    organizer.home()
    organizer.go("Problems")
    organizer.take_up("饮水管道破裂")
    organizer.begin("Shelve", "problem")
    organizer.fill(reason="主管改造列入明年计划。", basis="县农村供水规划 2027 年批次。")
    organizer.fill(review_on=histories.ahead(60).isoformat())
    organizer.seen("07-shelve")
    organizer.press(organizer.say("Shelve", "problem"))
    expect(organizer.main.locator(".holder")).to_contain_text(organizer.say("Review on"))
    organizer.seen("08-shelved-until")


def _gather(organizer: Traveller) -> None:
    """Several at once: three villages without light, put under one of them."""
    organizer.home()
    organizer.go("Problems")
    organizer.seen("09-list")
    organizer.follow(organizer.say("Common problems"))
    organizer.seen("10-common")
    alike = organizer.main.locator("tr").filter(has_text="村道路灯不亮")
    expect(alike).to_have_count(3)
    for row in alike.all():
        row.locator("input[type=checkbox]").check()
    organizer.press(organizer.say("Go on with those chosen"))
    organizer.main.locator("input[type=radio][name=parent]").first.check()
    for village in ("龙山村", "新庆村", "谷山村"):
        organizer.reads(village)
    organizer.seen("11-put-under")
    organizer.press(organizer.say("Put under one"))
    organizer.reads(organizer.say("Tied to"))
    organizer.seen("12-parent")
