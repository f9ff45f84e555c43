"""An office's papers: a briefing from its draft to its number and to what has changed since, templates, minutes."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from docx import Document as WordDocument
from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.traveller import Traveller
from tests.factories import histories, people, problems
from tests.factories.documents import word
from tests.factories.problems import Cast
from zhitongche.express.meetings import operations as meetings
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.states import State
from zhitongche.foundation.people.models import Posting
from zhitongche.oversight.papers import afterwards
from zhitongche.oversight.papers.models import Paper

pytestmark = pytest.mark.django_db
TYPED = "电网改造已列入市级计划。"
NUMBER = "第7期"


@pytest.fixture
def leader(cast: Cast) -> Posting:
    """Who signs in 藤县."""
    posting = people.posting("leader", "450422", people.person("覃书记"))
    people.account("leader", people.PASSWORD, posting.person)
    return posting


@pytest.fixture
def solved(cast: Cast) -> Problem:
    """One problem was solved two months ago, another waits."""
    histories.past(cast, "accept", days=50)
    return histories.past(cast, "accept", "claim", "submit_closure", "confirm", "verify", days=60)


def test_a_briefing_from_its_draft_to_what_has_changed_since(
    cast: Cast, leader: Posting, solved: Problem, come: Come
) -> None:
    organizer, signer = come().sign_in(cast.organizer), come()
    _draft(organizer)
    _edit(organizer, solved)
    _submit(organizer)
    signer.sign_in(leader)
    _issue(signer)
    _take_out(organizer)
    histories.go_on(solved, "reopen", by=cast.organizer)
    _changed(organizer, solved)
    paper = Paper.objects.get()
    assert (paper.issue, paper.signer, paper.figures["closed"]["value"]) == (NUMBER, "覃书记", "1")
    for one in (organizer, signer):
        one.leaves_no_fault()


def _draft(organizer: Traveller) -> None:
    organizer.go("Papers", "paper")
    organizer.reads(organizer.say("No paper here"))
    organizer.seen("no paper yet")
    organizer.page.reload()
    organizer.follow(organizer.say("Write a paper", "paper"))
    organizer.choose(kind="briefing")
    organizer.fill(since=histories.ahead(-90).isoformat(), until=histories.ahead(0).isoformat())
    organizer.seen("writing a paper")
    organizer.press(organizer.say("Draft it", "paper"))
    expect(organizer.main.locator("article.paper")).to_contain_text("销号1个")
    organizer.reads(organizer.say("Every figure is as the records say today."))
    organizer.seen("a briefing as the records propose it")
    organizer.page.reload()


def _edit(organizer: Traveller, solved: Problem) -> None:
    """An unknown figure is told and what was typed is kept; then a sentence of one's own, and the typical case."""
    organizer.begin("Edit the text", "paper")
    field = organizer.page.locator("main textarea[name=text]")
    typed = f"{field.input_value()}\n{TYPED}"
    organizer.fill(text=f"{typed}[[nothing]]")
    organizer.press(organizer.say("Edit the text", "paper"))
    organizer.reads(organizer.say("There is no figure “%(name)s” in this paper.", name="nothing"))
    organizer.forgive(422)
    expect(field).to_have_value(f"{typed}[[nothing]]")
    organizer.seen("a figure that the paper has not")
    organizer.fill(text=typed)
    organizer.press(organizer.say("Edit the text", "paper"))
    organizer.reads(TYPED)
    organizer.begin("Choose typical cases", "paper")
    organizer.tick("problems", solved.number)
    organizer.seen("typical cases")
    organizer.page.reload()
    organizer.press(organizer.say("Choose typical cases", "paper"))
    organizer.reads(organizer.say("chose the typical cases.", "paper"))


def _submit(organizer: Traveller) -> None:
    organizer.begin("Send for review", "paper")
    organizer.fill(due_on=histories.ahead(3).isoformat())
    organizer.press(organizer.say("Send for review", "paper"))
    organizer.reads(organizer.say("sent it for review.", "paper"))


def _issue(signer: Traveller) -> None:
    signer.home()
    signer.seen("a paper waits for its signature")
    signer.page.reload()
    signer.take_up(Paper.objects.get().title, "issue")
    signer.begin("Sign and issue", "paper")
    expect(signer.page.locator("main [name=issue]")).to_have_value("第1期")
    signer.fill(issue=NUMBER)
    signer.seen("signing and issuing")
    signer.press(signer.say("Sign and issue", "paper"))
    signer.reads(signer.say("signed and issued it: %(issue)s.", "paper", issue=NUMBER))
    expect(signer.main.locator("article.paper")).to_contain_text(NUMBER)
    signer.seen("an issued briefing")


def _taken(organizer: Traveller, label: str) -> bytes:
    """The file behind a link of the page, as it lands on the visitor's disk."""
    with organizer.page.expect_download() as landing:
        organizer.follow(organizer.say(label))
    return Path(landing.value.path()).read_bytes()


