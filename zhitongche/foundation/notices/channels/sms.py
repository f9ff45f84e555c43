"""SMS by whatever gateway the office has: address, method, headers, body and the sign of success are settings."""

import json
import re
from collections.abc import Callable
from urllib.parse import quote, quote_plus

from django.conf import settings

from .http import Unanswered, Unsent, ask, failure_of
from .outcome import Fate, Letter, Outcome

PLACES = re.compile(r"\{(phone|text|count|link|id)\}")


def is_configured() -> bool:
    return bool(settings.SMS["url"])


def drops_repeats() -> bool:
    """A gateway that is given the message's number is trusted to go by it."""
    return "{id}" in settings.SMS["url"] + settings.SMS["body"]


def send(letter: Letter, token: str) -> Outcome:
    """Ask the gateway once. An answer that is not understood may have been a yes."""
    given = settings.SMS
    headers = headers_of(given["headers"])
    method = given["method"].upper()
    body = _filled(given["body"], letter, _writing(headers)).encode() if method != "GET" else None
    try:
        answer = ask(method, _filled(given["url"], letter, lambda text: quote(text, safe="")), body, headers)
    except Unsent as error:
        return Outcome(Fate.AGAIN, str(error))
    except Unanswered as error:
        return Outcome(Fate.NOBODY_KNOWS, str(error))
    if failure := failure_of(answer):
        return failure
    if re.search(given["success"], answer.text):
        return Outcome(Fate.SENT, str(answer.status))
    return Outcome(Fate.NOBODY_KNOWS, "not understood")


def headers_of(lines: str) -> dict[str, str]:
    """`Name: value`, one a line; what is no header is left out."""
    pairs = (line.partition(":") for line in lines.splitlines())
    return {name.strip(): value.strip() for name, colon, value in pairs if colon and name.strip()}


def _writing(headers: dict[str, str]) -> Callable[[str], str]:
    """How a value is written into the body: as JSON text, as a form's value, or as it stands."""
    kind = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    if "json" in kind:
        return lambda text: json.dumps(text, ensure_ascii=False)[1:-1]
    return quote_plus if "form" in kind else str


def _filled(template: str, letter: Letter, write: Callable[[str], str]) -> str:
    values = {
        "phone": letter.address,
        "text": letter.text,
        "count": str(letter.count),
        "link": letter.link,
        "id": f"ztc-{letter.number}",
    }
    return PLACES.sub(lambda place: write(values[place[1]]), template)
