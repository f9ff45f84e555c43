"""The administrators' pages: each act goes through its form, once; nobody else finds them."""

from itertools import count

import pytest
from django.test import Client

from tests.factories import people
from tests.factories.people import TODAY
from zhitongche.foundation.people.models import Department, Person, Posting
from zhitongche.foundation.permissions.roles import Role

pytestmark = pytest.mark.django_db
_keys = count(1)
PAGES = ("/people/", "/people/new/", "/departments/", "/departments/new/", "/postings/", "/postings/new/")


def browser(role: Role, seat: str | None = None) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(people.account(of=people.posting(role, seat).person))
    return client


@pytest.fixture
def keeper() -> Client:
    return browser(Role.SYSTEM_ADMIN, "450422")


@pytest.fixture
def guard() -> Client:
    return browser(Role.SECURITY_ADMIN, "450422")


def send(client: Client, address: str, **fields: object):
    return client.post(address, {"idempotency_key": f"key-{next(_keys)}", **fields})


@pytest.mark.parametrize("role", list(Role))
def test_pages_exist_for_their_administrator_only(role):
    client = browser(role, "450422" if role.value.endswith("admin") else None)
    expected = {Role.SYSTEM_ADMIN: [200] * 4 + [404] * 2, Role.SECURITY_ADMIN: [404] * 4 + [200] * 2}
    assert [client.get(page).status_code for page in PAGES] == expected.get(role, [404] * 6)


def test_a_person_is_added_found_and_given_an_account(keeper):
    people.place("450422")
    made = send(keeper, "/people/new/", name="谢强", phone="13900001234", region="450422")
    person = Person.objects.get(name="谢强")
    assert (made.status_code, made["Location"]) == (303, f"/people/{person.pk}/")
    assert "谢强" in keeper.get("/people/?q=139000").content.decode()
    assert "谢强" not in keeper.get("/people/?q=138").content.decode()

    address, fields = f"/people/{person.pk}/create_account/", {"username": "xieqiang", "idempotency_key": "once"}
    told = keeper.post(address, fields)
    assert told.templates[0].name == "foundation/people/password.html"
    password = told.context["password"]
    person.refresh_from_db()
    assert person.account.check_password(password)
    again = keeper.post(address, fields)
    assert (again.status_code, password in again.content.decode()) == (303, False)


def test_a_password_is_reset_and_told_once(keeper):
    account = people.account()
    told = send(keeper, f"/people/{account.person_id}/reset_password/")
    account.refresh_from_db()
    assert account.check_password(told.context["password"])


def test_an_account_is_disabled_and_enabled(keeper):
    account = people.account()
    for verb, is_active in (("disable_account", False), ("enable_account", True)):
        assert keeper.get(f"/people/{account.person_id}/{verb}/").status_code == 200
        assert send(keeper, f"/people/{account.person_id}/{verb}/").status_code == 303
        account.refresh_from_db()
        assert account.is_active == is_active
    assert send(keeper, f"/people/{account.person_id}/enable_account/").status_code == 409


def test_a_faulty_form_keeps_what_was_typed_and_writes_nothing(keeper):
    before = Person.objects.count()
    answer = send(keeper, "/people/new/", name="谢强", phone="12", region="450422")
    assert (answer.status_code, Person.objects.count()) == (422, before)
    page = answer.content.decode()
    assert ['value="谢强"' in page, "This is not a phone number." in page] == [True, True]


def test_persons_of_another_county_do_not_exist_here(keeper):
    stranger = people.person("外县人", people.place("450421"))
    assert "外县人" not in keeper.get("/people/").content.decode()
    for address in (f"/people/{stranger.pk}/", f"/people/{stranger.pk}/update/"):
        assert keeper.get(address).status_code == 404
    assert send(keeper, f"/people/{stranger.pk}/update/", name="x").status_code == 404
    assert keeper.get(f"/people/{keeper.session['_auth_user_id']}/no_such_verb/").status_code == 404


