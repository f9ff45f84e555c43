"""A bout by its people: opened from the template, entered on phones, closed by the clock, shown and learned from."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone, translation
from playwright.sync_api import expect

from tests.browser.conftest import Clock, Come
from tests.browser.traveller import Traveller
from tests.factories import contests, outcomes, people
from tests.factories.contests import NOW, TODAY, Cast
from tests.harness.browsers import PHONE, Look
from zhitongche.arena.contests import operations
from zhitongche.arena.contests.models import Contest, Entry, LateRequest, Learn, Pledge
from zhitongche.arena.contests.presenting import to_the_second
from zhitongche.arena.contests.states import State
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
TITLE = "企业项目比武"
STATEMENT = "引进农产品加工企业，流转土地三十亩，带动务工二十五人。"
CLOSES = NOW + timedelta(days=7)
ONE_DAY_LATER = CLOSES + timedelta(days=1)
SCORES_CLOSE = NOW + timedelta(days=14)


@pytest.fixture
def cast(committed: str, clock: Clock) -> Cast:
    """Those around the bout with accounts; the first village's income of the quarter is on record."""
    cast = contests.cast()
    named = {"keeper": cast.organizer, "watcher": cast.supervisor, "second": cast.second_organizer}
    named |= {f"secretary{number}": one for number, one in enumerate(cast.secretaries, start=1)}
    for name, posting in named.items():
        people.account(name, people.PASSWORD, posting.person)
    outcomes.recorded(
        cast.secretaries[0], kind="collective_income", period="2026Q2", amount=Decimal(90000), people=None
    )
    return cast


def typed(at: datetime) -> str:
    """As a browser sends a moment."""
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M:%S")


def on_a_phone(come: Come, look: Look, who: Posting) -> Traveller:
    """Secretaries enter on their phones, whichever language this run reads."""
    return come(Look(look.language, PHONE.width, PHONE.height)).sign_in(who)


def test_a_bout_is_opened_entered_closed_and_learned_from(
    cast: Cast, clock: Clock, come: Come, look: Look, photo: Path
) -> None:
    keeper = come().sign_in(cast.organizer)
    bout = _draw_up(keeper, cast)
    _open(keeper, bout)
    _change_and_sign(keeper, come().sign_in(cast.supervisor), bout)
    first, second, third = (on_a_phone(come, look, one) for one in cast.secretaries)
    _enter(first, photo, is_known=True)
    _enter(second, photo, is_known=False)
    _begin_only(third)
    keeper.open(f"/contests/{bout.number}/showcase/")
    counted = {"submitted": 2, "draft": 1, "withdrawn": 0}
    keeper.reads(keeper.say("Submitted: %(submitted)d · drafts: %(draft)d · withdrawn: %(withdrawn)d", **counted))
    clock["now"] = CLOSES
    # The worker's turn.
    assert operations.close_due(now=CLOSES) == 1
    for one in (first, second, third, keeper):
        one.sign_in_as(one.name, people.PASSWORD)
    _ask_late(third, keeper)
    _speak(second, first, bout)
    _learn_and_pledge(second, bout)
    clock["now"] = CLOSES + timedelta(days=9)
    second.sign_in_as(second.name, people.PASSWORD)
    _report(second, photo)
    keeper.sign_in_as(keeper.name, people.PASSWORD)
    _look_back(keeper, bout)
    for one in (keeper, first, second, third):
        one.leaves_no_fault()


def _draw_up(keeper: Traveller, cast: Cast) -> Contest:
    """Alliance, item, title and two dates: the template has the rest."""
    keeper.go("Contests")
    keeper.seen("01-no-contest-yet")
    keeper.follow(keeper.say("Draw up a contest", "contest"))
    keeper.choose(alliance=cast.alliance.number, item="LD-02")
    keeper.fill(title=TITLE, entries_close_at=typed(CLOSES), scores_close_at=typed(SCORES_CLOSE))
    keeper.seen("02-draw-up")
    keeper.page.locator("details.more > summary").click()
    keeper.seen("03-draw-up-everything")
    keeper.press(keeper.say("Draw up a contest", "contest"))
    expect(keeper.page.locator("h1")).to_have_text(TITLE)
    keeper.seen("04-draft")
    return Contest.objects.get()


