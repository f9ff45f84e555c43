"""`ztc admin` and `ztc token`."""

import io
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import people
from tests.factories.people import NOW, PASSWORD
from zhitongche.foundation.people import operations, queries
from zhitongche.foundation.people.demonstration import demo_password
from zhitongche.foundation.people.models import Account, Person, Posting
from zhitongche.foundation.permissions.roles import ADMINISTRATORS, Role

pytestmark = pytest.mark.django_db


def admin(*words: str) -> str:
    out = StringIO()
    call_command("admin", *words, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_admin_create_opens_the_first_account_of_a_role_once(monkeypatch, role):
    monkeypatch.setenv("ZTC_ADMIN_PASSWORD", PASSWORD)
    admin("create", role, "first")
    held = Posting.objects.get()
    assert (held.role, held.scope, held.person.account.username) == (role, "", "first")
    assert held.person.account.check_password(PASSWORD)
    with pytest.raises(CommandError):
        admin("create", role, "second")
    assert Account.objects.count() == 1


def test_admin_create_may_be_bound_to_a_place(monkeypatch):
    people.place("450422")
    monkeypatch.setenv("ZTC_ADMIN_PASSWORD", PASSWORD)
    admin("create", "auditor", "first", "--name", "谢静怡", "--region", "450422")
    assert Posting.objects.get().scope == "450422"
    assert Person.objects.get().name == "谢静怡"


@pytest.mark.parametrize(
    ("username", "password", "region"),
    [("first", "short", ""), ("f", PASSWORD, ""), ("first", PASSWORD, "999999")],
)
def test_admin_create_writes_nothing_where_something_is_wrong(monkeypatch, username, password, region):
    monkeypatch.setenv("ZTC_ADMIN_PASSWORD", password)
    with pytest.raises(CommandError):
        admin("create", "auditor", username, "--region", region)
    assert (Person.objects.count(), Account.objects.count(), Posting.objects.count()) == (0, 0, 0)


def test_admin_create_asks_twice(monkeypatch):
    typed = iter([PASSWORD, "another", PASSWORD, PASSWORD])
    monkeypatch.delenv("ZTC_ADMIN_PASSWORD", raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    with pytest.raises(CommandError):
        admin("create", "auditor", "first")
    admin("create", "auditor", "first")
    assert Account.objects.get().check_password(PASSWORD)


def test_admin_reset_sets_any_password_from_standard_input(monkeypatch):
    account = people.account(of=people.posting(Role.SECURITY_ADMIN).person)
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    admin("reset", account.username, "--password-stdin")
    account.refresh_from_db()
    assert account.check_password(PASSWORD)
    with pytest.raises(CommandError):
        admin("reset", "nobody", "--password-stdin")


def test_token_prints_one_that_opens_the_api(client):
    account = people.account("shiguang", of=people.posting(Role.FIRST_SECRETARY).person)
    out = StringIO()
    call_command("token", account.username, stdout=out)
    headers = {"Authorization": f"Bearer {out.getvalue().strip()}"}
    assert client.get("/api/v1/me", headers=headers).json()["username"] == "shiguang"


@pytest.mark.parametrize("words", [(), ("nobody",), ("somebody", "--demo")])
def test_token_refuses_what_names_no_account(words):
    with pytest.raises(CommandError):
        call_command("token", *words)


def test_token_demo_prints_one_line_an_account_as_often_as_one_likes():
    office = people.department()
    for role, seat in ((Role.FIRST_SECRETARY, None), (Role.DEPARTMENT_LIAISON, office)):
        person = people.person(is_demonstration=True)
        people.posting(role, seat, of=person)
        people.account(f"demo-{role.value}", demo_password(f"demo-{role.value}"), of=person)
    people.account("real", of=people.posting(Role.JUDGE).person)
    for _ in range(25):
        out = StringIO()
        call_command("token", "--demo", stdout=out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [{name: line[name] for name in ("username", "role", "region", "department")} for line in lines] == [
        {"username": "demo-first_secretary", "role": "first_secretary", "region": "450422107205", "department": None},
        {
            "username": "demo-department_liaison",
            "role": "department_liaison",
            "region": "450422",
            "department": office.code,
        },
    ]
    for line in lines:
        account = queries.account_called(line["username"])
        assert account.check_password(line["password"])
        assert queries.tokens_of(account).filter(digest=operations.token_digest(line["token"])).exists()


def test_demo_passwords_satisfy_the_validators():
    account = people.account()
    operations.reset_password(account, by=None, now=NOW, password=demo_password(account.username))
    assert demo_password("shiguang") == demo_password("shiguang") != demo_password("gaosanli")
