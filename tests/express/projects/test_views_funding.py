"""The money on a project's page, the pages of sources, and the finance department's journey, all without script."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import people, projects, sources
from tests.factories.projects import NOW, Cast
from zhitongche.express.projects import operations, queries
from zhitongche.express.projects.models import Overlap, Project
from zhitongche.express.projects.states import State
from zhitongche.express.sources.models import FundingSource
from zhitongche.foundation.people.models import Account, Posting

pytestmark = pytest.mark.django_db


def browser(posting: Posting, language: str = "en") -> Client:
    client = Client()
    found = Account.objects.filter(person=posting.person_id).first()
    client.force_login(found or people.account(f"u{posting.person_id}", of=posting.person))
    client.cookies["django_language"] = language
    return client


def send(client: Client, address: str, **typed: Any) -> Any:
    """The form as a browser without script sends it: with the key that its page holds."""
    page = client.get(address).content.decode()
    found = re.search(r'name="idempotency_key" value="([^"]+)"', page)
    assert found, page[:500]
    return client.post(address, {"idempotency_key": found[1], **typed})


def text_of(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.fixture
def source(cast: Cast) -> FundingSource:
    return sources.opened(cast.finance)


def named(project: Project, source: FundingSource, cast: Cast) -> None:
    told = {"source": source.number, "kind": source.kind, "planned": Decimal(100_000)}
    operations.add_funding(project, by=cast.secretary, now=NOW, **told)


def test_the_finance_department_finds_what_waits_and_commits_and_pays(source: FundingSource, cast: Cast) -> None:
    project = projects.brought_to(State.LISTED, cast)
    named(project, source, cast)
    finance = browser(cast.finance)
    assert project in queries.waiting_for_update_funding(cast.finance)
    address = f"/projects/{project.number}/update_funding/?funding=3"
    assert send(finance, address, funding="3", committed="10").status_code == 303
    assert send(finance, address, funding="3", received="4.0001", note="国库支付").status_code == 303
    assert sources.amounts(project, 3) == ("100000.00", "100000.00", "40001.00", "0.00")
    page = text_of(finance.get(f"/projects/{project.number}/"))
    assert "CNY 40,001" in page
    assert "Every entry" in page
    assert "国库支付" in text_of(finance.get(f"/projects/{project.number}/entries/"))
    assert project not in queries.waiting_for_update_funding(cast.finance)


def test_a_source_leads_to_why_a_project_that_waits_is_stuck(
    project: Project, source: FundingSource, cast: Cast
) -> None:
    named(project, source, cast)
    page = browser(cast.finance).get(f"/sources/{source.number}/").content.decode()
    assert f'href="/chains/projects/{project.number}/"' in page


def test_an_amount_that_is_none_comes_back_with_a_sentence(source: FundingSource, cast: Cast) -> None:
    project = projects.brought_to(State.LISTED, cast)
    named(project, source, cast)
    finance, address = browser(cast.finance), f"/projects/{project.number}/update_funding/"
    for typed in ("60", "-1", "0.0000001", "NaN", "1e30", "许多"):
        answer = send(finance, address, funding="3", committed=typed)
        assert answer.status_code == 422, typed
    assert "CNY 500,000 left" in text_of(send(finance, address, funding="3", committed="60"))


def test_a_village_finds_a_source_and_asks_for_it(project: Project, source: FundingSource, cast: Cast) -> None:
    unfit = sources.opened(cast.finance, name="水果专项", industries=["fruit"])
    secretary = browser(cast.secretary)
    page = secretary.get(f"/projects/{project.number}/")
    assert f"/projects/{project.number}/sources/" in page.content.decode()
    part = secretary.get(f"/projects/{project.number}/sources/", headers={"HX-Request": "true"})
    found = part.content.decode()
    assert found.index(source.name) < found.index("Sources that do not fit") < found.index(unfit.name)
    asked = re.search(r'href="([^"]+add_funding[^"]+)"', found)
    assert asked
    address = asked[1].replace("&amp;", "&")
    assert f'value="{source.number}"' in secretary.get(address).content.decode()
    answer = send(secretary, address, source=source.number, kind="fiscal", planned="35")
    assert answer.status_code == 303
    assert sources.line(project, 3).source == source
    again = secretary.get(f"/projects/{project.number}/sources/")
    assert "Sources that could fill the gap" in text_of(again)
    # What is named already is not asked for again.
    assert "add_funding" not in again.content.decode()


def test_the_money_is_a_chart_with_its_table_behind(project: Project, cast: Cast) -> None:
    page = browser(cast.secretary).get(f"/projects/{project.number}/").content.decode()
    assert page.count('class="chart-bar"') == 4
    assert "财政衔接资金" in page
    assert "url(#money-1)" in page


def test_the_page_takes_as_many_statements_for_one_line_as_for_three(source: FundingSource, cast: Cast) -> None:
    project = projects.brought_to(State.LISTED, cast)
    named(project, source, cast)
    client, address = browser(cast.secretary), f"/projects/{project.number}/"
    one = statements(client, address)
    for number in range(3):
        named(project, sources.opened(cast.finance, name=f"来源{number}"), cast)
    assert statements(client, address) == one <= 12


# ---- sources --------------------------------------------------------------------------------------------------------


def test_the_list_takes_as_many_statements_for_one_source_as_for_three(source: FundingSource, cast: Cast) -> None:
    client = browser(cast.secretary)
    one = statements(client, "/sources/")
    for number in range(2):
        sources.opened(cast.finance, name=f"来源{number}")
    assert statements(client, "/sources/") == one
    assert text_of(client.get("/sources/")).count("来源") == 2
    assert "来源1" not in text_of(client.get("/sources/", {"q": "来源0", "kind": "fiscal"}))
    assert "Nothing matches" in text_of(client.get("/sources/", {"state": "withdrawn"}))
    assert client.get("/sources/", {"state": "gone", "kind": "gold", "cursor": "x"}).status_code == 200


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_source_lives_its_whole_life_on_its_pages(cast: Cast, language: str) -> None:
    finance = browser(cast.finance, language)
    opened = send(
        finance, "/sources/open/", name="衔接资金", kind="fiscal", total="50", industries=["tea"], most_percent="60"
    )
    assert opened.status_code == 303
    page = opened["Location"]
    assert "衔接资金" in text_of(finance.get(page))
    revised = send(finance, f"{page}revise/", name="衔接资金", total="60.5", apply_by="2099-01-01")
    assert revised.status_code == 303
    for verb in ("close", "reopen", "withdraw"):
        assert send(finance, f"{page}{verb}/", reason="按文件办理。").status_code == 303
        assert finance.get(page).status_code == 200
    made = FundingSource.objects.get()
    assert (made.state, made.total_amount, made.industries) == ("withdrawn", Decimal("605000.00"), [])
    assert finance.get(f"{page}close/").status_code == 409
    assert finance.get(f"{page}no-such/").status_code == 404


def test_a_sources_page_shows_whom_it_gives_to(project: Project, source: FundingSource, cast: Cast) -> None:
    named(project, source, cast)
    for reader in ("secretary", "finance", "organizer", "leader"):
        page = text_of(browser(getattr(cast, reader)).get(f"/sources/{source.number}/"))
        assert project.title in page
        assert "waits for a commitment" in page
    assert browser(cast.stranger).get(f"/sources/{source.number}/").status_code == 404
    assert browser(cast.secretary).get(f"/sources/{source.number}/withdraw/").status_code == 403
    assert browser(cast.secretary).get("/sources/open/").status_code == 404


def test_a_voucher_is_seen_by_who_sees_the_project(source: FundingSource, cast: Cast) -> None:
    project = projects.brought_to(State.LISTED, cast)
    named(project, source, cast)
    paper = projects.paper(cast.finance)
    told = {"funding": 3, "committed": Decimal(1), "voucher": [paper]}
    operations.update_funding(project, by=cast.finance, now=NOW, **told)
    address = f"/projects/{project.number}/vouchers/{paper}/"
    shown = browser(cast.secretary).get(address)
    assert shown.status_code == 200
    assert b"".join(shown.streaming_content)
    assert browser(cast.neighbour).get(address).status_code == 404
    other = projects.planned(cast.secretary, title="别的事")
    assert browser(cast.secretary).get(f"/projects/{other.number}/vouchers/{paper}/").status_code == 404


def test_works_that_seem_paid_for_twice_are_shown_and_ruled_on(cast: Cast) -> None:
    told = {"title": "六堡茶园灌溉渠建设", "scope_of_works": "新建灌溉渠1.2公里，蓄水池200立方米。"}
    older, newer = (projects.planned(cast.secretary, **told) for _time in range(2))
    pair = Overlap.objects.get(project=newer, other=older)
    organizer = browser(cast.organizer)
    assert list(queries.waiting_for_ruling(cast.organizer)) == [newer]
    for project, other in ((older, newer), (newer, older)):
        assert other.number in text_of(organizer.get(f"/projects/{project.number}/"))
    answer = send(organizer, f"/projects/{newer.number}/confirm_overlap/", overlap=pair.pk, reason="同一条渠。")
    assert answer.status_code == 303
    assert "The same works" in text_of(organizer.get(f"/projects/{older.number}/"))


def test_the_form_asks_each_reader_only_for_what_is_theirs_to_say(source: FundingSource, cast: Cast) -> None:
    project = projects.brought_to(State.LISTED, cast)
    named(project, source, cast)
    address = f"/projects/{project.number}/update_funding/?funding=3"
    asked = {
        name: set(
            re.findall(
                r'name="(planned|committed|received|spent)"', browser(getattr(cast, name)).get(address).content.decode()
            )
        )
        for name in ("finance", "secretary", "organizer")
    }
    assert asked["finance"] == {"committed", "received", "spent"}
    # The village commits what it gives itself; the organizer speaks for sources that stand there by name.
    assert asked["secretary"] == asked["organizer"] == {"planned", "committed", "received", "spent"}
