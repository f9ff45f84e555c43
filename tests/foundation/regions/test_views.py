"""The pages of the places, through the whole stack: browse, search, act; and the picker with and without script."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import people
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions import operations
from zhitongche.foundation.regions.models import Region
from zhitongche.foundation.web.idempotency import FIELD, new_key

pytestmark = pytest.mark.django_db
VILLAGE = "450422107205"


def signed_in(posting: Posting, client: Client) -> Client:
    client.force_login(people.account(of=posting.person))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def admin(keeper: Posting, client: Client) -> Client:
    return signed_in(keeper, client)


@pytest.fixture
def secretary(places: operations.Imported, client: Client) -> Client:
    return signed_in(people.posting("organizer", "450422"), client)


def post(client: Client, verb: str, code: str = VILLAGE, **body: str) -> object:
    return client.post(reverse("regions:act", args=[code, verb]), {FIELD: new_key(), **body})


def test_list_begins_with_the_provinces(admin: Client) -> None:
    page = admin.get(reverse("regions:list"))
    assert [place.code for place, _name in page.context["rows"]] == ["11", "35", "37", "44", "45", "50"]


def test_list_begins_with_the_keepers_own_area(places: operations.Imported, client: Client) -> None:
    page = signed_in(people.posting("system_admin", "450422"), client).get(reverse("regions:list"))
    assert [name for _place, name in page.context["rows"]] == ["梧州市藤县"]


def test_list_searches(admin: Client) -> None:
    page = admin.get(reverse("regions:list"), {"q": "jx"})
    assert [name for _place, name in page.context["rows"]] == ["藤县新庆镇建新村"]
    assert "Nothing found." in admin.get(reverse("regions:list"), {"q": "没有"}).content.decode()


def test_detail_shows_what_lies_inside_and_what_may_be_done(admin: Client) -> None:
    page = admin.get(reverse("regions:detail", args=["450422107"]))
    assert [place.short_name for place in page.context["rows"]] == ["大路圩社区", "龙山村", "建新村", "新庆村"]
    assert [place.code for place in page.context["lineage"]] == ["45", "4504", "450422"]
    assert [(act["label"], act["reason"]) for act in page.context["acts"]] == [
        ("更名", ""), ("撤并", ""), ("撤销", ""), ("在此增设区域", ""),
    ]  # fmt: skip


def test_detail_of_many_places_comes_in_pages_of_as_many_statements(admin: Client) -> None:
    Region.objects.bulk_create(
        Region(code=f"450422107{number}", level=5, name=f"村{number}", short_name=f"村{number}", parent_id="450422107")
        for number in range(300, 380)
    )
    address = reverse("regions:detail", args=["450422107"])
    first = admin.get(address)
    assert len(first.context["rows"]) == 50
    second = admin.get(address + first.context["pager"]["older"])
    assert len(second.context["rows"]) == 34
    with CaptureQueriesContext(connection) as many:
        admin.get(address)
    with CaptureQueriesContext(connection) as few:
        admin.get(reverse("regions:detail", args=["370681108"]))
    assert len(many) == len(few) <= 12


@pytest.mark.parametrize("code", ["999999", "370681"])
def test_detail_of_what_lies_outside_does_not_exist(places: operations.Imported, client: Client, code: str) -> None:
    page = signed_in(people.posting("system_admin", "450422"), client).get(reverse("regions:detail", args=[code]))
    assert page.status_code == 404


@pytest.mark.parametrize("name", ["list", "detail", "act"])
def test_keeping_places_does_not_exist_for_others(secretary: Client, name: str) -> None:
    address = reverse(f"regions:{name}", args={"list": [], "detail": [VILLAGE], "act": [VILLAGE, "close"]}[name])
    assert secretary.get(address).status_code == 404


def test_rename_goes_on_to_the_place_and_its_history(admin: Client) -> None:
    answer = post(admin, "rename", name="振兴村委会", on="2026-05-20")
    assert (answer.status_code, answer["Location"]) == (303, f"/regions/{VILLAGE}/")
    page = admin.get(answer["Location"]).content.decode()
    assert "振兴村" in page
    assert "Renamed; until then its name was “建新村委会”." in page


def test_act_keeps_what_was_typed_and_says_what_is_wrong(admin: Client) -> None:
    answer = post(admin, "rename", name="龙山村委会", on="2026-05-20")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="龙山村委会"' in page
    assert "A place beside it has this name already." in page
    assert Region.objects.get(pk=VILLAGE).name == "建新村委会"


def test_merge_without_script_offers_choices_and_then_takes_one(admin: Client) -> None:
    answer = post(admin, "merge", into_q="新村", on="2026-05-20")
    assert answer.status_code == 422
    assert 'value="370681108268"' in answer.content.decode()
    assert post(admin, "merge", into="450422107204", into_q="新村", on="2026-05-20").status_code == 303
    page = admin.get(reverse("regions:detail", args=[VILLAGE])).content.decode()
    assert "Merged into “龙山村”." in page


def test_act_on_what_is_closed_says_so(admin: Client) -> None:
    post(admin, "close", on="2026-05-20")
    page = admin.get(reverse("regions:act", args=[VILLAGE, "rename"])).content.decode()
    assert "“建新村” was closed on 2026-05-20." in page
    assert '<button class="btn btn-primary">' not in page
    assert post(admin, "rename", name="振兴村委会", on="2026-05-20").status_code == 409


def test_open_adds_an_area_inside(admin: Client) -> None:
    answer = post(admin, "open", "450422", name="赤水工业区", since="2026-05-01")
    assert answer["Location"] == "/regions/450422999/"
    assert Region.objects.get(pk="450422999").since == date(2026, 5, 1)


def test_unknown_verb_does_not_exist(admin: Client) -> None:
    assert admin.get(reverse("regions:act", args=[VILLAGE, "sell"])).status_code == 404


def test_pick_answers_htmx_with_cards_of_the_field(secretary: Client) -> None:
    page = secretary.get(
        reverse("regions:pick"),
        {"name": "village", "village_q": "新庆", "level": "village"},
        headers={"HX-Request": "true"},
    )
    html = page.content.decode()
    assert html.count('type="radio"') == 1
    assert 'name="village" value="450422107210"' in html
    assert "<html" not in html


def test_pick_without_script_is_a_page(secretary: Client) -> None:
    html = secretary.get(reverse("regions:pick"), {"q": "jx"}).content.decode()
    assert "450422107205" in html
    assert "<html" in html


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"q": "建新"}, ["450422107205"]),
        ({"q": "筐柳"}, []),
        ({"q": "新庆", "within": "450422100"}, []),
        ({"q": "新庆", "within": "450422107000"}, ["450422107", "450422107210"]),
        ({"q": "新庆", "level": "nonsense"}, ["450422107", "450422107210"]),
        ({}, []),
    ],
)
def test_pick_finds_only_inside_the_readers_area(secretary: Client, query: dict[str, str], codes: list[str]) -> None:
    page = secretary.get(reverse("regions:pick"), query)
    assert [option.value for option in page.context["options"]] == codes


def test_pick_is_closed_to_strangers(places: operations.Imported, client: Client) -> None:
    assert client.get(reverse("regions:pick"), {"q": "建新"}).status_code == 302
