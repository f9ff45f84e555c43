"""DingTalk (钉钉): a work notification to one person, and the robot of a group with its signature.

Interface of the server side: `gettoken`, `asyncsend_v2` (the same content reaches a person once a day), `robot/send`.
"""

import base64
import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from .http import Answer, Unanswered, Unsent, ask, failure_of
from .outcome import Fate, Letter, Outcome
from .tokens import Token, TokenRefused

STALE = frozenset({40001, 40014, 42001})
# System busy; 88 is the gateway's word for many things, a token that ended and too many calls among them.
BUSY = frozenset({-1, 130101, 90002, 90018})
GATEWAY = 88
GATEWAY_STALE = frozenset({"40014", "40001", "42001"})


def is_configured() -> bool:
    given = settings.DINGTALK
    return bool(given["appkey"] and given["appsecret"] and given["agent_id"])


def drops_repeats() -> bool:
    """The same content of one application reaches one person once a day."""
    return True


def fetch_token() -> Token:
    """A fresh access token. Raises TokenRefused, Unsent, Unanswered."""
    given = settings.DINGTALK
    query = urlencode({"appkey": given["appkey"], "appsecret": given["appsecret"]})
    found = ask("GET", f"{given['api']}/gettoken?{query}").value()
    if found.get("errcode") != 0 or not isinstance(found.get("access_token"), str):
        raise TokenRefused(str(found.get("errcode", "not understood")))
    return Token(found["access_token"], int(found.get("expires_in", 7200)))


def send(letter: Letter, token: str) -> Outcome:
    query = urlencode({"access_token": token})
    body = {
        "agent_id": settings.DINGTALK["agent_id"],
        "userid_list": letter.address,
        "msg": {"msgtype": "text", "text": {"content": letter.text}},
    }
    return _post(f"{settings.DINGTALK['api']}/topapi/message/corpconversation/asyncsend_v2?{query}", body)


def tell_group(letter: Letter, token: str) -> Outcome:
    """By a robot, signed where it has a secret."""
    query = {"access_token": letter.address}
    if letter.secret:
        at = round(time.time() * 1000)
        query |= {"timestamp": str(at), "sign": signature(letter.secret, at)}
    body = {"msgtype": "text", "text": {"content": letter.text}}
    return _post(f"{settings.DINGTALK['api']}/robot/send?{urlencode(query)}", body)


def signature(secret: str, at: int) -> str:
    """Base64 of HMAC-SHA256 with the secret as key over `timestamp`, a line feed and the secret; `at` in milliseconds.

    It is written into an address by `urlencode`, as the vendor's document asks.
    """
    made = hmac.new(secret.encode(), f"{at}\n{secret}".encode(), hashlib.sha256).digest()
    return base64.b64encode(made).decode()


def _post(url: str, body: dict[str, Any]) -> Outcome:
    headers = {"Content-Type": "application/json"}
    try:
        return read(ask("POST", url, json.dumps(body, ensure_ascii=False).encode(), headers))
    except Unsent as error:
        return Outcome(Fate.AGAIN, str(error))
    except Unanswered as error:
        return Outcome(Fate.NOBODY_KNOWS, str(error))


def read(answer: Answer) -> Outcome:
    """What DingTalk says: `errcode` 0 is yes."""
    if failure := failure_of(answer):
        return failure
    found = answer.value()
    code = found.get("errcode")
    if not isinstance(code, int):
        return Outcome(Fate.NOBODY_KNOWS, "not understood")
    if code == 0:
        return Outcome(Fate.SENT, "0")
    if code in STALE or (code == GATEWAY and str(found.get("sub_code", "")) in GATEWAY_STALE):
        return Outcome(Fate.AT_ONCE, str(code))
    return Outcome(Fate.AGAIN if code in BUSY | {GATEWAY} else Fate.REFUSED, str(code))
