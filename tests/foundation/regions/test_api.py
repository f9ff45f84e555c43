"""The contract's `regions` over HTTP: shape, scope, pages, and what cannot be asked."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import people
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token
from zhitongche.foundation.regions import operations
from zhitongche.foundation.regions.models import Region

pytestmark = pytest.mark.django_db


def asked(by: Posting, **query: str) -> Any:
    account = Account.objects.filter(person=by.person).first() or people.account(of=by.person)
    token = new_token(account, by=None, now=people.NOW)
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
    return Client().get("/api/v1/regions", query, headers=headers)


@pytest.fixture
def organizer(places: operations.Imported) -> Posting:
    return people.posting("organizer", "450422")


def test_regions_are_found_by_two_characters(organizer: Posting) -> None:
    assert asked(organizer, q="建新").json() == {
        "items": [
            {
                "code": "450422107205",
                "level": "village",
                "name": "建新村委会",
                "short_name": "建新村",
                "full_name": "藤县新庆镇建新村",
                "parent": "450422107",
            }
        ],
        "next": None,
    }


def test_regions_outside_the_callers_area_are_not_found(organizer: Posting) -> None:
    assert asked(organizer, q="筐柳").json() == {"items": [], "next": None}
    assert asked(organizer, q="370681108231").json() == {"items": [], "next": None}


def test_regions_come_in_pages_by_code(organizer: Posting) -> None:
    first = asked(organizer, level="village", limit="4").json()
    assert [item["code"] for item in first["items"]] == ["450422100211", "450422100226", "450422107001", "450422107204"]
    second = asked(organizer, level="village", limit="4", cursor=first["next"]).json()
    assert [item["code"] for item in second["items"]] == ["450422107205", "450422107210"]
    assert second["next"] is None


def test_regions_within_a_place_take_trailing_zeros(organizer: Posting) -> None:
    answer = asked(organizer, within="450422100000").json()
    assert [item["code"] for item in answer["items"]] == ["450422100", "450422100211", "450422100226"]


def test_regions_of_one_who_reaches_nothing_are_none(places: operations.Imported) -> None:
    ended = people.posting("organizer", "450422", ends_on=people.TODAY.replace(year=2025, month=2))
    assert asked(ended, q="建新").json() == {"items": [], "next": None}


def test_regions_that_are_closed_are_left_out(keeper: Posting) -> None:
    gone = Region.objects.get(pk="450422107205")
    operations.close_region(gone, by=keeper, now=people.NOW, on=people.TODAY)
    assert asked(people.posting("organizer", "450422"), q="建新").json()["items"] == []


@pytest.mark.parametrize(
    ("query", "name", "sentence"),
    [
        ({"within": "999999"}, "within", "There is no place with the code 999999."),
        ({"within": "370681"}, "within", "“龙口市” lies outside your area."),
        ({"level": "galaxy"}, "level", None),
        ({"limit": "0"}, "limit", None),
        ({"limit": "201"}, "limit", None),
        ({"cursor": "nonsense"}, "cursor", None),
        ({"q": "长" * 61}, "q", None),
    ],
)
def test_regions_refuse_what_cannot_be_asked(
    organizer: Posting, query: dict[str, str], name: str, sentence: str | None
) -> None:
    answer = asked(organizer, **query)
    assert answer.status_code == 422
    (fault,) = answer.json()["errors"]
    assert fault["loc"][-1] == name
    assert sentence in {None, fault["msg"]}


def test_regions_within_a_closed_place_say_when_it_closed(keeper: Posting) -> None:
    gone = Region.objects.get(pk="450422107205")
    operations.close_region(gone, by=keeper, now=people.NOW, on=people.TODAY)
    answer = asked(people.posting("organizer", "450422"), within="450422107205")
    assert answer.json()["errors"][0]["msg"] == "“建新村” was closed on 2026-05-20."


def test_regions_are_closed_to_strangers(places: operations.Imported) -> None:
    assert Client().get("/api/v1/regions").status_code == 401
