"""The contract's `me`, `people`, `departments`, `postings`: success, 403, 404, 409 and 422 of each act."""

from itertools import count
from typing import Any

import pytest
from django.test import Client

from tests.factories import people
from tests.factories.people import NOW
from zhitongche.foundation.people import operations
from zhitongche.foundation.people.models import Department, Person, Posting
from zhitongche.foundation.permissions.roles import Role

pytestmark = pytest.mark.django_db
_keys = count(1)


class Caller:
    """A program with the token of somebody who serves as `role` in 藤县."""

    def __init__(self, role: Role, seat: Any = None) -> None:
        self.posting = people.posting(role, seat)
        account = people.account(of=self.posting.person)
        token = operations.new_token(account, by=None, now=NOW)
        self.client = Client(headers={"Authorization": f"Bearer {token}", "Accept-Language": "en"})

    def get(self, address: str) -> Any:
        return self.client.get(f"/api/v1/{address}")

    def post(self, address: str, **body: Any) -> Any:
        headers = {"Idempotency-Key": f"key-{next(_keys)}"}
        return self.client.post(f"/api/v1/{address}", body, content_type="application/json", headers=headers)


@pytest.fixture
def keeper() -> Caller:
    return Caller(Role.SYSTEM_ADMIN, "450422")


@pytest.fixture
def guard() -> Caller:
    return Caller(Role.SECURITY_ADMIN, "450422")


@pytest.fixture
def secretary() -> Caller:
    return Caller(Role.FIRST_SECRETARY)


def test_me_lists_the_postings_in_force(secretary):
    held = secretary.posting
    people.posting(Role.JUDGE, of=held.person, ends_on=people.TODAY)
    assert secretary.get("me").json() == {
        "username": held.person.account.username,
        "name": held.person.name,
        "postings": [
            {
                "id": held.pk,
                "role": "first_secretary",
                "region": "450422107205",
                "department": None,
                "starts_on": "2025-01-01",
                "ends_on": None,
            }
        ],
    }


# ---- people ------------------------------------------------------------------------------------------------------


def test_create_person_answers_the_whole_resource(keeper):
    answer = keeper.post("people", name="谢强", phone="139 0000 1234", unit="供电局", region="450422")
    made = Person.objects.get(name="谢强")
    expected = {
        "id": made.pk,
        "name": "谢强",
        "phone": "13900001234",
        "unit": "供电局",
        "post": "",
        "region": "450422",
        "username": None,
        "is_active": None,
    }
    assert (answer.status_code, answer.json()) == (201, expected)
    assert keeper.get(f"people/{made.pk}").json() == expected


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": "谢强", "region": "999999"}, "region"),
        ({"name": "谢强", "region": "450421"}, "region"),
        ({"name": "谢强", "phone": "1"}, "phone"),
        ({"name": "谢强", "salary": 1}, "salary"),
        ({"name": 5}, "name"),
    ],
)
def test_create_person_422_names_the_field(keeper, body, field):
    people.place("450421")
    answer = keeper.post("people", **body)
    assert (answer.status_code, answer.json()["errors"][0]["loc"][-1]) == (422, field)


@pytest.mark.parametrize("address", ["people", "departments"])
def test_the_register_is_403_to_write_for_others_whatever_the_body(guard, secretary, address):
    assert [caller.post(address).status_code for caller in (guard, secretary)] == [403, 403]


def test_the_register_is_404_to_read_for_others(secretary):
    assert secretary.get("people").status_code == 404
    assert secretary.get(f"people/{secretary.posting.person_id}").status_code == 404


def test_acts_on_a_person_of_another_county_are_404(keeper):
    stranger = people.person(region=people.place("450421"))
    for verb in ("update", "create_account", "reset_password", "disable_account", "enable_account"):
        assert keeper.post(f"people/{stranger.pk}/{verb}").status_code == 404
    assert keeper.get(f"people/{stranger.pk}").status_code == 404
    assert keeper.get("people/999999999999999999999").status_code == 404


