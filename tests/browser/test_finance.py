"""The finance department's journey: opens a source, is asked for money, commits and pays; the village sees it arrive."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.factories import people, projects, sources
from tests.factories.projects import Cast
from zhitongche.express.projects.models import FundingEntry, Project
from zhitongche.express.projects.states import State
from zhitongche.express.sources.models import FundingSource

pytestmark = pytest.mark.django_db
NAME = "茶产业衔接资金"


@pytest.fixture
def people_of_money(committed: str) -> Cast:
    cast = projects.cast()
    for posting, name in ((cast.finance, "finance"), (cast.secretary, "secretary")):
        people.account(name, people.PASSWORD, posting.person)
    return cast


def test_money_goes_from_a_source_to_a_project(people_of_money: Cast, come: Come) -> None:
    cast = people_of_money
    hoped = [{"source": "村集体自筹", "kind": "village", "planned": Decimal(350_000)}]
    project = projects.planned(cast.secretary, funding=hoped)
    finance = come().sign_in(cast.finance)
    finance.open("/sources/open/")
    finance.fill(name=NAME, total="50")
    finance.seen("01-a-source-is-opened")
    finance.press(finance.say("Open it"))
    expect(finance.page.locator("h1")).to_have_text(NAME)
    source = FundingSource.objects.get()

    village = come().sign_in(cast.secretary)
    village.open(f"/projects/{project.number}/")
    village.page.locator("#money a", has_text=village.say("Ask for it")).click()
    village.fill(planned="20")
    village.seen("02-the-village-asks")
    village.page.locator("form .btn-primary").click()
    expect(village.page.locator("#money")).to_contain_text(NAME)
    village.seen("03-the-stack")

    Project.objects.filter(pk=project.pk).update(state=State.LISTED)
    finance.home()
    finance.page.locator("main a", has_text=project.title).first.click()
    finance.open(f"/projects/{project.number}/update_funding/?funding=2")
    finance.fill(committed="20", received="12.5")
    finance.page.locator("form .btn-primary").click()
    expect(finance.page.locator("#money")).to_contain_text(NAME)
    finance.seen("04-committed-and-paid")
    village.leaves_no_fault()
    finance.leaves_no_fault()
    assert sources.amounts(project, 2) == ("200000.00", "200000.00", "125000.00", "0.00")
    source.refresh_from_db()
    assert source.left_amount == Decimal("300000.00")
    assert FundingEntry.objects.filter(posting=cast.finance).count() == 2
