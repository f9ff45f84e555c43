"""The pages of outcomes: what they show, what they cost, what works without script."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import outcomes, people, projects
from tests.factories.projects import Cast
from zhitongche.express.outcomes import operations
from zhitongche.express.outcomes.models import Outcome, OutcomeTarget
from zhitongche.express.outcomes.states import State
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.web import idempotency

pytestmark = pytest.mark.django_db
PERIODS = ("2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1")


def browser(posting: Posting, language: str = "en") -> Client:
    client = Client()
    found = Account.objects.filter(person=posting.person_id).first()
    client.force_login(found or people.account(f"u{posting.person_id}", of=posting.person))
    client.cookies["django_language"] = language
    return client


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def sent(client: Client, address: str, **body: Any) -> Any:
    return client.post(address, {idempotency.FIELD: idempotency.new_key(), **body})


# ---- what a page costs ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["/outcomes/", f"/outcomes/village/{outcomes.VILLAGE}/", "/outcomes/summary/", "/outcomes/?q=建新村"]
)
def test_a_list_takes_as_many_statements_for_three_as_for_one(cast: Cast, address: str) -> None:
    client = browser(cast.organizer)
    outcomes.recorded(cast.secretary)
    one = statements(client, address)
    for period in PERIODS[:2]:
        outcomes.recorded(cast.secretary, period=period)
    assert statements(client, address) == one
    assert one <= 14


# ---- the list and the page -----------------------------------------------------------------------------------------


def test_list_narrows_by_kind_period_place_and_state(cast: Cast) -> None:
    outcomes.recorded(cast.secretary)
    outcomes.recorded(cast.neighbour, kind="jobs", amount=None, people=30)
    outcomes.act("check", Outcome.objects.get(kind="jobs"), cast.township)
    client = browser(cast.organizer)

    def shown(query: str) -> set[str]:
        return set(re.findall(r"CG-450422-2026-\d+", text(client.get(f"/outcomes/?{query}"))))

    assert len(shown("")) == 2
    for query in ("kind=jobs", "view=checked", f"region={outcomes.NEIGHBOUR}", "q=古龙村"):
        assert shown(query) == {"CG-450422-2026-0002"}, query
    assert shown("view=recorded") == {"CG-450422-2026-0001"}
    assert len(shown("period=2026Q1")) == 2
    assert shown("view=withdrawn") == set()
    assert shown("kind=wealth&region=xyz&period=spring&cursor=bad") == {"CG-450422-2026-0001", "CG-450422-2026-0002"}


def test_detail_says_the_checker_and_what_stood_before(cast: Cast) -> None:
    made = outcomes.outcome(cast, State.CHECKED)
    page = text(browser(cast.secretary).get(f"/outcomes/{made.number}/"))
    assert "梁镇长" in page
    outcomes.act("correct", made, cast.secretary)
    page = text(browser(cast.secretary).get(f"/outcomes/{made.number}/"))
    assert "CNY 118,000, 51 people; before: CNY 120,000, 52 people" in page
    assert "nobody yet" in page
    assert "一户重复登记。" in page


def test_what_lies_outside_does_not_exist(cast: Cast) -> None:
    made = outcomes.outcome(cast)
    for posting in (cast.stranger, cast.neighbour, people.posting("security_admin", "")):
        assert browser(posting).get(f"/outcomes/{made.number}/").status_code == 404
        assert browser(posting).get(f"/outcomes/village/{outcomes.VILLAGE}/").status_code == 404
    assert browser(cast.organizer).get("/outcomes/village/450422107/").status_code == 404
    assert browser(cast.organizer).get("/outcomes/summary/?region=370681").status_code == 404
    assert browser(cast.finance).get(f"/outcomes/{made.number}/").status_code == 200


# ---- recording -----------------------------------------------------------------------------------------------------


def test_record_asks_for_three_fields(cast: Cast) -> None:
    client = browser(cast.secretary)
    page = text(client.get("/outcomes/new/?kind=dividend"))
    assert page.count("(optional)") == 4
    answer = sent(
        client, "/outcomes/new/", kind="dividend", period="2026Q1", amount="12", people="52", source="分红名册"
    )
    made = Outcome.objects.get()
    assert answer["Location"] == f"/outcomes/{made.number}/"
    assert (made.amount, made.people, made.village_id) == (Decimal(120000), 52, outcomes.VILLAGE)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"amount": "12.0000000001"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": ""}, "amount"),
        ({"amount": "many"}, "amount"),
        ({"people": "1.5"}, "people"),
        ({"period": "2026Q9"}, "period"),
        ({"source": ""}, "source"),
    ],
)
def test_record_says_what_is_wrong(cast: Cast, body: dict[str, str], field: str) -> None:
    given = {"kind": "dividend", "period": "2026Q1", "amount": "12", "people": "52", "source": "分红名册"} | body
    answer = sent(browser(cast.secretary), "/outcomes/new/", **given)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not Outcome.objects.exists()


def test_record_leads_to_the_correction_of_what_is_there(cast: Cast) -> None:
    made = outcomes.recorded(cast.secretary)
    body = {"kind": "dividend", "period": "2026Q1", "amount": "1", "source": "名册"}
    answer = sent(browser(cast.secretary), "/outcomes/new/", **body)
    assert answer.status_code == 409
    assert f"/outcomes/{made.number}/correct/" in text(answer)


def test_a_township_names_the_village(cast: Cast) -> None:
    body = {"kind": "area", "period": "2026", "area": "4000", "source": "测绘"}
    client = browser(cast.township)
    assert set(sent(client, "/outcomes/new/", **body).context["form"].errors) == {"village"}
    assert sent(client, "/outcomes/new/", village=outcomes.VILLAGE, **body).status_code == 303


def test_acts_are_pages_of_their_own(cast: Cast) -> None:
    made = outcomes.recorded(cast.secretary)
    client = browser(cast.township)
    assert sent(client, f"/outcomes/{made.number}/check/", opinion="看了名册").status_code == 303
    assert client.get(f"/outcomes/{made.number}/check/").status_code == 409
    correct = f"/outcomes/{made.number}/correct/"
    assert 'value="12"' in text(client.get(correct))
    answer = sent(client, correct, amount="11.8", people="51", source="名册", reason="更正")
    assert answer.status_code == 303
    assert sent(client, f"/outcomes/{made.number}/withdraw/", reason="误报").status_code == 303
    assert client.get(f"/outcomes/{made.number}/unknown/").status_code == 404
    assert Outcome.objects.get().state == State.WITHDRAWN


# ---- over time, and by place ---------------------------------------------------------------------------------------


def test_village_shows_actual_beside_target_and_no_data_apart_from_nought(cast: Cast) -> None:
    outcomes.recorded(cast.secretary, period="2025Q4", amount=Decimal(0))
    outcomes.recorded(cast.secretary, period="2026Q1", amount=Decimal(97500))
    quarters = {"q1": Decimal(100000), "q2": Decimal(50000)}
    operations.set_target(by=cast.secretary, now=outcomes.NOW, kind="dividend", year=2026, **quarters)
    answer = browser(cast.leader).get(f"/outcomes/village/{outcomes.VILLAGE}/")
    rows = {row["period"]: row for row in answer.context["series"][0].rows}
    assert rows["1st quarter of 2026"]["percent"] == "97.5%"
    second = rows["2nd quarter of 2026"]
    assert (second["value"], second["percent"], second["has_data"]) == ("no data", "no data", False)
    assert rows["4th quarter of 2025"]["value"] == "CNY 0"
    years = answer.context["series"][0].years
    assert years[0] == "2026: CNY 97,500 from 1 of 4 quarters; target of the year CNY 150,000 (65.0%)."


def test_summary_adds_up_and_leads_down(cast: Cast) -> None:
    outcomes.recorded(cast.secretary)
    outcomes.recorded(cast.neighbour, amount=Decimal(30000), people=None)
    for posting, place in ((cast.city, "450422"), (cast.organizer, "450422107"), (cast.township, outcomes.VILLAGE)):
        page = browser(posting).get("/outcomes/summary/?kind=dividend&year=2026")
        assert page.context["total"]["quarters"][0]["words"] == "CNY 150,000"
        assert place in text(page)
    assert browser(cast.organizer).get("/outcomes/summary/?kind=x&year=19999").status_code == 200


def test_targets_are_set_on_a_page_filled_in_with_what_stands(cast: Cast) -> None:
    client = browser(cast.organizer)
    body = {"kind": "collective_income", "region": "450422", "year": "2026", "q1": "100.5"}
    answer = sent(client, "/outcomes/target/", **body)
    assert answer["Location"].startswith("/outcomes/summary/")
    assert OutcomeTarget.objects.get().q1 == Decimal(1005000)
    page = text(client.get("/outcomes/target/?kind=collective_income&region=450422&year=2026"))
    assert 'value="100.5"' in page
    page = browser(cast.organizer).get("/outcomes/summary/?kind=collective_income&year=2026")
    assert page.context["target"][0] == {"words": "CNY 1,005,000", "percent": "no data"}
    assert browser(cast.member).get("/outcomes/target/").status_code == 404
    assert sent(browser(cast.secretary), "/outcomes/target/", kind="jobs", year="2026", q1="30").status_code == 303


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_reads_in_both_languages(cast: Cast, language: str) -> None:
    made = outcomes.outcome(cast, State.CHECKED, project=projects.planned(cast.secretary).number)
    client = browser(cast.township, language)
    for page in (
        "",
        "new/",
        "target/",
        "summary/",
        f"village/{outcomes.VILLAGE}/",
        "import/",
        "export/",
        f"{made.number}/",
    ):
        assert client.get(f"/outcomes/{page}").status_code == 200, page
