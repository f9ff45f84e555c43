"""WeCom (企业微信): an application's message to one person, and the robot of a group.

Interface of the server side: `gettoken`, `message/send` with its check for repeats, `webhook/send`.
"""

import json
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from .http import Answer, Unanswered, Unsent, ask, failure_of
from .outcome import Fate, Letter, Outcome
from .tokens import Token, TokenRefused

# The longest time in which WeCom leaves out the same content; all tries by one channel lie within it.
REPEATS_SECONDS = 4 * 60 * 60
# The token is not, or no longer, valid.
STALE = frozenset({40001, 40014, 41001, 42001})
# System busy, and called too often.
BUSY = frozenset({-1, 45009, 45033, 50001})


def is_configured() -> bool:
    given = settings.WECOM
    return bool(given["corpid"] and given["secret"] and given["agentid"])


def drops_repeats() -> bool:
    """`enable_duplicate_check`: the same content within four hours arrives once."""
    return True


def fetch_token() -> Token:
    """A fresh access token. Raises TokenRefused, Unsent, Unanswered."""
    given = settings.WECOM
    query = urlencode({"corpid": given["corpid"], "corpsecret": given["secret"]})
    found = ask("GET", f"{given['api']}/cgi-bin/gettoken?{query}").value()
    if found.get("errcode") != 0 or not isinstance(found.get("access_token"), str):
        raise TokenRefused(str(found.get("errcode", "not understood")))
    return Token(found["access_token"], int(found.get("expires_in", 7200)))


def send(letter: Letter, token: str) -> Outcome:
    body = {
        "touser": letter.address,
        "msgtype": "text",
        "agentid": settings.WECOM["agentid"],
        "text": {"content": letter.text},
        "safe": 0,
        "enable_duplicate_check": 1,
        "duplicate_check_interval": REPEATS_SECONDS,
    }
    return _post(f"{settings.WECOM['api']}/cgi-bin/message/send?{urlencode({'access_token': token})}", body)


def tell_group(letter: Letter, token: str) -> Outcome:
    """By a robot: its key stands in the address."""
    body = {"msgtype": "text", "text": {"content": letter.text}}
    return _post(f"{settings.WECOM['api']}/cgi-bin/webhook/send?{urlencode({'key': letter.address})}", body)


def _post(url: str, body: dict[str, Any]) -> Outcome:
    headers = {"Content-Type": "application/json"}
    try:
        return read(ask("POST", url, json.dumps(body, ensure_ascii=False).encode(), headers))
    except Unsent as error:
        return Outcome(Fate.AGAIN, str(error))
    except Unanswered as error:
        return Outcome(Fate.NOBODY_KNOWS, str(error))


def read(answer: Answer) -> Outcome:
    """What WeCom says: `errcode` 0 is yes, unless it could not reach the one person asked for."""
    if failure := failure_of(answer):
        return failure
    found = answer.value()
    code = found.get("errcode")
    if not isinstance(code, int):
        return Outcome(Fate.NOBODY_KNOWS, "not understood")
    if code == 0:
        is_refused = bool(found.get("invaliduser") or found.get("unlicenseduser"))
        return Outcome(Fate.REFUSED, "no such user") if is_refused else Outcome(Fate.SENT, "0")
    if code in STALE:
        return Outcome(Fate.AT_ONCE, str(code))
    return Outcome(Fate.AGAIN if code in BUSY else Fate.REFUSED, str(code))
