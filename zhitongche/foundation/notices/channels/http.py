"""One careful request: five seconds to connect and for each piece, ten in all, no redirect, at most 64 KiB of answer."""

import http.client
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .outcome import Fate, Outcome

PATIENCE = 5.0
ALTOGETHER = 10.0
MOST_BYTES = 64 * 1024
PIECE = 4096
# The server itself says that it did nothing; other failures may come from a stand-in behind which it was done.
SURELY_NOT = frozenset({500, 503})
TRY_LATER = frozenset({408, 425, 429})


@dataclass(frozen=True)
class Answer:
    status: int
    text: str

    def value(self) -> dict[str, Any]:
        """The JSON object in the answer; empty where there is none."""
        try:
            found = json.loads(self.text)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}


class Unsent(Exception):
    """No connection came about: nothing was sent."""


class Unanswered(Exception):
    """The request went out, and what became of it nobody knows."""


def ask(method: str, url: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
    """Send one request and read its answer. Raises Unsent or Unanswered, each with a word for the outbox."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    until = time.monotonic() + ALTOGETHER
    path = parts.path or "/"
    connection = _connected(kind, parts.hostname or "", parts.port)
    try:
        connection.request(method, f"{path}?{parts.query}" if parts.query else path, body, headers or {})
        response = connection.getresponse()
        return Answer(response.status, _text_of(response, until))
    except (OSError, http.client.HTTPException) as error:
        raise Unanswered(type(error).__name__) from error
    finally:
        connection.close()


def _connected(kind: type[http.client.HTTPConnection], host: str, port: int | None) -> http.client.HTTPConnection:
    try:
        connection = kind(host, port, timeout=PATIENCE)
        connection.connect()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unsent(type(error).__name__) from error
    return connection


def _text_of(response: http.client.HTTPResponse, until: float) -> str:
    """What came, up to the cap and the deadline; a server that drips is cut off."""
    found = bytearray()
    while piece := response.read1(PIECE):
        found += piece
        if len(found) > MOST_BYTES or time.monotonic() > until:
            raise http.client.HTTPException("too long")
    return found.decode("utf-8", "replace")


def failure_of(answer: Answer) -> Outcome | None:
    """What a status says by itself; None for 200 to 299, whose body has to be read."""
    status = answer.status
    if 200 <= status < 300:
        return None
    if status in SURELY_NOT | TRY_LATER:
        return Outcome(Fate.AGAIN, str(status))
    if 300 <= status < 500:
        return Outcome(Fate.REFUSED, str(status))
    return Outcome(Fate.NOBODY_KNOWS, str(status))
