"""How people are reached: chosen by themselves, by page and API alike; robots kept by the organizer."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories import people
from tests.factories.notices import NOW, liaison, office
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.notices import operations, queries
from zhitongche.foundation.notices.channels import order_of
from zhitongche.foundation.notices.models import Message, Reach, Robot
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db
HOURS: dict[str, Any] = {"quiet_from": time(22), "quiet_until": time(6, 30)}


@pytest.fixture(autouse=True)
def _office(settings: Settings) -> None:
    office(settings, "http://127.0.0.1:1", "sms", "wecom", "email")


@pytest.fixture
def me(db: None) -> Posting:
    return liaison()


def signed_in(posting: Posting) -> Client:
    client = Client()
    account = Account.objects.filter(person=posting.person_id).first() or people.account(of=posting.person)
    client.force_login(account)
    return client


def choose(posting: Posting, channels: list[str], **facts: Any) -> Reach:
    return operations.choose_channels(posting.person, by=posting, now=NOW, channels=channels, **(HOURS | facts))


def test_choose_channels_keeps_the_order_and_the_record_knows_no_address(me: Posting) -> None:
    choose(me, ["wecom", "sms", "wecom"], wecom_id="lizm", email="li@example.com", phone="+86 138 0000 0002")
    choose(me, ["email", "wecom"], wecom_id="lizm", email="li@example.com")
    reach = Reach.objects.get()
    assert (reach.channels, reach.phone, reach.quiet_from) == (["email", "wecom"], "", time(22))
    assert order_of(me.person, reach) == ["email", "wecom"]
    records = AuditRecord.objects.filter(action="person.choose_channels").order_by("sequence")
    text = "".join(record.facts for record in records)
    assert len(records) == 2
    assert not any(word in text for word in ("lizm", "example.com", "13800000002"))


def test_nothing_chosen_is_sms_and_an_empty_choice_is_nothing(me: Posting, settings: Settings) -> None:
    assert order_of(me.person, None) == ["sms"]
    assert order_of(me.person, choose(me, [])) == []
    office(settings, "http://127.0.0.1:1", "email")
    assert order_of(me.person, None) == []


@pytest.mark.parametrize(
    ("channels", "facts", "field"),
    [
        (["dingtalk"], {"dingtalk_id": "lizm"}, "channels"),
        (["wecom"], {}, "channels"),
        (["carrier pigeon"], {}, "channels"),
        ([], {"email": "nonsense"}, "email"),
        ([], {"phone": "12"}, "phone"),
        ([], {"wecom_id": "a|b"}, "wecom_id"),
        ([], {"wecom_id": "@all all"}, "wecom_id"),
    ],
)
def test_choose_channels_refuses_what_cannot_be_reached(
    me: Posting, channels: list[str], facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as caught:
        choose(me, channels, **facts)
    assert field in caught.value.faults
    assert not Reach.objects.exists()


def test_everybody_chooses_for_themselves_alone(me: Posting) -> None:
    other = people.posting("organizer", "450422")
    with pytest.raises(NotYourDuty):
        operations.choose_channels(me.person, by=other, now=NOW, channels=[], **HOURS)
    with pytest.raises(NotYourDuty):
        operations.test_channel(me.person, by=other, now=NOW, channel="sms")


def test_test_channel_is_sent_once_a_minute_and_falls_to_no_other(me: Posting) -> None:
    choose(me, ["sms", "wecom"], wecom_id="lizm")
    first = operations.test_channel(me.person, by=me, now=NOW, channel="sms")
    assert operations.test_channel(me.person, by=me, now=NOW + timedelta(seconds=20), channel="sms") == first
    assert operations.deliver(now=NOW) == 1
    assert list(Message.objects.values_list("state", "channel")) == [("failed", "sms")]
    with pytest.raises(BadInput):
        operations.test_channel(me.person, by=me, now=NOW, channel="email")


def test_the_page_keeps_the_choice_and_asks_for_a_test(me: Posting) -> None:
    client = signed_in(me)
    page = client.get("/me/channels/")
    assert page.status_code == 200
    assert 'value="wecom"' in page.content.decode()
    assert 'value="dingtalk"' not in page.content.decode()
    form = {"channels": ["wecom", "sms", ""], "wecom_id": "lizm", "quiet_from": "22:00", "quiet_until": "06:00"}
    answer = client.post("/me/channels/", form | {"idempotency_key": "k-1"})
    assert answer.status_code == 303
    assert Reach.objects.get().channels == ["wecom", "sms"]
    client.post("/me/channels/test/", {"channel": "wecom", "idempotency_key": "k-2"})
    assert Message.objects.get().purpose == "test"
    assert "lizm" in client.get("/me/channels/").content.decode()
    faulty = client.post("/me/channels/", form | {"wecom_id": "", "idempotency_key": "k-3"})
    assert faulty.status_code == 422


def test_the_page_says_where_the_office_has_nothing(me: Posting, settings: Settings) -> None:
    office(settings, "http://127.0.0.1:1")
    text = signed_in(me).get("/me/channels/").content.decode()
    assert "say-warning" in text
    assert "<select" not in text


def test_the_api_tells_and_sets_the_same(me: Posting) -> None:
    token = new_token(people.account(of=me.person), by=None, now=people.NOW)
    headers = {"Authorization": f"Bearer {token}"}
    client = Client()
    before: Any = client.get("/api/v1/me/channels", headers=headers).json()
    assert [one["channel"] for one in before["offered"]] == ["sms", "wecom", "email"]
    assert (before["channels"], before["quiet_from"], before["quiet_until"]) == (["sms"], "21:00", "07:30")
    body = {"channels": ["email"], "email": "li@example.com", "quiet_from": "20:00"}

    def post(body: Any, key: str) -> Any:
        keyed = headers | {"Idempotency-Key": key}
        return client.post("/api/v1/me/channels", body, content_type="application/json", headers=keyed)

    assert post(body, "a").json()["channels"] == ["email"]
    assert post({"channels": ["dingtalk"]}, "b").status_code == 422
    assert post({"channels": ["sms"] * 9}, "c").status_code == 422
    assert post({"quiet_from": "25:00"}, "d").status_code == 422
    after: Any = client.get("/api/v1/me/channels", headers=headers).json()
    assert (after["email"], after["quiet_from"], after["quiet_until"]) == ("li@example.com", "20:00", "07:30")


# ---- robots -----------------------------------------------------------------------------------------------------------


def keep(by: Posting, **facts: Any) -> Robot:
    return operations.keep_robot(by=by, now=NOW, **({"kind": "wecom", "name": "群", "key": "0a1b2c3d-4e5f"} | facts))


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0a1b2c3d-4e5f"),
        ("dingtalk", " https://oapi.dingtalk.com/robot/send?access_token=0a1b2c3d-4e5f "),
        ("wecom", "http://169.254.169.254/latest?key=0a1b2c3d-4e5f"),
        ("wecom", "0a1b2c3d-4e5f"),
    ],
)
def test_keep_robot_keeps_the_key_and_never_an_address(me: Posting, kind: str, given: str) -> None:
    robot = keep(me, kind=kind, key=given)
    assert (robot.key, robot.region_id) == ("0a1b2c3d-4e5f", "450422")
    record = AuditRecord.objects.get(action="robot.keep")
    assert "0a1b2c3d" not in record.facts


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"key": "http://10.0.0.1/"}, "key"),
        ({"key": "short"}, "key"),
        ({"name": " "}, "name"),
        ({"secret": "SECabc"}, "secret"),
    ],
)
def test_keep_robot_refuses_what_is_none(me: Posting, facts: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as caught:
        keep(me, **facts)
    assert set(caught.value.faults) == {field}


def test_robots_are_the_organizers_of_the_place(me: Posting) -> None:
    robot = keep(me)
    secretary = people.posting("first_secretary")
    neighbour = people.posting("organizer", "450421")
    with pytest.raises(NotYourDuty):
        keep(secretary)
    for stranger in (secretary, neighbour):
        with pytest.raises(NotYourDuty):
            operations.remove_robot(robot, by=stranger, now=NOW)
    assert list(queries.robots_of(neighbour)) == []
    operations.remove_robot(robot, by=me, now=NOW)
    robot.refresh_from_db()
    assert robot.key == ""
    with pytest.raises(NotNow):
        operations.remove_robot(robot, by=me, now=NOW)
    robot.removed_at = None
    with pytest.raises(NotNow):
        operations.remove_robot(robot, by=me, now=NOW)


def test_the_pages_of_robots(me: Posting) -> None:
    client = signed_in(me)
    form = {"kind": "dingtalk", "name": "工作群", "key": "0a1b2c3d4e5f", "secret": "SECabc"}
    assert client.post("/notices/robots/", form | {"idempotency_key": "k-1"}).status_code == 303
    robot = Robot.objects.get()
    text = client.get("/notices/robots/").content.decode()
    assert "工作群" in text
    assert "0a1b2c3d4e5f" not in text
    assert "SECabc" not in text
    assert client.post("/notices/robots/", {"idempotency_key": "k-2"}).status_code == 422
    neighbour = signed_in(people.posting("organizer", "450421"))
    gone = f"/notices/robots/{robot.pk}/remove/"
    assert neighbour.post(gone, {"idempotency_key": "k-3"}).status_code == 404
    assert client.post(gone, {"idempotency_key": "k-4"}).status_code == 303
    assert client.post(gone, {"idempotency_key": "k-5"}).status_code == 404
    assert signed_in(people.posting("first_secretary")).get("/notices/robots/").status_code == 404


# ---- what did not arrive ----------------------------------------------------------------------------------------------


def fail(posting: Posting, key: str, state: str = "failed") -> None:
    Message.objects.create(
        person=posting.person,
        purpose="urgent",
        dedupe_key=key,
        state=state,
        sentence="tasks",
        channel="wecom",
        tried=["sms", "wecom"],
        answer="81013",
        next_at=NOW,
        created_at=NOW,
    )


def test_the_system_administrator_sees_what_did_not_arrive_in_the_own_place(me: Posting) -> None:
    for number in range(30):
        fail(me, f"f{number}")
    fail(me, "u", "unknown")
    fail(me, "s", "sent")
    here, away = (people.posting("system_admin", code) for code in ("450422", "450421"))
    assert queries.troubled(here).count() == 31
    assert queries.troubled(away).count() == 0
    page = signed_in(here).get("/notices/sending/")
    text = page.content.decode()
    assert me.person.name in text
    assert "81013" in text
    assert page.context["pager"]["older"]
    assert "81013" not in signed_in(away).get("/notices/sending/?cursor=nonsense").content.decode()
    assert signed_in(me).get("/notices/sending/").status_code == 404
