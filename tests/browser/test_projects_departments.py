"""The departments' journeys with projects: one gives money as far as it reaches, one decides an approval."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.traveller import Traveller
from tests.factories import approvals, histories, projects, sources
from tests.factories.projects import NOW, Cast
from zhitongche.express.projects.models import FundingEntry, Project
from zhitongche.express.projects.states import State
from zhitongche.express.sources.models import FundingSource

pytestmark = pytest.mark.django_db
TEA = projects.PLAN["title"]
NAME = "茶产业衔接资金"


def test_the_finance_liaison_opens_a_source_commits_and_pays(library: Cast, come: Come) -> None:
    project = projects.brought_to(State.LISTED, library)
    finance = come().sign_in(library.finance)
    _open_a_source(finance)
    source = FundingSource.objects.get()
    projects.operations.add_funding(
        project, by=library.secretary, now=NOW, source=source.number, kind=source.kind, planned=Decimal(200_000)
    )
    _commit_too_much(finance)
    _commit(finance)
    _pay(finance)
    finance.leaves_no_fault()
    assert sources.amounts(project, 3) == ("200000.00", "200000.00", "125000.00", "0.00")
    source.refresh_from_db()
    assert source.left_amount == Decimal(100_000)
    assert FundingEntry.objects.filter(posting=library.finance).count() == 2


def _open_a_source(finance: Traveller) -> None:
    finance.home()
    finance.seen("01-nothing-waits")
    finance.go("Funding")
    finance.seen("02-no-source-yet")
    finance.follow(finance.say("Open a source of money"))
    finance.fill(name=NAME, total="30", conditions="用于六堡茶产业，不得用于人员经费。", basis="藤财农〔2026〕12号")
    finance.fill(apply_by=histories.ahead(60).isoformat())
    finance.tick("industries", "tea")
    finance.seen("03-open")
    finance.press(finance.say("Open it"))
    finance.reads(finance.say("opened it."))
    finance.seen("04-opened")


def _commit_too_much(finance: Traveller) -> None:
    """Told how much is left, and what can still be committed."""
    finance.home()
    finance.seen("05-asked-for-money")
    finance.take_up(TEA, "update_funding")
    finance.begin("Enter money", "project")
    finance.choose(funding="3")
    finance.fill(committed="35")
    finance.press(finance.say("Enter money", "project"))
    thirty = "30 万元" if finance.look.is_phone else "CNY 300,000"
    sentence = finance.say(
        "%(source)s has %(left)s left: at most %(most)s can be committed to this project.",
        source=NAME,
        left=thirty,
        most=thirty,
    )
    expect(finance.page.get_by_role("alert").first).to_contain_text(sentence)
    finance.seen("06-more-than-is-left")
    finance.forgive(422)


def _commit(finance: Traveller) -> None:
    finance.fill(committed="20", note="资金下达通知。")
    finance.press(finance.say("Enter money", "project"))
    finance.reads("资金下达通知。")
    finance.seen("07-committed")
    finance.home()
    expect(finance.page.locator("section[aria-labelledby$=-update_funding]")).to_have_count(0)


def _pay(finance: Traveller) -> None:
    """From the source, which names the projects it gives to."""
    finance.go("Funding")
    finance.follow(NAME)
    finance.seen("08-whom-it-gives-to")
    finance.follow(TEA)
    finance.begin("Enter money", "project")
    finance.choose(funding="3")
    finance.fill(received="12.5", on=histories.ahead(0).isoformat())
    finance.press(finance.say("Enter money", "project"))
    expect(finance.main.locator("#money")).to_contain_text("12.5" if finance.look.is_phone else "125,000")
    finance.follow(finance.say("Every entry"))
    finance.seen("09-every-entry")


def test_the_offices_liaison_decides_an_approval(library: Cast, come: Come) -> None:
    project = approvals.needed(projects.ready(library), library.secretary, "land", "permit")
    approvals.take(project, "submit", library.secretary)
    office = come().sign_in(library.planning)
    _accept(office)
    _ask_for_more(office)
    approvals.take(project, "supply", library.secretary, later=(histories.ahead(0) - projects.TODAY).days)
    _grant(office)
    office.leaves_no_fault()
    assert approvals.approval(project, "land").state == "granted"
    assert Project.objects.get(pk=project.pk).pending_approval_count == 1


def _accept(office: Traveller) -> None:
    office.home()
    office.seen("1-the-offices-day")
    office.take_up(TEA, "update_approval")
    office.seen("2-submitted")
    _step(office, "Accept")
    office.seen("3-accept")
    office.press(office.say("Accept", "approval step"))
    office.reads(office.say("accepted the application for: %(name)s (%(on)s).").split("%(name)s")[0])
    office.seen("4-accepted")


def _ask_for_more(office: Traveller) -> None:
    _step(office, "Ask for more papers")
    office.fill(note="缺勘测定界图。")
    office.press(office.say("Ask for more papers", "approval step"))
    office.reads("缺勘测定界图。")
    office.seen("5-more-papers")
    office.home()
    expect(office.page.locator("section[aria-labelledby$=-update_approval]")).to_have_count(0)


def _grant(office: Traveller) -> None:
    office.home()
    office.take_up(TEA, "update_approval")
    _step(office, "Grant")
    office.press(office.say("Grant", "approval step"))
    office.reads(office.say("granted: %(name)s (%(on)s).").split("%(name)s")[0])
    office.seen("6-granted")
    office.home()
    expect(office.page.locator("section[aria-labelledby$=-update_approval]")).to_have_count(0)


def _step(office: Traveller, step: str) -> None:
    """A step of the first approval whose turn is the office's."""
    office.main.locator("td.do").get_by_role("link").filter(has_text=office.say(step, "approval step")).first.click()