def _take_out(organizer: Traveller) -> None:
    organizer.page.reload()
    lines = _lines(_taken(organizer, "Word"))
    assert TYPED in lines
    assert not any("代拟稿" in line for line in lines)
    assert _taken(organizer, "PDF").startswith(b"%PDF-")


def _lines(whole: bytes) -> list[str]:
    return [paragraph.text for paragraph in WordDocument(io.BytesIO(whole)).paragraphs]


def _changed(organizer: Traveller, solved: Problem) -> None:
    """The paper says what stood then; the page says that the records say something else by now, and which."""
    organizer.page.reload()
    told = organizer.main.locator(".checked.why")
    expect(told).to_contain_text(
        organizer.say("Records were changed, taken back or entered after the fact; the paper says what stood then.")
    )
    expect(organizer.main.locator("article.paper")).to_contain_text("销号1个")
    organizer.follow(organizer.say("Hold the figures against the records of today"))
    organizer.reads(organizer.say("changed", "figure"))
    organizer.seen("figures that have changed")
    organizer.page.reload()
    organizer.follow("销号问题（个）")
    organizer.reads(organizer.say("no longer counts"))
    organizer.seen("a figure that has changed")
    organizer.page.reload()
    organizer.take_up(solved.number)
    expect(organizer.main.locator("h1")).to_contain_text(solved.title)


def test_an_unknown_field_of_a_template_is_told_with_its_place(
    cast: Cast, solved: Problem, come: Come, tmp_path: Path
) -> None:
    organizer = come().sign_in(cast.organizer)
    organizer.go("Papers", "paper")
    organizer.follow(organizer.say("Word templates of the office"))
    _put_in_place(organizer, tmp_path / "faulty.docx", "简报", "共{{ 页数 }}页")
    organizer.reads("第2段：未知字段 页数")
    organizer.forgive(422)
    organizer.seen("a template with an unknown field")
    organizer.open("/papers/templates/")
    _put_in_place(organizer, tmp_path / "own.docx", "本局简报：{{ 标题 }}", "销号{{ 销号问题 }}个")
    organizer.reads("own.docx")
    organizer.seen("a template in place")
    organizer.open(f"/papers/new/?kind=briefing&since={histories.ahead(-90)}&until={histories.ahead(0)}")
    organizer.press(organizer.say("Draft it", "paper"))
    assert "销号1个" in _lines(_taken(organizer, "Word"))
    organizer.leaves_no_fault()


def _put_in_place(organizer: Traveller, path: Path, *lines: str) -> None:
    path.write_bytes(word(*lines))
    organizer.choose(kind="briefing")
    organizer.attach_paper(path, "file")
    organizer.press(organizer.say("Put it in place", "template"))


def test_minutes_and_list_stand_on_the_page_of_a_meeting_that_was_closed(cast: Cast, come: Come) -> None:
    """Nobody asks for them, and nobody loads the page anew."""
    heard = problems.problem(cast, State.POOLED, now=timezone.now() - timedelta(days=9))
    number = _held(cast, heard)
    organizer = come().sign_in(cast.organizer)
    organizer.open(f"/meetings/{number}/")
    organizer.begin("Close the meeting", "meeting")
    organizer.press(organizer.say("Close the meeting", "meeting"))
    organizer.reads(
        organizer.say(
            "Minutes and rectification list are being drafted from the records. They will be here within a minute."
        )
    )
    organizer.seen("minutes on their way")
    organizer.page.reload()
    organizer.reads(organizer.say("Carried over to the next meeting."))
    # The worker's turn.
    assert afterwards.draft_after_meetings(now=timezone.now()) == 2
    papers = organizer.page.locator("#papers-of")
    expect(papers).to_contain_text(organizer.say("Rectification list of a meeting", "kind of paper"), timeout=15_000)
    organizer.seen("minutes drafted")
    with organizer.page.expect_download() as landing:
        papers.get_by_role("link", name=organizer.say("Word")).first.click()
    assert any("纪要" in line for line in _lines(Path(landing.value.path()).read_bytes()))
    organizer.open(f"/meetings/{number}/")
    papers.get_by_role("link").filter(has_text=organizer.say("Minutes", "kind of paper")).first.click()
    organizer.reads(organizer.say("drafted it from the records.", "paper"))
    organizer.seen("minutes as they were drafted")
    organizer.leaves_no_fault()


def _held(cast: Cast, heard: Problem) -> str:
    """An open meeting of 藤县 with one problem on its agenda, which nobody has answered."""
    now = timezone.now()
    plan: dict[str, Any] = {"title": "藤县第一次项目对接会", "starts_at": now, "place": "县委党校"}
    meeting = meetings.plan(by=cast.organizer, now=now, **plan)
    meetings.add_item(meeting, by=cast.organizer, now=now, problems=[heard.number])
    meetings.invite(meeting, by=cast.organizer, now=now)
    return meetings.open_(meeting, by=cast.organizer, now=now).number
