"""The outbox against a real server: nothing twice, nothing lost, nothing said."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from pytest_django import Settings

from tests.factories import notices
from tests.factories.notices import NOW, liaison, office, states, tell
from tests.harness import servers
from tests.harness.vendors import Asked, Vendor, vendor
from zhitongche.foundation.notices import operations, pacing, wording
from zhitongche.foundation.notices.channels import http
from zhitongche.foundation.notices.models import Message, Pace

pytestmark = pytest.mark.django_db
OK = (200, '{"code": 0}')
MINUTE = timedelta(minutes=1)


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Vendor]:
    """An office with an SMS gateway and nothing else."""
    cache.clear()
    with vendor(lambda asked: OK) as made:
        office(settings, made.address, "sms")
        yield made


def phones(gateway: Vendor) -> list[str]:
    return [asked.value()["phone"] for asked in gateway.asked]


def test_deliver_says_that_something_waits_and_no_more(gateway: Vendor) -> None:
    tell(liaison())
    assert operations.deliver(now=NOW) == 1
    (asked,) = gateway.asked
    number = Message.objects.get().pk
    assert asked.value() == {"phone": "13800000001", "text": wording.outside("tasks", 1, number)}
    assert asked.value()["text"].endswith(f"https://ztc.example/?m={number}")
    assert states() == [("sent", "sms", "200")]
    assert operations.deliver(now=NOW + MINUTE) == 0


def test_tell_leaves_no_message_where_nothing_is_urgent_or_nothing_configured(
    gateway: Vendor, settings: Settings
) -> None:
    someone = liaison()
    tell(someone, is_urgent=False)
    office(settings, gateway.address)
    tell(someone)
    office(settings, gateway.address, "sms")
    settings.PUBLIC_ADDRESS = ""
    tell(someone)
    assert states() == []


def test_tell_writes_its_message_with_the_act_or_not_at_all(gateway: Vendor) -> None:
    someone = liaison()
    with pytest.raises(ZeroDivisionError), operations.telling.flow.audit.unit():
        tell(someone)
        raise ZeroDivisionError
    assert states() == []


def test_what_comes_within_the_hour_goes_together(gateway: Vendor) -> None:
    someone, other = liaison(), liaison("13800000002")
    for number in ("a", "b", "c"):
        tell(someone, number=number)
    tell(other)
    assert operations.deliver(now=NOW) == 2
    # The calls go out side by side.
    assert sorted(phones(gateway)) == ["13800000001", "13800000002"]
    assert list(Message.objects.filter(state="sent").order_by("pk").values_list("count", flat=True)) == [3, 1]
    tell(someone, number="d", now=NOW + MINUTE)
    assert operations.deliver(now=NOW + MINUTE) == 0
    assert operations.deliver(now=NOW + 59 * MINUTE) == 0
    assert operations.deliver(now=NOW + 61 * MINUTE) == 1
    assert len(gateway.asked) == 3


def test_a_failure_is_tried_again_by_the_backoff_and_then_fails(gateway: Vendor) -> None:
    gateway.answer = lambda asked: (500, "broken")
    tell(liaison())
    moment, moments = NOW, [0.0]
    operations.deliver(now=moment)
    for delay in pacing.BACKOFF:
        assert operations.deliver(now=moment + delay - timedelta(seconds=40)) == 0
        moment += delay + timedelta(seconds=1)
        assert operations.deliver(now=moment) == 1
        moments.append((moment - NOW).total_seconds())
    assert states() == [("failed", "sms", "500")]
    assert len(gateway.asked) == 5
    assert Message.objects.get().tried == ["sms"]


@pytest.mark.parametrize(
    ("answer", "state", "word"),
    [
        ((500, "broken"), "waiting", "500"),
        ((503, ""), "waiting", "503"),
        ((429, ""), "waiting", "429"),
        ((400, '{"code": "isv.TEMPLATE"}'), "failed", "400"),
        ((302, ""), "failed", "302"),
        ((502, ""), "unknown", "502"),
        ((200, "<html>garbage"), "unknown", "not understood"),
        ((200, "x" * 100_000), "unknown", "HTTPException"),
        (b"\x00\xffnonsense\r\n\r\n", "unknown", "BadStatusLine"),
        (None, "unknown", "RemoteDisconnected"),
        (1.0, "unknown", "TimeoutError"),
    ],
)
def test_every_misbehaviour_of_a_vendor_ends_in_one_state(
    gateway: Vendor, monkeypatch: pytest.MonkeyPatch, answer: Any, state: str, word: str
) -> None:
    """What surely did not go out waits, what was refused fails, and what may have gone out is never sent again."""
    monkeypatch.setattr(http, "PATIENCE", 0.3)
    gateway.answer = lambda asked: answer
    tell(liaison())
    operations.deliver(now=NOW)
    assert states() == [(state, "sms", word)]
    assert operations.deliver(now=NOW + timedelta(seconds=30)) == 0
    assert len(gateway.asked) == 1


def test_a_server_that_drips_is_cut_off(gateway: Vendor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "ALTOGETHER", 0.0)
    tell(liaison())
    operations.deliver(now=NOW)
    assert states() == [("unknown", "sms", "HTTPException")]


def test_nobody_listening_is_surely_not_sent(settings: Settings) -> None:
    with vendor() as gone:
        address = gone.address
    office(settings, address, "sms")
    tell(liaison())
    operations.deliver(now=NOW)
    assert states() == [("waiting", "sms", "ConnectionRefusedError")]


@pytest.mark.parametrize(("first", "is_tried_again"), [((400, ""), False), (None, False), ((500, ""), True)])
def test_a_missed_one_falls_to_the_next_channel(
    gateway: Vendor, settings: Settings, first: Any, is_tried_again: bool
) -> None:
    office(settings, gateway.address, "sms", "wecom")
    token = '{"errcode": 0, "access_token": "t", "expires_in": 7200}'

    def answer(asked: Asked) -> Any:
        if asked.path.startswith("/sms"):
            return first
        return (200, token) if "gettoken" in asked.path else (200, '{"errcode": 0}')

    gateway.answer = answer
    tell(liaison(channels=["sms", "wecom"], wecom_id="lizm"))
    moment = NOW
    for _round in range(7):
        operations.deliver(now=moment)
        moment += timedelta(hours=2, minutes=1)
        if moment > NOW + timedelta(hours=9):
            break
    assert states() == [("sent", "wecom", "0")]
    assert Message.objects.get().tried == ["sms"]
    sms = [asked for asked in gateway.asked if asked.path.startswith("/sms")]
    assert len(sms) == (5 if is_tried_again else 1)


def test_who_has_no_channel_is_left_in_peace(gateway: Vendor) -> None:
    tell(liaison(phone=""), liaison("13800000009", channels=[]))
    assert operations.deliver(now=NOW) == 0
    assert states() == [("dropped", "", "no channel")] * 2


@pytest.mark.parametrize(
    ("now", "goes_at"),
    [
        ("2026-05-20T22:30", "2026-05-21T07:30"),
        ("2026-05-20T05:00", "2026-05-20T07:30"),
        ("2026-05-20T20:59", "2026-05-20T20:59"),
        ("2026-05-23T10:00", "2026-05-23T10:00"),
    ],
)
def test_quiet_hours_hold_an_urgent_message_back_and_a_day_off_does_not(
    gateway: Vendor, now: str, goes_at: str
) -> None:
    moment, goes = (datetime.fromisoformat(f"{text}+08:00") for text in (now, goes_at))
    tell(liaison(), now=moment)
    assert operations.deliver(now=moment) == (1 if goes == moment else 0)
    if goes != moment:
        assert operations.deliver(now=goes - MINUTE) == 0
        assert operations.deliver(now=goes) == 1
    assert len(gateway.asked) == 1


def wecom(asked: Asked) -> Any:
    if "gettoken" in asked.path:
        return 200, '{"errcode": 0, "access_token": "t", "expires_in": 7200}'
    return None


def test_a_vendor_that_drops_repeats_is_asked_again_with_the_same_content(gateway: Vendor, settings: Settings) -> None:
    office(settings, gateway.address, "wecom")
    gateway.answer = wecom
    tell(liaison(channels=["wecom"], wecom_id="lizm"))
    operations.deliver(now=NOW)
    operations.deliver(now=NOW + 2 * MINUTE)
    sent = [asked.body for asked in gateway.asked if "message/send" in asked.path]
    assert len(sent) == 2
    assert len(set(sent)) == 1
    assert '"enable_duplicate_check": 1' in sent[0]
    assert states() == [("waiting", "wecom", "RemoteDisconnected")]


def test_a_vendor_that_has_forgotten_is_not_asked_again(gateway: Vendor, settings: Settings) -> None:
    office(settings, gateway.address, "wecom")
    gateway.answer = wecom
    tell(liaison(channels=["wecom"], wecom_id="lizm"))
    operations.deliver(now=NOW)
    assert operations.deliver(now=NOW + timedelta(hours=4)) == 0
    assert states() == [("unknown", "wecom", "RemoteDisconnected")]


def test_a_token_that_ended_is_fetched_anew(gateway: Vendor, settings: Settings) -> None:
    office(settings, gateway.address, "dingtalk")
    tokens = iter(["old", "new"])

    def answer(asked: Asked) -> Any:
        if "gettoken" in asked.path:
            return 200, f'{{"errcode": 0, "access_token": "{next(tokens)}", "expires_in": 7200}}'
        return 200, '{"errcode": 42001}' if "old" in asked.path else '{"errcode": 0, "task_id": 1}'

    gateway.answer = answer
    tell(liaison(channels=["dingtalk"], dingtalk_id="lizm"))
    assert operations.deliver(now=NOW) == 2
    assert states() == [("sent", "dingtalk", "0")]


@pytest.mark.parametrize("token", [(200, '{"errcode": 40013}'), (500, ""), None, (200, "[1]")])
def test_without_a_token_nothing_is_sent(gateway: Vendor, settings: Settings, token: Any) -> None:
    office(settings, gateway.address, "wecom")
    gateway.answer = lambda asked: token
    tell(liaison(channels=["wecom"], wecom_id="lizm"))
    operations.deliver(now=NOW)
    assert [asked.path.split("?")[0] for asked in gateway.asked] == ["/cgi-bin/gettoken"]
    assert states()[0][0] == "waiting"


def test_a_fault_in_one_channel_leaves_the_others_alone(gateway: Vendor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "urlsplit", lambda url: 1 / 0)
    tell(liaison())
    operations.deliver(now=NOW)
    assert states() == [("unknown", "sms", "ZeroDivisionError")]


def test_an_abandoned_message_is_not_sent_again(gateway: Vendor) -> None:
    tell(liaison())
    operations.take(operations.outbox.queries.due(NOW, 8), now=NOW)
    assert operations.recover(now=NOW + MINUTE) == 0
    assert operations.recover(now=NOW + 3 * MINUTE) == 1
    assert operations.deliver(now=NOW + 3 * MINUTE) == 0
    assert states() == [("unknown", "sms", "killed")]
    assert gateway.asked == []


def test_an_answer_after_the_lease_is_still_kept(gateway: Vendor) -> None:
    tell(liaison())
    (message,) = operations.take(operations.outbox.queries.due(NOW, 8), now=NOW)
    operations.recover(now=NOW + 3 * MINUTE)
    operations.finish(message, operations.outbox.Outcome(operations.outbox.Fate.SENT, "200"), now=NOW + 4 * MINUTE)
    assert states() == [("sent", "sms", "200")]


def test_purge_keeps_what_is_in_hand(gateway: Vendor) -> None:
    someone = liaison()
    for state, age in (("sent", 31), ("sent", 29), ("failed", 31), ("failed", 91), ("dropped", 31)):
        Message.objects.create(
            person=someone.person,
            purpose="urgent",
            dedupe_key=f"{state}{age}",
            state=state,
            sentence="tasks",
            next_at=NOW,
            created_at=NOW - timedelta(days=age),
        )
    assert operations.purge(now=NOW) == 3
    assert sorted(Message.objects.values_list("dedupe_key", flat=True)) == ["failed31", "sent29"]


def test_two_workers_send_each_message_once(
    committed: str, settings: Settings, in_threads: Callable[..., list[object]]
) -> None:
    with vendor(lambda asked: OK) as gateway:
        office(settings, gateway.address, "sms")
        for number in range(12):
            someone = liaison(f"138000001{number:02}")
            tell(someone, number="a")
            tell(someone, number="b")
        made = in_threads(lambda _n: operations.deliver(now=NOW), 4)
        assert [one for one in made if not isinstance(one, int)] == []
        assert sorted(phones(gateway)) == [f"138000001{number:02}" for number in range(12)]
    assert sorted({state for state, _channel, _answer in states()}) == ["dropped", "sent"]
    assert Message.objects.filter(state="sent").count() == 12
    assert Pace.objects.count() == 12


def test_a_worker_killed_half_way_sends_nothing_twice(committed: str, settings: Settings) -> None:
    """The gateway has the message, the worker dies before it hears so: it is not sent again."""
    with vendor(lambda asked: 4.0) as gateway:
        office(settings, gateway.address, "sms")
        tell(liaison(channels=["sms"], phone="13800000001", quiet_from="00:00", quiet_until="00:00"))
        environment = os.environ | {
            "DATABASE_URL": servers._database_url(),
            "ZTC_HOME": str(django_settings.HOME),
            "ZTC_ADDRESS": "https://ztc.example",
            "ZTC_SMS_URL": f"{gateway.address}/sms",
            # Whatever the hour of this test, the day's count stays out of it.
            "ZTC_DIGEST_AT": "23:59:59.999999",
        }
        command = [sys.executable, "-m", "zhitongche.config.console", "worker", "--every", "0.2"]
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
            deadline = time.monotonic() + 60
            while not gateway.asked and time.monotonic() < deadline:
                time.sleep(0.05)
            process.send_signal(signal.SIGKILL)
        assert len(gateway.asked) == 1
        assert states() == [("sending", "sms", "")]
        gateway.answer = lambda asked: OK
        lease = Message.objects.get().lease_until
        assert lease is not None
        operations.deliver(now=lease + timedelta(seconds=1))
        assert len(gateway.asked) == 1
    assert states() == [("unknown", "sms", "killed")]
    assert connection.vendor in {"sqlite", "postgresql"}


def test_the_factory_names_a_working_day() -> None:
    assert pacing.allowed_from(NOW, notices.NEVER_QUIET, operations.outbox.workdays(), is_urgent=False) == NOW
