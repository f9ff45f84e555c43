"""A result in the browser: the organizer's ranking, an entrant who recomputes it, an objection, and what everybody checks."""

from pathlib import Path

import pytest

from tests.browser.conftest import Come
from tests.factories import contests, people, results
from tests.factories.contests import Cast
from zhitongche.arena.contests.models import Contest
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
