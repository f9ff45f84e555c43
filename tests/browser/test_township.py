"""A township committee's journeys: it checks what its villages report, reports for them, and speaks for a silent one."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.traveller import Traveller
from tests.factories import histories, problems
from tests.factories.problems import Cast
from zhitongche.express.problems.models import Closure, Problem, ProblemEvent, Rulebook
from zhitongche.express.problems.states import State
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
ROAD = "进村道路塌方，货车进不来。上月暴雨后塌了 30 米，210 户的砂糖橘运不出去。"
TITLE = "果园和茶园灌溉供电不足"


def test_the_township_checks_a_report_before_it_is_accepted(cast: Cast, township: Posting, come: Come) -> None:
    organizer, checker = come().sign_in(cast.organizer), come().sign_in(township)
    _ask_for_the_check(organizer)
    problem = problems.report(cast.secretary, timezone.now())
    _wait_for_it(organizer)
    _check(checker)
    organizer.home()
    organizer.take_up(TITLE, "accept")
    organizer.reads("镇里到村看过，情况属实。")
    organizer.begin("Accept", "problem")
    organizer.press(organizer.say("Accept", "problem"))
    organizer.reads(organizer.say("accepted it: departments may now claim it."))
    organizer.seen("8-accepted")
    for traveller in (organizer, checker):
        traveller.leaves_no_fault()
    problem.refresh_from_db()
    assert (problem.state, problem.checked_at is not None) == (State.POOLED, True)
    assert ProblemEvent.objects.get(action="check").posting == township


def _ask_for_the_check(organizer: Traveller) -> None:
    organizer.home()
    organizer.go("Settings")
    organizer.seen("1-settings")
    organizer.follow(organizer.say("Change"))
    organizer.tick("has_township_check")
    organizer.seen("2-checks-and-days")
    organizer.press(organizer.say("Set checks and days"))
    organizer.reads(organizer.say("Reports wait for the township's check"))
    expect(organizer.main.locator(".facts dd").first).to_have_text(organizer.say("On", "switch"))
    assert Rulebook.objects.get(region="450422").has_township_check


def _wait_for_it(organizer: Traveller) -> None:
    """Not on the organizer's to-do page, and its page says until when."""
    organizer.home()
    expect(organizer.page.locator("section[aria-labelledby$=-accept]")).to_have_count(0)
    organizer.seen("3-nothing-yet")
    organizer.go("Problems")
    organizer.take_up(TITLE)
    expect(organizer.main.get_by_role("button", name=organizer.say("Accept", "problem"))).to_be_disabled()
    organizer.seen("4-waits-for-the-check")


def _check(checker: Traveller) -> None:
    checker.home()
    checker.seen("5-townships-day")
    checker.take_up(TITLE, "check")
    checker.begin("Check", "problem")
    checker.fill(opinion="镇里到村看过，情况属实。变压器由县里管，镇里无力增容。")
    checker.seen("6-check")
    checker.press(checker.say("Check", "problem"))
    checker.reads(checker.say("checked it for the township."))
    checker.seen("7-checked")
    checker.home()
    expect(checker.page.locator("section[aria-labelledby$=-check]")).to_have_count(0)


def test_the_township_speaks_for_a_silent_village_and_reports_for_a_villager(
    cast: Cast, township: Posting, come: Come
) -> None:
    silent = histories.past(cast, "accept", "claim", "submit_closure", days=8)
    histories.past(cast, "accept", "claim", "submit_closure", days=2, description="饮水管道破裂，86 户断水三天。")
    committee = come().sign_in(township)
    _confirm_instead(committee)
    closure = Closure.objects.get(problem=silent)
    assert (closure.confirmed_by, closure.is_unconfirmed_by_raiser) == (township.person, True)
    _report_for(committee)
    _read_the_register(come().sign_in(cast.organizer))
    committee.leaves_no_fault()
    reported = Problem.objects.get(description=ROAD)
    assert (reported.reported_by, reported.reporter, reported.source) == ("村民 蒙秀英", township, "call")
    assert (reported.village_id, reported.state) == (problems.VILLAGE, State.REPORTED)
    silent.refresh_from_db()
    assert silent.state == State.CLOSED


def _confirm_instead(committee: Traveller) -> None:
    committee.home()
    committee.seen("1-the-villages-silence")
    mine = committee.page.locator("section[aria-labelledby$=-confirm] a")
    expect(mine).to_have_count(1)
    committee.take_up(TITLE, "confirm")
    committee.begin("Confirm")
    committee.choose(satisfaction="fairly")
    committee.fill(comment="第一书记外出培训，镇里到村核实，水泵已能抽水。")
    committee.seen("2-confirm")
    committee.press(committee.say("Confirm"))
    words = committee.say("Fairly satisfied")
    committee.reads(committee.say("confirmed for the village: %(satisfaction)s.", satisfaction=words))
    committee.seen("3-confirmed")


def _report_for(committee: Traveller) -> None:
    committee.home()
    committee.go("Problems")
    committee.follow(committee.say("Report a problem"))
    committee.seen("4-report-for-another")
    committee.page.reload()
    committee.pick("village", "建新")
    committee.fill(reported_by="村民 蒙秀英", description=ROAD, request="清理塌方，修复路基。")
    committee.choose(source="call", category="other")
    committee.press(committee.say("Send the report"))
    committee.reads(committee.say("reported it for %(behalf)s.", behalf="村民 蒙秀英"))
    committee.seen("5-reported-for-another")


def _read_the_register(organizer: Traveller) -> None:
    """The organizer closes it; the register says that whoever raised it has not confirmed."""
    organizer.take_up(TITLE, "verify")
    organizer.begin("Verify and close")
    organizer.fill(opinion="到村核实，情况属实。")
    organizer.press(organizer.say("Verify and close"))
    organizer.reads(organizer.say("verified it and closed it."))
    organizer.go("Problems")
    organizer.follow(organizer.say("Register of closed problems"))
    organizer.reads(organizer.say("unconfirmed by the raiser"))
    organizer.seen("6-register")
    organizer.leaves_no_fault()
