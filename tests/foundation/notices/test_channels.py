"""Each channel speaks as its vendor's document says, and says nothing but the fixed sentences."""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from tests.factories.notices import office
from tests.harness.vendors import Asked, Vendor, post_office, vendor
from zhitongche.foundation.notices import wording
from zhitongche.foundation.notices.channels import dingtalk, mail, registry, sms, wecom
from zhitongche.foundation.notices.channels.http import Answer
from zhitongche.foundation.notices.channels.outcome import Fate, Letter
from zhitongche.foundation.notices.models import Channel

TEXT = '您有3条待办："a"&b https://ztc.example/?m=5'
LETTER = Letter(number=5, text=TEXT, count=3, link="https://ztc.example/?m=5", address="13800000001", secret="SECabc")


@pytest.fixture
def desk(settings: Settings) -> Iterator[Vendor]:
    with vendor(lambda asked: (200, '{"errcode": 0, "code": 0}')) as made:
        office(settings, made.address, "sms", "wecom", "dingtalk", "email")
        yield made


def query(asked: Asked) -> dict[str, list[str]]:
    return parse_qs(urlsplit(asked.path).query)


def test_sms_writes_json_as_json(desk: Vendor) -> None:
    assert sms.send(LETTER, "").fate is Fate.SENT
    assert desk.asked[0].value() == {"phone": "13800000001", "text": TEXT}
    assert desk.asked[0].headers["Content-Type"] == "application/json"


def test_sms_writes_a_form_as_a_form(desk: Vendor, settings: Settings) -> None:
    settings.SMS = {
        **settings.SMS,
        "headers": "Content-Type: application/x-www-form-urlencoded\nX-Key: secret\nnonsense",
        "body": "mobile={phone}&content={text}&uid={id}&n={count}&url={link}",
    }
    sms.send(LETTER, "")
    (asked,) = desk.asked
    assert parse_qs(asked.body) == {
        "mobile": ["13800000001"],
        "content": [TEXT],
        "uid": ["ztc-5"],
        "n": ["3"],
        "url": ["https://ztc.example/?m=5"],
    }
    assert asked.headers["X-Key"] == "secret"
    assert sms.drops_repeats()


def test_sms_by_get_puts_all_into_the_address(desk: Vendor, settings: Settings) -> None:
    url = f"{desk.address}/send?to={{phone}}&text={{text}}"
    settings.SMS = {**settings.SMS, "method": "GET", "url": url, "headers": ""}
    assert sms.send(LETTER, "").fate is Fate.SENT
    (asked,) = desk.asked
    assert (asked.method, asked.body) == ("GET", "")
    assert query(asked) == {"to": ["13800000001"], "text": [TEXT]}
    assert not sms.drops_repeats()


def test_wecom_sends_as_the_document_says(desk: Vendor) -> None:
    assert wecom.send(LETTER, "token/1").fate is Fate.SENT
    (asked,) = desk.asked
    assert urlsplit(asked.path).path == "/cgi-bin/message/send"
    assert query(asked) == {"access_token": ["token/1"]}
    assert asked.value() == {
        "touser": "13800000001",
        "msgtype": "text",
        "agentid": 7,
        "text": {"content": TEXT},
        "safe": 0,
        "enable_duplicate_check": 1,
        "duplicate_check_interval": 14400,
    }


def test_dingtalk_sends_as_the_document_says(desk: Vendor) -> None:
    assert dingtalk.send(LETTER, "token").fate is Fate.SENT
    (asked,) = desk.asked
    assert urlsplit(asked.path).path == "/topapi/message/corpconversation/asyncsend_v2"
    assert asked.value() == {
        "agent_id": 9,
        "userid_list": "13800000001",
        "msg": {"msgtype": "text", "text": {"content": TEXT}},
    }


@pytest.mark.parametrize(("module", "path"), [(wecom, "/cgi-bin/gettoken"), (dingtalk, "/gettoken")])
def test_a_token_is_fetched_with_the_offices_keys(desk: Vendor, module: Any, path: str) -> None:
    desk.answer = lambda asked: (200, '{"errcode": 0, "access_token": "t", "expires_in": 60}')
    assert module.fetch_token().text == "t"
    (asked,) = desk.asked
    assert urlsplit(asked.path).path == path
    assert set(query(asked)) in ({"corpid", "corpsecret"}, {"appkey", "appsecret"})


def test_wecoms_robot_has_its_key_in_the_address(desk: Vendor) -> None:
    assert wecom.tell_group(LETTER, "").fate is Fate.SENT
    (asked,) = desk.asked
    assert (urlsplit(asked.path).path, query(asked)) == ("/cgi-bin/webhook/send", {"key": ["13800000001"]})
    assert asked.value() == {"msgtype": "text", "text": {"content": TEXT}}


