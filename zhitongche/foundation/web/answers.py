"""How a refusal leaves the house: RFC 9457 problem answers for programs."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from ..errors import BadInput, Refused, Sentence

PROBLEM_TYPE = "application/problem+json"
TITLES: dict[int, Sentence] = {
    400: _("The request cannot be read."),
    401: _("Who are you?"),
    403: _("This is not your duty."),
    404: _("There is nothing here for you."),
    405: _("This address does not know that method."),
    409: _("Not now."),
    413: _("Too much was sent."),
    422: _("What was sent cannot be used."),
    429: _("Too many requests."),
    500: _("Something broke on our side."),
    503: _("The service is busy."),
}


def as_json(value: Any) -> str:
    """JSON text; dates and times as ISO 8601, decimals and ids as strings, translated words as they read now."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))


def problem(status: int, detail: Sentence = "", **members: Any) -> HttpResponse:
    """An `application/problem+json` answer: type, title, status, detail, and whatever else is known."""
    body = {"type": "about:blank", "title": TITLES.get(status, TITLES[400]), "status": status}
    if detail:
        body["detail"] = detail
    return HttpResponse(as_json(body | members), status=status, content_type=PROBLEM_TYPE)


def faults(named: Mapping[str, Sentence], part: str = "body") -> list[dict[str, Any]]:
    """The contract's `errors`: where the fault is, as a path, and what is wrong with it."""
    return [{"loc": location(name, part), "msg": sentence} for name, sentence in named.items()]


def location(name: str, part: str = "body") -> list[str]:
    """`funding.0.planned` as the path it means; an empty name is the whole body."""
    return [part, *(step for step in name.split(".") if step)]


def refusal(refused: Refused) -> HttpResponse:
    """A refusal as a problem answer: 409 says the state it met, 422 each field's fault, a wait how long."""
    members: dict[str, Any] = {}
    if isinstance(refused, BadInput):
        members["errors"] = faults(refused.faults, getattr(refused, "part", "body"))
    if refused.state is not None:
        members["state"] = refused.state
    response = problem(refused.status, str(refused), **members)
    if wait := getattr(refused, "retry_after", 0):
        response["Retry-After"] = str(wait)
    return response
