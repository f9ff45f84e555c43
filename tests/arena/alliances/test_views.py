"""The pages of alliances: what they show to whom, what they cost, and that every form works without script."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import alliances, people
from tests.factories.alliances import NOW, SOUTH, Cast
from zhitongche.arena.alliances import operations
from zhitongche.arena.alliances.models import Alliance, Membership
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
    chief = alliances.chief(cast)
    one = statements(client, "/alliances/")
    alliances.south(cast, chief)
    alliances.north(cast, chief)
    # The subs bring their places with one statement more, however many they are.
    assert statements(client, "/alliances/") <= one + 1
    operations.found(by=cast.organizer, now=NOW, name="又一分盟", parent=chief.number)
    assert statements(client, "/alliances/") <= one + 1


def test_detail_takes_as_many_statements_for_three_members_as_for_one(cast: Cast) -> None:
    client = browser(cast.organizer)
    south = alliances.south(cast)
    operations.enrol(south, by=cast.organizer, now=NOW, people=cast.keys[:1])
    one = statements(client, f"/alliances/{south.number}/")
    operations.enrol(south, by=cast.organizer, now=NOW, people=cast.keys[1:])
    assert statements(client, f"/alliances/{south.number}/") == one


def test_found_and_enrol_from_the_page(cast: Cast) -> None:
    client = browser(cast.organizer)
    assert "no alliance yet" in text(client.get("/alliances/"))
    sent(client, "/alliances/found/", name="总盟")
    chief = Alliance.objects.get()
    shown = text(client.get("/alliances/found/"))
    assert f'value="{chief.number}"' in shown
    answer = sent(client, "/alliances/found/", name="南区联盟", parent=chief.number, places="石良镇")
    south = Alliance.objects.get(parent=chief)
    assert answer["Location"] == f"/alliances/{south.number}/"
    page = text(client.get(f"/alliances/{south.number}/"))
    assert "3 first secretaries of its places belong to no alliance." in page
    form = text(client.get(f"/alliances/{south.number}/enrol/"))
    assert form.count('name="people"') == 3
    sent(client, f"/alliances/{south.number}/enrol/", people=cast.keys)
    assert Membership.objects.count() == 3
    page = text(client.get(f"/alliances/{south.number}/"))
    assert "南村201书记" in page
    assert "/transfer/?person=" in page
    assert "Nobody belonged" in text(client.get(f"/alliances/{south.number}/?on=2026-01-01"))


def test_a_refused_form_keeps_what_was_typed(cast: Cast) -> None:
    answer = sent(browser(cast.organizer), "/alliances/found/", name="南区联盟", places="石良镇、没有镇")
    assert answer.status_code == 422
    assert "没有镇" in text(answer)
    assert 'value="南区联盟"' in text(answer)


def test_transfer_and_release_begin_with_the_member_of_the_address(cast: Cast) -> None:
    south = alliances.enrolled(cast)
    client = browser(cast.organizer)
    for verb in ("transfer", "release"):
        shown = text(client.get(f"/alliances/{south.number}/{verb}/?person={cast.keys[1]}"))
        assert f'<option value="{cast.keys[1]}" selected>' in shown
    sent(client, f"/alliances/{south.number}/release/", person=cast.keys[1], reason="轮换")
    assert Membership.objects.filter(ends_on=None).count() == 2


def test_a_member_reads_and_changes_nothing(cast: Cast) -> None:
    south = alliances.enrolled(cast)
    client = browser(cast.southern[0])
    page = text(client.get(f"/alliances/{south.number}/"))
    assert "南村202书记" in page
    assert "/release/" not in page
    assert client.get(f"/alliances/{south.number}/revise/").status_code == 403
    assert client.get("/alliances/found/").status_code == 404
    assert browser(cast.stranger).get(f"/alliances/{south.number}/").status_code == 404


def test_a_cursor_of_another_list_shows_the_first_page(cast: Cast) -> None:
    south = alliances.enrolled(cast)
    client = browser(cast.organizer)
    for address in ("/alliances/?cursor=x", f"/alliances/{south.number}/?cursor=x"):
        assert client.get(address).status_code == 200


def test_places_are_parted_by_commas_of_both_kinds(cast: Cast) -> None:
    client = browser(cast.organizer)
    sent(client, "/alliances/found/", name="村盟", places=f"{SOUTH}201，{SOUTH}202")
    assert Alliance.objects.get().alliance_places.count() == 2