def _open(keeper: Traveller, bout: Contest) -> None:
    keeper.begin("Name the panel", "judging")
    boxes = keeper.page.locator("main input[name=judges]")
    expect(boxes).to_have_count(5)
    for box in boxes.all():
        box.check()
    keeper.seen("05-panel")
    keeper.press(keeper.say("Name the panel", "judging"))
    keeper.open(f"/contests/{bout.number}/")
    keeper.begin("Open for entries", "contest")
    keeper.seen("06-open")
    keeper.press(keeper.say("Open for entries", "contest"))
    keeper.reads(keeper.say("Entries close"))
    keeper.seen("07-opened")
    bout.refresh_from_db()
    assert (bout.state, bout.rules_version) == (State.OPEN, 1)


def _change_and_sign(keeper: Traveller, watcher: Traveller, bout: Contest) -> None:
    """A change after the opening counts when somebody else has signed it."""
    keeper.begin("Propose to change its rules", "contest")
    keeper.fill(reason="会场改期，评分延后一天。", scores_close_at=typed(SCORES_CLOSE + timedelta(days=1)))
    keeper.seen("08-propose")
    keeper.press(keeper.say("Propose to change its rules", "contest"))
    keeper.reads("2")
    watcher.home()
    watcher.take_up(TITLE, "sign_rules")
    watcher.begin("Sign the change of its rules", "contest")
    watcher.reads("会场改期，评分延后一天。")
    with translation.override(watcher.look.language):
        moved = to_the_second(SCORES_CLOSE + timedelta(days=1))
    watcher.reads(moved)
    watcher.seen("09-sign")
    watcher.press(watcher.say("Sign the change of its rules", "contest"))
    watcher.seen("10-signed")
    bout.refresh_from_db()
    assert (bout.rules_version, bout.scores_close_at) == (2, SCORES_CLOSE + timedelta(days=1))


def _enter(secretary: Traveller, photo: Path, *, is_known: bool) -> None:
    """From the list of the day; what the records know is there already, and is taken over by one tap."""
    secretary.home()
    secretary.take_up(TITLE, "begin_entry")
    secretary.follow(secretary.say("Enter", "entry"))
    if is_known:
        secretary.reads("CG-370681-2026-0001")
        secretary.seen("11-enter")
        secretary.page.reload()
    secretary.fill(statement=STATEMENT)
    for name in ("photos_before", "photos"):
        secretary.page.locator(f"main input[type=file][name={name}]").set_input_files(photo)
        expect(secretary.page.locator(f"main .photos input[name={name}]")).to_have_count(1)
    if is_known:
        secretary.press(secretary.say("Take them over"))
        expect(secretary.page.locator("#id_figures_1_source")).to_have_value(secretary.say("records"))
        expect(secretary.page.locator("main [name=statement]")).to_have_value(STATEMENT)
        expect(secretary.page.locator("main .photos input[name=photos]")).to_have_count(1)
        secretary.seen("12-taken-over")
    secretary.press(secretary.say("Keep as it is now"))
    if is_known:
        secretary.seen("13-kept")
    secretary.begin("Submit", "entry")
    secretary.seen("14-submit")
    secretary.press(secretary.say("Submit", "entry"))
    secretary.seen("15-submitted")


def _begin_only(secretary: Traveller) -> None:
    """Kept, and not submitted before it closes."""
    secretary.home()
    secretary.take_up(TITLE, "begin_entry")
    secretary.follow(secretary.say("Enter", "entry"))
    secretary.reads(secretary.say("For this item and month the records of your village hold nothing."))
    secretary.fill(statement=STATEMENT)
    secretary.press(secretary.say("Keep as it is now"))
    secretary.reads(STATEMENT)


