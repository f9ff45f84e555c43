"""The pages of indicator libraries."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import indicators, people
from tests.factories.alliances import Cast
from zhitongche.arena.indicators.models import Indicator, IndicatorLibrary
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.web import idempotency

pytestmark = pytest.mark.django_db


def browser(posting: Posting, language: str = "en") -> Client:
    client = Client()
    client.force_login(Account.objects.filter(person=posting.person_id).first() or people.account(of=posting.person))
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


def test_list_takes_as_many_statements_for_three_as_for_one(cast: Cast) -> None:
    client = browser(cast.organizer)
    indicators.drawn_up(cast.organizer, name="甲")
    one = statements(client, "/indicators/")
    for name in ("乙", "丙"):
        indicators.drawn_up(cast.organizer, name=name)
    assert statements(client, "/indicators/") == one


def test_detail_takes_as_many_statements_for_thirty_items_as_for_five(cast: Cast) -> None:
    client = browser(cast.organizer)
    few = indicators.filled(cast.organizer, indicators.drawn_up(cast.organizer))
    many = indicators.default()
    # The product's own has no place to be named.
    assert statements(client, f"/indicators/{many.number}/") <= statements(client, f"/indicators/{few.number}/")


def test_a_version_from_the_page_to_force(cast: Cast) -> None:
    client, base = browser(cast.organizer), indicators.default()
    assert base.name in text(client.get("/indicators/draw-up/"))
    answer = sent(client, "/indicators/draw-up/", name="2026年指标库", based_on=base.number)
    made = IndicatorLibrary.objects.get(name="2026年指标库")
    assert answer["Location"] == f"/indicators/{made.number}/"
    page = text(client.get(answer["Location"]))
    assert "Party leadership in the village" in page
    assert "24 points" in page
    form = text(client.get(f"/indicators/{made.number}/set_item/?code=LD-01"))
    assert 'value="干事创业项目"' in form
    item = Indicator.objects.get(library=made, code="LD-01")
    given = {"code": "LD-01", "aspect": "leadership", "name": "干事创业", "filling": "records"}
    wrong = sent(client, f"/indicators/{made.number}/set_item/", **given, max_points="6.3")
    assert wrong.status_code == 422
    assert 'value="6.3"' in text(wrong)
    sent(client, f"/indicators/{made.number}/set_item/", **given, max_points="6")
    item.refresh_from_db()
    assert item.name == "干事创业"
    assert sent(client, f"/indicators/{made.number}/issue/").status_code == 303
    page = text(client.get(f"/indicators/{made.number}/"))
    assert "In force" in page
    assert "/set_item/" not in page


def test_a_reader_sees_the_items_and_changes_nothing(cast: Cast) -> None:
    base, client = indicators.default(), browser(cast.southern[0], "zh-hans")
    page = text(client.get(f"/indicators/{base.number}/"))
    assert "民生实事落实" in page
    assert "/set_item/" not in page
    assert client.get(f"/indicators/{base.number}/set_item/").status_code == 403
    assert client.get("/indicators/draw-up/").status_code == 404
    made = indicators.drawn_up(cast.organizer)
    assert client.get(f"/indicators/{made.number}/").status_code == 404
    assert client.get("/indicators/?cursor=x").status_code == 200
