"""The picture in the browser: a leader who leaves an instruction and sees it wait, an organizer, a department."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.factories import histories, people
from tests.factories.problems import Cast
from zhitongche.express.problems.models import Instruction
from zhitongche.foundation.permissions.roles import Role

pytestmark = pytest.mark.django_db
LATE = "饮水管道破裂，86 户断水三天。"
WORDS = "请水利局今天到村，本周恢复供水。"


def _filled(cast: Cast) -> None:
    """One closed, one in hand, and one that nobody has claimed in time."""
    histories.past(cast, "accept", "claim", "submit_closure", "confirm", "verify", days=60)
    histories.past(cast, "accept", "claim", days=20)
    histories.past(cast, "accept", days=40, category="water", description=LATE)


def test_the_leader_begins_with_the_picture_and_leaves_an_instruction(cast: Cast, come: Come) -> None:
    _filled(cast)
    posting = people.posting(Role.LEADER, "450422", people.person("杨帆"))
    people.account("yangfan", people.PASSWORD, posting.person)
    leader = come().sign_in(posting)
    expect(leader.main.locator("h1")).to_contain_text("藤县")
    leader.reads(leader.say("Needs your word"))
    leader.seen("01-leaders-picture")
    leader.open("/picture/")
    leader.take_up(LATE.rstrip("。").split("，")[0])
    leader.begin("Instruct", "problem")
    leader.fill(text=WORDS, due_on=histories.ahead(3).isoformat())
    leader.press(leader.say("Instruct", "problem"))
    # The page tells of it before the row is asked for here.
    leader.reads(WORDS)
    assert Instruction.objects.get().text == WORDS
    leader.open("/picture/instructions/")
    leader.reads(WORDS)
    leader.seen("02-leaders-instructions")
    leader.leaves_no_fault()


def test_the_organizer_opens_every_pane_and_the_projector(cast: Cast, come: Come) -> None:
    _filled(cast)
    organizer = come().sign_in(cast.organizer)
    organizer.home()
    organizer.go("Picture")
    organizer.reads(organizer.say("Three rates"))
    organizer.seen("11-organizers-picture")
    organizer.open("/picture/")
    shown = organizer.main.locator("ul.tiles a").first.locator("b").inner_text()
    organizer.main.locator("ul.tiles a").first.click()
    expect(organizer.main.locator(".crumb")).to_be_visible()
    assert shown == organizer.main.locator("ul.tiles a").first.locator("b").inner_text()
    organizer.seen("12-a-township")
    organizer.open("/picture/")
    number = organizer.main.locator(".rate a[href*=claimable]")
    said = int(number.inner_text())
    number.click()
    expect(organizer.main.locator("td.what")).to_have_count(said)
    organizer.reads(organizer.say("All claims, and what is past its limit and unclaimed", "figure"))
    organizer.seen("13-claims-and-what-nobody-has-claimed")
    organizer.open("/picture/?view=projector")
    organizer.seen("14-projector")
    organizer.leaves_no_fault()


def test_the_department_reads_what_it_leads(cast: Cast, come: Come) -> None:
    _filled(cast)
    power = come().sign_in(cast.power)
    power.home()
    power.go("Picture")
    power.reads(power.say("What we lead, open today, by state and light"))
    power.seen("21-departments-picture")
    power.leaves_no_fault()
