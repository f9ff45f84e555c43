"""What every room's API stands on: the token, the key, the order of refusals, and the verbs' own addresses."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Field, NinjaAPI, Router, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from ..audit.operations import origin
from ..errors import Refused
from ..flow import Action
from ..people.identity import account_by_token, postings_of
from ..people.models import Account
from ..people.operations import token_digest
from . import acts, bodies, idempotency, rates
from .access import origin_of
from .answers import as_json, problem, refusal
from .paging import MOST_ROWS, Page, keyset
from .schemas import inlined

logger = logging.getLogger(__name__)
KEY_PARAMETER = {
    "in": "header",
    "name": idempotency.HEADER,
    "required": True,
    "schema": {"type": "string", "maxLength": idempotency.LONGEST_KEY},
}


class TokenAuth(HttpBearer):
    """`Authorization: Bearer TOKEN`: puts the account and its postings in force on the request.

    Then, before anything else is looked at, come the account's rate and the key that every POST needs.
    """

    def authenticate(self, request: HttpRequest, token: str) -> Account | None:
        account = account_by_token(token_digest(token.strip())) if token.isascii() else None
        if account is None:
            return None
        arrived = request.now  # type: ignore[attr-defined]  # the clock middleware's
        rates.count(account.pk, request.method or "", arrived.timestamp())
        request.account = account  # type: ignore[attr-defined]  # see SignedInRequest
        request.postings = postings_of(account, request.today)  # type: ignore[attr-defined]
        # The door's middleware puts the origin back when the request ends.
        origin.set(origin_of(request, account.pk))
        if request.method == "POST":
            idempotency.key_of(request)
        return account


class ListQuery(Schema):
    """What every list takes; a room adds its filters."""

    limit: int = Field(50, ge=1, le=MOST_ROWS)
    cursor: str | None = None


def page_of(queryset: Any, order: Sequence[str], query: ListQuery, present: Callable[[Any], Any]) -> dict[str, Any]:
    """One page of a list as the contract answers it: {items, next}. Raises BadCursor."""
    return listed(keyset(queryset, order, query.cursor, query.limit), present)


def listed(page: Page[Any], present: Callable[[Any], Any]) -> dict[str, Any]:
    return {"items": [present(row) for row in page.items], "next": page.next}


def json_answer(value: Any, status: int = 200) -> HttpResponse:
    """An answer whose decimals, dates and translated words are written as the contract says."""
    return HttpResponse(as_json(value), status=status, content_type="application/json")


def keyed(request: Any, effect: Callable[[], tuple[int, Any]]) -> HttpResponse:
    """Run an act under the request's key; `effect` answers (status, what to tell) and is run at most once."""

    def run() -> idempotency.Answer:
        status, told = effect()
        return idempotency.Answer(status, as_json(told))

    answer = idempotency.once(
        account=request.account,
        key=idempotency.key_of(request),
        address=request.path,
        fingerprint=idempotency.fingerprint(request),
        now=request.now,
        effect=run,
    )
    response = HttpResponse(answer.body, status=answer.status, content_type="application/json")
    if answer.is_replay:
        response["Idempotency-Replayed"] = "true"
    return response


def act(
    request: Any, action: Action, thing: Any, present: Callable[[Any, Any], Any], *, status: int = 200
) -> HttpResponse:
    """One act by the contract's order: the key's own answers, 403, 409, 422, then the write.

    `thing` is None for an act that makes one: then `present(request, made)` tells what was made, else the thing.
    """

    def effect() -> tuple[int, Any]:
        made = acts.perform(
            action,
            thing,
            postings=request.postings,
            now=request.now,
            read=lambda: bodies.read(request, action.schema),
        )
        return status, present(request, made if thing is None else thing)

    return keyed(request, effect)


def add_acts(
    router: Router,
    actions: Mapping[str, Action],
    find: Callable[[Any, str], Any],
    present: Callable[[Any, Any], Any],
    *,
    prefix: str = "/{number}",
    name: str = "",
) -> None:
    """Give each verb its own address and its own entry in the OpenAPI document: POST {prefix}/{verb}.

    `find(request, number)` raises Http404 for what lies outside the caller's scope; `present(request, thing)` is the
    whole resource, read afresh. `name` tells a room's resources apart; without it the room's own name is taken.
    """
    name = name or present.__module__.split(".")[-2]
    for verb, action in actions.items():
        router.post(
            f"{prefix}/{verb}",
            operation_id=f"{name}_{verb}",
            summary=verb,
            openapi_extra=documented(action.schema),
            url_name=f"{name}-{verb}",
        )(_endpoint(action, find, present))


def _endpoint(action: Action, find: Callable[[Any, str], Any], present: Callable[[Any, Any], Any]) -> Any:
    def endpoint(request: HttpRequest, number: str) -> HttpResponse:
        return act(request, action, find(request, number), present)

    return endpoint


def documented(shape: type[Any] | None, *, content_type: str = "application/json") -> dict[str, Any]:
    """The part of an OpenAPI operation that tells its key and its body, which is read by hand."""
    extra: dict[str, Any] = {"parameters": [KEY_PARAMETER]}
    if shape is not None:
        extra["requestBody"] = {"required": True, "content": {content_type: {"schema": inlined(shape)}}}
    return extra


def offered(offers: Iterable[acts.Offer]) -> dict[str, Any]:
    """`GET …/{number}/actions`: every verb of the caller's duty, and what would refuse it now."""
    return {
        "items": [
            {
                "action": offer.verb,
                "label": offer.action.label,
                "allowed": offer.is_allowed,
                "reason": None if offer.refusal is None else str(offer.refusal),
                "schema": inlined(offer.action.schema) if offer.action.schema else None,
            }
            for offer in offers
        ]
    }


def add_handlers(api: NinjaAPI) -> None:
    """Every refusal, fault and surprise as a problem answer."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        Refused: lambda request, refused: refusal(refused),
        AuthenticationError: _unknown,
        Http404: lambda request, error: problem(404, _("This does not exist, or lies outside your places.")),
        ValidationError: _invalid,
        RequestDataTooBig: lambda request, error: problem(413, _("The body is too large.")),
        UnreadablePostError: lambda request, error: problem(400, _("The body broke off.")),
        SuspiciousOperation: lambda request, error: problem(400),
        HttpError: lambda request, error: problem(error.status_code, str(error)),
        Exception: _surprise,
    }
    for kind, answer in handlers.items():
        api.add_exception_handler(kind, answer)


def _unknown(request: HttpRequest, error: Exception) -> HttpResponse:
    response = problem(401, _("Send “Authorization: Bearer” with a token that is in force."))
    response["WWW-Authenticate"] = "Bearer"
    return response


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What ninja itself found in an address or a query; `loc` is its own path."""
    errors = [{"loc": [str(step) for step in fault["loc"]], "msg": bodies.worded(fault)} for fault in error.errors]
    return problem(422, gettext_lazy("Something in the address cannot be used."), errors=errors)


def _surprise(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("%s %s broke", request.method, request.path, exc_info=error)
    return problem(500, _("Nothing was written. Try again; if it stays so, tell your administrator the time."))