def test_dingtalks_robot_is_signed(desk: Vendor) -> None:
    assert dingtalk.tell_group(LETTER, "").fate is Fate.SENT
    (asked,) = desk.asked
    given = query(asked)
    at = given["timestamp"][0]
    expected = hmac.new(b"SECabc", f"{at}\nSECabc".encode(), hashlib.sha256).digest()
    assert base64.b64decode(given["sign"][0]) == expected
    assert "+" not in asked.path.split("sign=")[1]
    assert (urlsplit(asked.path).path, given["access_token"]) == ("/robot/send", ["13800000001"])


def test_the_signature_is_the_documents_own_example() -> None:
    """Computed once by the vendor's published Python example for this secret and moment."""
    made = hmac.new(b"this is secret", b"1577262236757\nthis is secret", hashlib.sha256).digest()
    assert dingtalk.signature("this is secret", 1577262236757) == base64.b64encode(made).decode()


@pytest.mark.parametrize(
    ("module", "text", "fate"),
    [
        (wecom, '{"errcode": 0, "invaliduser": "lizm"}', Fate.REFUSED),
        (wecom, '{"errcode": 0, "unlicenseduser": "lizm"}', Fate.REFUSED),
        (wecom, '{"errcode": 42001}', Fate.AT_ONCE),
        (wecom, '{"errcode": -1}', Fate.AGAIN),
        (wecom, '{"errcode": 45009}', Fate.AGAIN),
        (wecom, '{"errcode": 81013}', Fate.REFUSED),
        (wecom, '{"errcode": "0"}', Fate.NOBODY_KNOWS),
        (wecom, "[]", Fate.NOBODY_KNOWS),
        (wecom, "[" * 10_000, Fate.NOBODY_KNOWS),
        (dingtalk, '{"errcode": 88, "sub_code": "40014"}', Fate.AT_ONCE),
        (dingtalk, '{"errcode": 88, "sub_code": "90018"}', Fate.AGAIN),
        (dingtalk, '{"errcode": 33012}', Fate.REFUSED),
        (dingtalk, "", Fate.NOBODY_KNOWS),
    ],
)
def test_each_vendors_word_is_understood(module: Any, text: str, fate: Fate) -> None:
    assert module.read(Answer(200, text)).fate is fate


@pytest.mark.parametrize(
    ("refuses", "fate", "answer"),
    [
        ({}, Fate.SENT, "250"),
        ({"MAIL": "451 later"}, Fate.AGAIN, "451"),
        ({"MAIL": "550 no"}, Fate.REFUSED, "550"),
        ({"RCPT": "550 nobody"}, Fate.REFUSED, "550"),
        ({"RCPT": "450 busy"}, Fate.AGAIN, "450"),
        ({"DATA": "552 full"}, Fate.REFUSED, "552"),
        ({"EHLO": "", "HELO": ""}, Fate.AGAIN, "SMTPServerDisconnected"),
        ({"DATA": ""}, Fate.NOBODY_KNOWS, "SMTPServerDisconnected"),
    ],
)
def test_mail_tells_what_surely_was_not_sent(
    settings: Settings, refuses: dict[str, str], fate: Fate, answer: str
) -> None:
    office(settings, "http://127.0.0.1:1", "email")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with post_office(**refuses) as (port, letters):
        settings.EMAIL_PORT = port
        outcome = mail.send(Letter(5, TEXT, 3, "", "lizm@example.com"), "")
    assert (outcome.fate, outcome.answer) == (fate, answer)
    assert bool(letters) is (fate is Fate.SENT)
    assert not letters or "<ztc-5@ztc.example>" in letters[0]


def test_mail_without_a_server_is_surely_not_sent(settings: Settings) -> None:
    office(settings, "http://127.0.0.1:1", "email")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    assert mail.send(Letter(5, TEXT, 3, "", "lizm@example.com"), "").fate is Fate.AGAIN


def test_nothing_is_offered_that_is_not_configured(settings: Settings) -> None:
    for channel in Channel:
        office(settings, "http://127.0.0.1:1", channel.value)
        assert registry.offered() == [channel]
    settings.PUBLIC_ADDRESS = ""
    assert registry.offered() == []


NUMBERS = st.integers(min_value=0, max_value=10**9)


@given(st.sampled_from(sorted(wording.OUTSIDE)), NUMBERS, NUMBERS)
def test_outside_is_a_fixed_sentence_a_count_and_a_link(sentence: str, count: int, number: int) -> None:
    """Whatever happened, only this set of sentences can leave, and their one variable part is a number."""
    text = wording.outside(sentence, count, number)
    bare = text.replace(wording.link(number), "LINK")
    fixed = {wording._said(one).replace("%(link)s", "LINK") for one in wording.OUTSIDE.values()}
    assert {bare} <= {one % {"count": count} for one in fixed}
    assert re.fullmatch(r"[^?]*/\?m=\d+", wording.link(number))


def test_outside_refuses_any_other_sentence() -> None:
    with pytest.raises(KeyError):
        wording.outside("灌溉供电不足", 1, 1)
