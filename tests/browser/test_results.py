"""A result in the browser: from the last sheet to the final list, and who reads, recomputes, objects to and checks it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Clock, Come
from tests.browser.traveller import Traveller
from tests.factories import contests, people, results
from tests.factories.contests import Cast
from zhitongche.arena.contests.models import Contest
from zhitongche.arena.contests.states import State
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
VERIFIED = "Verified: computed afresh from the sealed scores, the result is the same to the last character."


@pytest.fixture
def around(committed: str) -> Cast:
    return contests.cast()


def account(posting: Posting, name: str) -> Posting:
    people.account(name, people.PASSWORD, posting.person)
    return posting


def address(made: Contest) -> str:
    return f"/contests/{made.number}/results/"


def test_the_organizer_reads_the_ranking_and_tries_other_rules(around: Cast, come: Come) -> None:
    made = results.published(around, by_judge={0: (100, 60, 75, 80, 90)})
    results.objected(around, made)
    organizer = come().sign_in(account(around.organizer, "organizer"))
    organizer.open(address(made))
    organizer.reads(organizer.say("Full ranking"))
    organizer.seen("results-01-organizer")
    organizer.open(f"{address(made)}objections/1/")
    organizer.reads("实绩分与台账不符。")
    organizer.seen("results-02-objection")
    organizer.open(f"/contests/sandbox/?contest={made.number}&quota=0.2")
    organizer.reads(organizer.say("Would no longer be champions:"))
    organizer.seen("results-03-sandbox")
    organizer.leaves_no_fault()


def test_an_entrant_learns_why_and_recomputes_it_in_the_browser(around: Cast, come: Come) -> None:
    made = results.published(around)
    entrant = come().sign_in(account(around.secretaries[2], "entrant"))
    entrant.open(address(made))
    entrant.reads("77.50")
    entrant.press(entrant.say("Verify", "bundle"))
    entrant.reads(entrant.say(VERIFIED))
    entrant.seen("results-04-entrant")
    entrant.leaves_no_fault()


def test_a_result_from_the_last_sheet_to_the_final_list(around: Cast, clock: Clock, come: Come) -> None:
    """Scores are closed, settled and published; somebody objects, somebody apart decides; then it ends, with titles."""
    made = results.scored(around)
    Contest.objects.filter(pk=made.pk).update(state=State.ENTRIES_CLOSED)
    organizer = come().sign_in(account(around.organizer, "organizer"))
    _close_settle_publish(organizer, made)
    entrant = come().sign_in(account(around.secretaries[2], "entrant"))
    _object(entrant, made)
    _accept(organizer, made)
    apart = come().sign_in(account(around.second_organizer, "apart"))
    _decide(apart, made)
    entrant.page.reload()
    entrant.reads("台账金额已与到账凭证逐笔核对，无误。")
    entrant.seen("results-17-answered")
    clock["now"] = results.AFTER
    organizer.sign_in_as(organizer.name, people.PASSWORD)
    _finalise(organizer, made)
    champion = come().sign_in(account(around.secretaries[0], "champion"))
    champion.take_up(made.title)
    champion.follow(champion.say("Results"))
    champion.seen("results-20-champion")
    champion.follow(f"{champion.say('Check', 'certificate')} {around.secretaries[0].person.name}")
    champion.reads(champion.say("This certificate is true, and its title is in force."))
    for one in (organizer, entrant, apart, champion):
        one.leaves_no_fault()
    assert results.titles(made)[0].person == around.secretaries[0].person


def _act(somebody: Traveller, label: str, moment: str) -> None:
    """An act of the page, and its button on the page of its form."""
    somebody.begin(label, "contest")
    somebody.seen(moment)
    somebody.press(somebody.say(label, "contest"))


def _close_settle_publish(organizer: Traveller, made: Contest) -> None:
    expect(organizer.page.locator("h1")).to_be_visible()
    organizer.open(f"/contests/{made.number}/")
    organizer.begin("Close the scores", "judging")
    organizer.seen("results-07-close")
    organizer.press(organizer.say("Close the scores", "judging"))
    expect(organizer.page.locator("h1")).to_have_text(made.title)
    organizer.home()
    organizer.take_up(made.title, "settle")
    _act(organizer, "Settle", "results-08-settle")
    organizer.seen("results-09-settled")
    organizer.follow(organizer.say("Results"))
    organizer.reads(organizer.say("No: each stands without any one of them."))
    _act(organizer, "Put on public notice", "results-10-publish")
    organizer.seen("results-11-published")


def _object(entrant: Traveller, made: Contest) -> None:
    entrant.take_up(made.title)
    entrant.follow(entrant.say("Results"))
    entrant.begin("Object", "contest")
    entrant.fill(text="实绩分与台账不符。")
    entrant.seen("results-12-object")
    entrant.press(entrant.say("Object", "contest"))
    entrant.open(address(made))
    entrant.page.locator("#objections a").click()
    entrant.seen("results-13-objected")


def _accept(organizer: Traveller, made: Contest) -> None:
    organizer.home()
    organizer.take_up(made.title, "accept_objection")
    organizer.follow(organizer.say("Results"))
    organizer.page.locator("#objections a").click()
    _act(organizer, "Accept the objection", "results-14-accept")


def _decide(apart: Traveller, made: Contest) -> None:
    apart.take_up(made.title, "decide_objection")
    apart.follow(apart.say("Results"))
    apart.page.locator("#objections a").click()
    apart.begin("Decide the objection", "contest")
    apart.choose(upheld="false")
    apart.fill(reply="台账金额已与到账凭证逐笔核对，无误。")
    apart.seen("results-15-decide")
    apart.press(apart.say("Decide the objection", "contest"))
    apart.seen("results-16-decided")


def _finalise(organizer: Traveller, made: Contest) -> None:
    organizer.take_up(made.title, "finalise")
    _act(organizer, "End it and award the titles", "results-18-finalise")
    organizer.follow(organizer.say("Results"))
    organizer.reads(results.titles(made)[0].number)
    organizer.seen("results-19-final")


def test_everybody_verifies_a_file_and_checks_a_certificate(around: Cast, come: Come, tmp_path: Path) -> None:
    made = results.final(around)
    bundle = tmp_path / "bundle.json"
    bundle.write_text(results.settlement(made).answer, encoding="utf-8")
    somebody = come()
    somebody.open("/verify/")
    somebody.page.locator("main input[type=file]").set_input_files(bundle)
    somebody.reads(somebody.say(VERIFIED))
    somebody.seen("results-05-verify")
    somebody.open("/certificates/")
    somebody.fill(code=results.titles(made)[0].code)
    somebody.press(somebody.say("Check", "certificate"))
    somebody.reads(somebody.say("This certificate is true, and its title is in force."))
    somebody.seen("results-06-certificate")
    somebody.leaves_no_fault()


def test_without_script_the_server_verifies(around: Cast, come_without_script: Come, tmp_path: Path) -> None:
    bundle = tmp_path / "bundle.json"
    bundle.write_text(results.settlement(results.settled(around)).answer.replace("89.50", "99.50"), encoding="utf-8")
    somebody = come_without_script()
    somebody.open("/verify/")
    somebody.page.locator("main input[type=file]").set_input_files(bundle)
    somebody.press(somebody.say("Have the server compute it"))
    somebody.reads(somebody.say("It differs. What is not as computed:"))
