"""A judge scores a bout, and nothing is lost when the network is; the hall sees the marks when all are in."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Route, expect

from tests.browser.conftest import Come
from tests.browser.traveller import Traveller
from tests.factories import contests, people
from tests.factories.contests import NOW, Cast
from tests.harness.browsers import DESK, Look
from zhitongche.arena.contests.models import Contest, ContestRules, Entry
from zhitongche.arena.judging import operations
from zhitongche.arena.judging.models import JudgeSeat, ScoreSheet, ScoreVersion

pytestmark = pytest.mark.django_db
POINTS = {"site": "88.5", "oral": "90"}
LEVELS = [{"from": "90", "text": "全区领先，可复制推广。"}, {"from": "75", "text": "成效明显。"}]


@pytest.fixture
def cast(committed: str) -> Cast:
    cast = contests.cast()
    for name, posting in (("judge", cast.judges[0]), ("keeper", cast.organizer), ("watcher", cast.supervisor)):
        people.account(name, people.PASSWORD, posting.person)
    return cast


@pytest.fixture
def bout(cast: Cast) -> Contest:
    """Being judged until next week; the first judge has not declared yet."""
    made = contests.running(cast, scores_close_at=timezone.now() + timedelta(days=7))
    JudgeSeat.objects.filter(contest=made, serial=1).update(declared_at=None)
    text = ContestRules.objects.get(contest=made)
    text.names["site"]["levels"] = LEVELS
    text.save()
    return made


def at(made: Contest, more: str = "") -> str:
    return f"/contests/{made.number}/judging/{more}"


def give(judge: Traveller, site: str = "88.5", oral: str = "90") -> None:
    judge.page.locator("[name=points-site]").fill(site)
    judge.page.locator("[name=points-oral]").fill(oral)


def save(judge: Traveller) -> None:
    judge.press(judge.say("Save and go on"))


def line(judge: Traveller, sentence: str) -> None:
    expect(judge.page.locator("#line")).to_contain_text(judge.say(sentence), timeout=15_000)


@pytest.fixture
def judge(come: Come, cast: Cast, bout: Contest) -> Traveller:
    """Signed in and declared."""
    operations.declare(bout, by=cast.judges[0], now=NOW)
    came = come().sign_in(cast.judges[0])
    expect(came.page.locator("h1")).to_be_visible()
    return came


def test_a_judge_declares_scores_and_hands_in(cast: Cast, bout: Contest, come: Come) -> None:
    operations.calibrate(bout, by=cast.organizer, now=NOW, statement="示例：村集体增收二万元。", points=POINTS)
    judge = come().sign_in(cast.judges[0])
    expect(judge.page.locator("h1")).to_be_visible()
    judge.open(at(bout))
    judge.seen("01-first-declare")
    judge.follow(judge.say("Declare whom I may not judge", "judging"))
    judge.seen("02-declare")
    judge.press(judge.say("Declare whom I may not judge", "judging"))
    judge.follow(judge.say("Score the made-up entry"))
    give(judge, "80", "75")
    judge.seen("03-made-up")
    judge.press(judge.say("Save and compare"))
    judge.seen("04-compared")
    judge.follow(judge.say("To the entries"))
    judge.seen("05-desk")
    judge.follow(judge.say("Begin scoring"))
    for serial in (1, 2, 3):
        expect(judge.page.locator("h1")).to_contain_text(f"南村20{serial}书记")
        give(judge)
        if serial == 1:
            judge.seen("06-entry")
        save(judge)
    expect(judge.page.locator("h1")).to_have_text(judge.say("Judging"))
    judge.follow(judge.say("Compare my sheets"))
    judge.seen("07-compare")
    judge.page.go_back()
    judge.follow(judge.say("Hand my scores in", "judging"))
    judge.press(judge.say("Hand my scores in", "judging"))
    expect(judge.page.locator(".say-success")).to_be_visible()
    judge.seen("08-handed-in")
    assert ScoreSheet.objects.count() == 3
    judge.leaves_no_fault()


def test_a_judge_scores_by_the_keyboard_alone(bout: Contest, cast: Cast, come: Come) -> None:
    """The first blank is under the fingers; arrows go half a point; Ctrl and Enter saves; Alt and an arrow leafs."""
    operations.declare(bout, by=cast.judges[0], now=NOW)
    judge = come(DESK).sign_in(cast.judges[0])
    expect(judge.page.locator("h1")).to_be_visible()
    judge.open(at(bout, "entries/1/"))
    site, oral = judge.page.locator("[name=points-site]"), judge.page.locator("[name=points-oral]")
    expect(site).to_be_focused()
    press = judge.page.keyboard.press
    judge.page.keyboard.type("88")
    press("ArrowUp")
    press("Tab")
    expect(oral).to_be_focused()
    judge.page.keyboard.type("90")
    # A wheel under the pointer changes nothing.
    oral.hover()
    judge.page.mouse.wheel(0, 200)
    expect(oral).to_have_value("90")
    oral.focus()
    press("Control+Enter")
    expect(judge.page.locator("h1")).to_contain_text("南村202书记")
    press("Alt+ArrowDown")
    expect(judge.page.locator("h1")).to_contain_text("南村203书记")
    press("Alt+ArrowUp")
    expect(judge.page.locator("h1")).to_contain_text("南村202书记")
    assert ScoreSheet.objects.get().points == POINTS


def test_a_sheet_saved_without_a_network_is_sent_once_on_return(bout: Contest, judge: Traveller) -> None:
    judge.open(at(bout, "entries/1/"))
    judge.page.context.set_offline(True)
    give(judge, "70")
    save(judge)
    line(judge, "No connection. What you saved is kept on this device, and sent once when the connection is back.")
    judge.picture(judge.page, "01-no-network")
    # On second thoughts: what has been tried may have arrived, so this one is sent after it.
    give(judge, "71")
    save(judge)
    judge.page.context.set_offline(False)
    expect(judge.page.locator("h1")).to_contain_text("南村202书记", timeout=20_000)
    assert ScoreSheet.objects.get().points == {"site": "71", "oral": "90"}


def test_a_sheet_whose_echo_was_lost_is_kept_once(bout: Contest, judge: Traveller) -> None:
    """The server has written it, the network broke before saying so: the same key brings the same answer."""
    judge.open(at(bout, "entries/1/"))
    lost = []

    def lose(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        lost.append(route.fetch(max_redirects=0).status)
        route.abort()

    judge.page.route("**/judging/entries/1/", lose)
    give(judge)
    save(judge)
    line(judge, "No connection. What you saved is kept on this device, and sent once when the connection is back.")
    judge.page.unroute_all(behavior="wait")
    expect(judge.page.locator("h1")).to_contain_text("南村202书记", timeout=20_000)
    assert set(lost) == {303}
    assert ScoreVersion.objects.count() == 1


def test_what_was_typed_is_there_when_the_page_is_opened_again(bout: Contest, judge: Traveller) -> None:
    judge.open(at(bout, "entries/1/"))
    give(judge, "66")
    judge.open(at(bout, "entries/2/"))
    judge.open(at(bout, "entries/1/"))
    expect(judge.page.locator("[name=points-site]")).to_have_value("66")
    expect(judge.page.locator("#typed")).to_be_visible()
    assert not ScoreSheet.objects.exists()


def test_a_refused_sheet_stays_and_says_why(cast: Cast, bout: Contest, judge: Traveller) -> None:
    judge.open(at(bout, "entries/1/"))
    give(judge, "66")
    operations.score(bout, by=cast.judges[0], now=NOW, entry=1, points=POINTS)
    save(judge)
    line(judge, "Not saved, and kept with its entry:")
    line(judge, "You have changed this sheet on another device meanwhile: look at it again.")
    expect(judge.page.locator("[name=points-site]")).to_have_value("66")
    # What stands was shown; saved again it is the next version.
    expect(judge.page.locator("#stands")).to_contain_text("88.5")
    save(judge)
    expect(judge.page.locator("h1")).to_contain_text("南村202书记", timeout=20_000)
    assert ScoreSheet.objects.get().version == 2


def test_judges_and_the_desk_follow_the_speaker(cast: Cast, bout: Contest, judge: Traveller, come: Come) -> None:
    """Scoring opens on the open page, what is typed stays, the next speaker is a link; the desk counts by itself."""
    operations.draw_order(bout, by=cast.organizer, now=NOW)
    first, second, _third = Entry.objects.filter(contest=bout).order_by("turn")
    keeper = come().sign_in(cast.organizer)
    expect(keeper.page.locator("h1")).to_be_visible()
    keeper.open(at(bout, "hall/"))
    judge.open(at(bout))
    expect(judge.page.locator("#floor")).to_contain_text(judge.say("Nobody has the floor yet."))
    # Each step by the operations: no page is loaded anew from here on but by following a link.
    operations.call_up(bout, by=cast.organizer, now=NOW, entry=first.serial)
    judge.follow(judge.say("Go to %(name)s", name=first.person.name))
    expect(keeper.page.locator("#now h2")).to_contain_text(first.person.name)
    expect(judge.page.locator("#heard")).to_contain_text(judge.say("Scoring opens after the statement."))
    save_button = judge.page.get_by_role("button", name=judge.say("Save and go on"), exact=True)
    expect(save_button).to_have_count(0)
    judge.page.locator("[name=points-site]").fill("88.5")
    judge.page.locator("[name=points-site]").focus()
    judge.seen("11-floor")
    operations.open_scoring(bout, by=cast.organizer, now=NOW)
    expect(save_button).to_be_visible()
    expect(judge.page.locator("#heard")).to_be_empty()
    expect(judge.page.locator("[name=points-site]")).to_have_value("88.5")
    expect(judge.page.locator("[name=points-site]")).to_be_focused()
    for one in cast.judges[1:]:
        operations.score(bout, by=one, now=NOW, entry=first.serial, points=POINTS)
    expect(keeper.page.locator("#now")).to_contain_text("4")
    operations.call_up(bout, by=cast.organizer, now=NOW, entry=second.serial)
    expect(judge.page.locator("#floor")).to_contain_text(second.person.name)
    expect(judge.page.locator("[name=points-site]")).to_have_value("88.5")
    judge.seen("12-the-next-has-the-floor")
    judge.page.locator("[name=points-oral]").fill("90")
    save(judge)
    expect(judge.page.locator("h1")).to_contain_text(second.person.name)
    keeper.seen("13-the-desk")
    assert ScoreSheet.objects.get(seat__serial=1).points == POINTS
    for one in (judge, keeper):
        one.leaves_no_fault()


def test_the_organizer_leads_through_the_hall(cast: Cast, bout: Contest, come: Come, look: Look) -> None:
    operations.declare(bout, by=cast.judges[0], now=NOW)
    keeper, hall = come().sign_in(cast.organizer), come(Look(look.language, 1920, 1080))
    expect(keeper.page.locator("h1")).to_be_visible()
    keeper.open(at(bout, "panel/"))
    keeper.seen("01-panel")
    keeper.open(at(bout, "hall/"))
    keeper.follow(keeper.say("Draw the order by lot", "judging"))
    keeper.press(keeper.say("Draw the order by lot", "judging"))
    first = Entry.objects.get(contest=bout, turn=1)
    hall.open(f"/contests/screens/{bout.screen_key}/")
    keeper.open(at(bout, "hall/"))
    keeper.press(keeper.say("Give %(name)s the floor", name=first.person.name))
    expect(hall.page.locator("#hall h1")).to_have_text(first.person.name, timeout=5000)
    keeper.press(keeper.say("Open the scoring"))
    for judge in cast.judges:
        operations.score(bout, by=judge, now=NOW, entry=first.serial, points=POINTS)
    keeper.press(keeper.say("Show the marks"))
    expect(hall.page.locator(".hall-marks")).to_contain_text("89.25", timeout=5000)
    hall.seen("02-marks")
    keeper.seen("03-hall")
    keeper.open(at(bout, "paper/"))
    keeper.seen("04-paper")
    keeper.open(at(bout, "paper/print/"))
    keeper.seen("05-print")
    keeper.leaves_no_fault()
    hall.leaves_no_fault()