def test_acts_on_a_person_are_403_for_the_security_administrator(guard):
    person = people.person()
    for verb in ("update", "create_account", "reset_password", "disable_account", "enable_account"):
        assert guard.post(f"people/{person.pk}/{verb}").status_code == 403
    assert guard.get(f"people/{person.pk}/actions").json() == {"items": []}


def test_an_account_goes_its_whole_way(keeper):
    person = people.person()
    password = {"password": "a-long-enough-one"}

    def act(verb: str, **body: Any) -> tuple[int, Any]:
        answer = keeper.post(f"people/{person.pk}/{verb}", **body)
        return answer.status_code, answer.json().get("is_active")

    assert act("disable_account") == (409, None)
    assert act("create_account", username="xieqiang", password="short")[0] == 422
    assert act("create_account", username="xieqiang", **password) == (200, True)
    assert act("create_account", username="xieqiang", **password)[0] == 409
    assert act("enable_account")[0] == 409
    assert act("reset_password", **password) == (200, True)
    assert act("disable_account") == (200, False)
    assert act("disable_account")[0] == 409
    assert act("enable_account") == (200, True)


def test_update_person_changes_the_entry(keeper):
    person = people.person()
    answer = keeper.post(f"people/{person.pk}/update", name="新名", unit="水利局", region="450422")
    assert (answer.status_code, answer.json()["name"], answer.json()["unit"]) == (200, "新名", "水利局")


def test_offers_say_why_not(keeper):
    person = people.person()
    offers = {item["action"]: item for item in keeper.get(f"people/{person.pk}/actions").json()["items"]}
    assert [name for name, item in offers.items() if item["allowed"]] == ["update", "create_account"]
    assert offers["disable_account"]["reason"] == "This person has no account."


# ---- departments -------------------------------------------------------------------------------------------------


def test_create_department_answers_the_whole_resource(keeper):
    people.place("450422")
    body = {
        "name": "藤县供电局",
        "short_name": "供电",
        "functions": ["electricity"],
        "leader": keeper.posting.person_id,
    }
    answer = keeper.post("departments", region="450422000000", **body)
    expected = {"code": "450422-01", **body, "region": "450422", "parent": None, "until": None}
    assert (answer.status_code, answer.json()) == (201, expected)
    lower = keeper.post("departments", region="450422", name="新庆供电所", parent="450422-01")
    assert lower.json()["parent"] == "450422-01"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"region": "450422"}, "name"),
        ({"name": "局"}, "region"),
        ({"name": "局", "region": "450421"}, "region"),
        ({"name": "局", "region": "450422", "parent": "none"}, "parent"),
        ({"name": "局", "region": "450422", "leader": 10**12}, "leader"),
        ({"name": "局", "region": "450422", "functions": ["Not a code"]}, "functions"),
    ],
)
def test_create_department_422_names_the_field(keeper, body, field):
    people.place("450421")
    answer = keeper.post("departments", **body)
    assert (answer.status_code, answer.json()["errors"][0]["loc"][-1]) == (422, field)
    assert Department.objects.count() == 0


def test_departments_are_read_by_all_of_the_county_and_changed_by_one(keeper, secretary, guard):
    office = people.department()
    stranger = people.department("450421-01")
    assert [item["code"] for item in secretary.get("departments").json()["items"]] == [office.code]
    assert secretary.get(f"departments/{stranger.code}").status_code == 404
    for verb in ("update", "close"):
        assert keeper.post(f"departments/{stranger.code}/{verb}").status_code == 404
        assert guard.post(f"departments/{office.code}/{verb}").status_code == 403
        assert secretary.post(f"departments/{office.code}/{verb}").status_code == 403
    answer = keeper.post(f"departments/{office.code}/update", name="藤县水利局")
    assert (answer.status_code, answer.json()["name"]) == (200, "藤县水利局")
    assert keeper.post(f"departments/{office.code}/close", until="2026-05-20").json()["until"] == "2026-05-20"
    assert keeper.post(f"departments/{office.code}/close", until="2026-05-20").status_code == 409