def test_a_department_is_founded_corrected_and_closed(keeper):
    people.place("450422")
    made = send(keeper, "/departments/new/", region="450422", name="藤县供电局", functions="electricity, roads")
    assert (made.status_code, made["Location"]) == (303, "/departments/450422-01/")
    leader = people.person("李明")
    fields = {"name": "藤县供电局", "short_name": "供电", "functions": "electricity", "leader_q": "李明"}
    assert send(keeper, "/departments/450422-01/update/", **fields).status_code == 303
    office = Department.objects.get()
    assert (office.short_name, office.functions, office.leader) == ("供电", ["electricity"], leader)
    page = keeper.get("/departments/450422-01/update/").content.decode()
    assert "李明" in page
    assert send(keeper, "/departments/450422-01/close/", until="2026-05-20").status_code == 303
    assert keeper.get("/departments/").status_code == 200


def test_a_posting_is_granted_to_somebody_found_by_name_and_ended(guard):
    first, second = people.person("李明", phone="13900001111"), people.person("李明明", phone="13900002222")
    people.place("450422107299")
    fields = {"role": "first_secretary", "region": "450422107299", "starts_on": TODAY.isoformat()}
    several = send(guard, "/postings/new/", person_q="李明", **fields)
    assert several.status_code == 422
    page = several.content.decode()
    assert [f'value="{one.pk}"' in page for one in (first, second)] == [True, True]
    made = send(guard, "/postings/new/", person=second.pk, person_q="李明", **fields)
    assert (made.status_code, made["Location"]) == (303, "/postings/")
    held = Posting.objects.get(person=second)
    assert "李明明" in guard.get("/postings/?q=李明").content.decode()
    assert "李明明" in guard.get(f"/postings/{held.pk}/end/").content.decode()
    ended = send(guard, f"/postings/{held.pk}/end/", ends_on=TODAY.isoformat(), reason="期满")
    held.refresh_from_db()
    assert (ended.status_code, held.ends_on, held.end_reason) == (303, TODAY, "期满")
    assert "李明明" not in guard.get("/postings/").content.decode()
    assert "李明明" in guard.get("/postings/?all=1").content.decode()
    assert send(guard, f"/postings/{held.pk}/end/", ends_on=TODAY.isoformat(), reason="x").status_code == 409


def test_the_pickers_show_twenty_of_the_readers_own_at_most(guard):
    for _ in range(25):
        people.person("张三")
    people.person("张外", people.place("450421"))
    found = guard.get("/people/pick?name=person&person_q=张").content.decode()
    assert (found.count('name="person"'), "张外" in found) == (20, False)
    assert 'type="radio"' not in guard.get("/people/pick?name=person&person_q=").content.decode()
    people.department("450422-01", "藤县供电局")
    people.department("450421-01", "苍梧供电局")
    found = guard.get("/departments/pick?name=department&department_q=供电").content.decode()
    assert ("藤县供电局" in found, "苍梧供电局" in found) == (True, False)


def test_the_pickers_show_nobody_to_others():
    people.person("张三")
    secretary = browser(Role.FIRST_SECRETARY)
    assert "张三" not in secretary.get("/people/pick?name=person&person_q=张").content.decode()


@pytest.mark.parametrize("page", ["/people/", "/departments/", "/postings/"])
def test_a_list_page_costs_the_same_for_one_and_for_many(page, django_assert_max_num_queries):
    client = browser(Role.SECURITY_ADMIN if page == "/postings/" else Role.SYSTEM_ADMIN, "450422")
    for number in range(40):
        office = people.department(f"450422-{number + 1:02d}", f"局{number}")
        people.account(of=people.posting(Role.DEPARTMENT_LIAISON, office).person)
    with django_assert_max_num_queries(12):
        first = client.get(page)
    lines = first.context["lines"]
    assert len(lines) == 25
    assert client.get(page + first.context["pager"]["older"]).status_code == 200
    assert client.get(f"{page}?cursor=nonsense").status_code == 200