def _ask_late(secretary: Traveller, keeper: Traveller) -> None:
    """Asked once, decided once; then it is submitted as granted."""
    secretary.go("Contests")
    secretary.take_up(TITLE)
    secretary.begin("Ask to enter late", "contest")
    secretary.fill(reason="村里停电，没有赶上。")
    secretary.seen("16-ask-late")
    secretary.press(secretary.say("Ask to enter late", "contest"))
    secretary.seen("17-asked")
    keeper.home()
    keeper.take_up(TITLE, "decide_late")
    keeper.seen("18-late-requests")
    keeper.page.locator("#late a.btn").click()
    keeper.choose(granted="true")
    keeper.fill(reason="停电属实。")
    keeper.seen("18-the-decision")
    keeper.press(keeper.say("Decide a late request", "contest"))
    assert LateRequest.objects.get().state == LateRequest.State.GRANTED
    secretary.open("/contests/mine/")
    secretary.take_up(TITLE)
    secretary.begin("Submit", "entry")
    secretary.press(secretary.say("Submit", "entry"))
    secretary.reads(secretary.say("Submitted late, as granted"))
    assert Entry.objects.filter(state=Entry.State.SUBMITTED).count() == 3


def _speak(asker: Traveller, entrant: Traveller, bout: Contest) -> None:
    """A comment, a question, and the answer of whoever entered it."""
    asker.open(f"/contests/{bout.number}/showcase/")
    asker.seen("19-showcase")
    asker.page.locator("article h2 a").first.click()
    asker.seen("20-entry")
    for kind, words in (("comment", "做法实在，值得学。"), ("question", "土地流转价格怎么定的？")):
        asker.follow(asker.say("Comment or ask", "showcase"))
        asker.choose(kind=kind)
        asker.fill(text=words)
        if kind == "question":
            asker.seen("21-ask")
        asker.press(asker.say("Comment or ask", "showcase"))
        asker.reads(words)
    entrant.open(asker.page.url.removeprefix(asker.page.url.split("/contests/")[0]))
    entrant.follow(entrant.say("Answer", "showcase"))
    entrant.fill(text="按村民代表会议决议，每亩六百元。")
    entrant.seen("22-answer")
    entrant.reads("土地流转价格怎么定的？")
    entrant.press(entrant.say("Answer", "showcase"))
    entrant.reads("每亩六百元")
    entrant.seen("23-answered")


def _learn_and_pledge(learner: Traveller, bout: Contest) -> None:
    learner.open(f"/contests/{bout.number}/entries/1/")
    learner.begin("Learn from this", "showcase")
    learner.fill(note="学土地流转的办法。")
    learner.press(learner.say("Learn from this", "showcase"))
    learner.begin("Pledge", "showcase")
    learner.fill(text="栽植扁桃", measure="栽植", target="20", unit="亩")
    learner.fill(due_on=(TODAY + timedelta(days=20)).isoformat())
    learner.seen("24-pledge")
    learner.press(learner.say("Pledge", "showcase"))
    learner.seen("25-pledged")
    learner.open(f"/contests/{bout.number}/showcase/")
    expect(learner.page.locator("#learned svg line")).to_have_count(1)
    learner.reads("栽植扁桃")
    learner.seen("26-who-learned-from-whom")
    assert (Learn.objects.count(), Pledge.objects.get().learn) == (1, Learn.objects.get())


def _report(learner: Traveller, photo: Path) -> None:
    """What was promised is on the list of the day; its report stands on the village's page."""
    learner.home()
    learner.seen("27-a-pledge-waits")
    learner.open("/contests/mine/")
    learner.seen("28-mine")
    learner.follow(learner.say("Report on a pledge"))
    learner.fill(done="22", text="二十二亩全部栽完，成活良好。")
    learner.attach(photo)
    learner.seen("29-report")
    learner.press(learner.say("Report on a pledge"))
    learner.open("/contests/villages/370681104202/")
    learner.reads("二十二亩全部栽完")
    learner.seen("30-village")


def _look_back(keeper: Traveller, bout: Contest) -> None:
    keeper.open("/contests/calendar/")
    keeper.reads(TITLE)
    keeper.seen("31-calendar")
    keeper.open(f"/contests/{bout.number}/")
    keeper.page.locator("main section details > summary").last.click()
    keeper.seen("32-bout")