# ---- postings ----------------------------------------------------------------------------------------------------


def test_appoint_and_end(guard):
    person, village = people.person(), people.place("450422107299")
    body = {"person": person.pk, "role": "first_secretary", "region": village.pk, "starts_on": "2026-05-20"}
    answer = guard.post("postings", **body)
    made = Posting.objects.get(person=person)
    expected = {
        "id": made.pk,
        "person": person.pk,
        "name": person.name,
        "role": "first_secretary",
        "region": village.pk,
        "department": None,
        "starts_on": "2026-05-20",
        "ends_on": None,
    }
    assert (answer.status_code, answer.json()) == (201, expected)
    assert guard.post("postings", **body).status_code == 409
    ended = guard.post(f"postings/{made.pk}/end", ends_on="2026-05-21", reason="期满")
    assert (ended.status_code, ended.json()) == (200, expected | {"ends_on": "2026-05-21"})
    assert guard.post(f"postings/{made.pk}/end", ends_on="2026-05-21", reason="期满").status_code == 409


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"person": 10**12}, "person"),
        ({"role": "king"}, "role"),
        ({"region": ""}, "region"),
        ({"region": "450422"}, "region"),
        ({"region": "450421100200"}, "region"),
        ({"region": "", "department": "none"}, "department"),
        ({"starts_on": "yesterday"}, "starts_on"),
        ({"starts_on": "1200-01-01"}, "starts_on"),
        ({"ends_on": "2026-05-20"}, "ends_on"),
    ],
)
def test_appoint_422_names_the_field(guard, change, field):
    people.place("450421100200")
    person, village = people.person(), people.place("450422107299")
    body = {"person": person.pk, "role": "first_secretary", "region": village.pk, "starts_on": "2026-05-20"}
    answer = guard.post("postings", **{**body, **change})
    assert (answer.status_code, answer.json()["errors"][0]["loc"][-1]) == (422, field)


def test_appoint_somebody_of_another_county_reads_as_nobody(guard):
    stranger = people.person(region=people.place("450421"))
    body = {"role": "judge", "region": "450422", "starts_on": "2026-05-20"}
    answers = [guard.post("postings", person=key, **body) for key in (stranger.pk, 10**12)]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].json()["errors"] == answers[1].json()["errors"]


def test_postings_are_403_and_404_for_everybody_else(keeper, secretary, guard):
    elsewhere = people.posting(Role.FIRST_SECRETARY, "450421100200")
    assert [caller.post("postings").status_code for caller in (keeper, secretary)] == [403, 403]
    assert guard.post(f"postings/{elsewhere.pk}/end").status_code == 404
    assert keeper.post(f"postings/{secretary.posting.pk}/end").status_code == 404
    assert secretary.post(f"postings/{secretary.posting.pk}/end").status_code == 403
    assert [item["id"] for item in secretary.get("postings").json()["items"]] == [secretary.posting.pk]


def test_appoint_oneself_is_403(guard):
    body = {"role": "security_admin", "region": "450422", "starts_on": "2026-05-20"}
    assert guard.post("postings", person=guard.posting.person_id, **body).status_code == 403


@pytest.mark.parametrize("address", ["people", "departments", "postings"])
def test_lists_cost_the_same_for_one_and_for_many(address, django_assert_max_num_queries):
    caller = Caller(Role.SYSTEM_ADMIN if address != "postings" else Role.SECURITY_ADMIN, "450422")
    for number in range(30):
        office = people.department(f"450422-{number + 1:02d}", f"局{number}")
        people.account(of=people.posting(Role.DEPARTMENT_LIAISON, office).person)
    with django_assert_max_num_queries(10):
        page = caller.get(f"{address}?limit=20").json()
    assert len(page["items"]) == 20
    rest = caller.get(f"{address}?limit=200&cursor={page['next']}").json()
    assert not {str(item) for item in page["items"]} & {str(item) for item in rest["items"]}
