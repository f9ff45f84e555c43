"""The walk through every address, as every visitor, by every method; what it finds is held against the policy."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from itertools import count
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories import people, problems
from tests.house.doors import (
    ANONYMOUS,
    ENDED,
    FORBIDDEN,
    ITSELF,
    NOT_NOW,
    POLICY,
    SEATS,
    Door,
    Standing,
    Visitor,
)
from zhitongche.config import urls
from zhitongche.config.api import api
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token
from zhitongche.foundation.permissions.catalogue import Permission as P
from zhitongche.foundation.permissions.roles import DUTIES, Seat

URLCONF: Any = urls
_keys = count(1)
ARGUMENT = re.compile(r"[<{](?:\w+:)?(\w+)[>}]")
API = "api/v1"


@dataclass(frozen=True)
class Address:
    """One address of the URLconf; of the API one for each of its methods, named by both."""

    name: str
    template: str
    methods: tuple[str, ...]
    view: Any

    @property
    def is_api(self) -> bool:
        return self.template.startswith(API)


@dataclass(frozen=True)
class Hole:
    """An address that answered otherwise than the policy says."""

    name: str
    asked: str
    expected: object
    answered: object

    def __str__(self) -> str:
        return f"{self.asked}: expected {self.expected}, answered {self.answered}"


def patterns(found: Any = None, before: str = "", space: str = "") -> Iterator[tuple[str, str, Any]]:
    """(name, route, view) of every pattern of the URLconf, through all that it includes."""
    for one in found if found is not None else get_resolver(URLCONF).url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from patterns(one.url_patterns, route, inner)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}", route, one.callback


def operations() -> Iterator[tuple[str, str]]:
    """(method, path) of everything the API answers, as ninja keeps it."""
    for router in api._get_bound_routers():
        for path, view in router.path_operations.items():
            for operation in view.operations:
                yield from ((method, f"{router.prefix}{path}".replace("//", "/")) for method in operation.methods)


def addresses() -> Iterator[Address]:
    """Everything that can be asked for."""
    routes = {_plain(f"{API}{path}") for _method, path in operations()}
    for name, route, view in patterns():
        if _plain(route) not in routes:
            yield Address(name, route, ("GET", "POST"), view)
    for method, path in operations():
        yield Address(f"{method} {path}", f"{API}{path}", (method,), None)


def _plain(route: str) -> str:
    return ARGUMENT.sub("*", route)


def caller(visitor: Visitor, standing: Standing) -> Client:
    """A client signed in as the visitor, which also carries the visitor's token; whatever breaks is answered 500."""
    client = Client(raise_request_exception=False)
    if visitor == ANONYMOUS:
        return client
    account = _account(visitor, standing)
    client.force_login(account)
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {new_token(account, by=None, now=problems.NOW)}"
    client.get("/me/")
    return client


def _account(visitor: Visitor, standing: Standing) -> Account:
    if visitor.relation == ITSELF:
        return Account.objects.get(person=standing.cast.secretary.person_id)
    if visitor.role is None:
        left = people.posting("organizer", "450422")
        Posting.objects.filter(pk=left.pk).update(ends_on="2026-01-01")
        return people.account(password=people.PASSWORD, of=left.person)
    seat: Any = SEATS[DUTIES[visitor.role].seat][visitor.relation]
    if DUTIES[visitor.role].seat is Seat.DEPARTMENT:
        seat = people.department(seat)
    return people.account(password=people.PASSWORD, of=people.posting(visitor.role, seat).person)


def holes(visitor: Visitor, standing: Standing) -> Iterator[Hole]:
    """Ask every address with every method, every thing and every verb; yields what was not answered as it should be."""
    client = caller(visitor, standing)
    signed_in = SimpleCookie(client.cookies)
    before = written()
    for address in addresses():
        door = POLICY.get(address.name)
        if door is None:
            yield Hole(address.name, address.template, "a line in the policy", None)
            continue
        for thing, arguments in standing.things[door.thing]:
            for verb in door.verbs or ("",):
                path = _filled(address.template, arguments | {"verb": verb})
                for method in address.methods:
                    client.cookies = SimpleCookie(signed_in)
                    wanted = expected(visitor, address, door, method, thing, verb)
                    answered, writes = ask(client, address, method, path)
                    if answered != wanted:
                        yield Hole(address.name, f"{method} {path}", wanted, answered)
                    if method == "GET" and writes and not door.marks_on_get:
                        yield Hole(address.name, f"{method} {path}", "nothing written", writes)
    if written() != before:
        yield Hole("all", "", before, written())


def expected(visitor: Visitor, address: Address, door: Door, method: str, thing: Any, verb: str) -> int:
    """The status the policy asks for."""
    if address.is_api and not door.is_open:
        if visitor == ANONYMOUS:
            return 401
    elif not door.is_open:
        if visitor == ANONYMOUS:
            return 302
        if visitor == ENDED:
            return 403
    if visitor == ANONYMOUS and address.name == "account_login":
        return 200
    if (door.get if method == "GET" else door.acts) is None:
        return 405
    if not door.enters(visitor, thing):
        return 404
    if method == "GET" and door.refused is not None and door.refused(visitor, thing):
        return FORBIDDEN
    answer = door.acts(visitor, thing, verb) if door.acts else 405
    if method == "GET":
        # The form of an act that would be refused says so at once; one that lacks only its fields is shown.
        is_refused = door.refuses_on_get and answer in {FORBIDDEN, NOT_NOW}
        return answer if is_refused else _got(visitor, address, door)
    # A page goes on to the next one where the API answers with the thing.
    return 303 if answer == 200 and door.verbs and not address.is_api and verb != "reset_password" else answer


def _got(visitor: Visitor, address: Address, door: Door) -> int:
    """What a reader gets who found it."""
    if address.name == "GET /audit" and P.AUDIT_READ not in visitor.permissions:
        return FORBIDDEN
    if visitor == ANONYMOUS and address.name == "account_logout":
        return 302
    return door.get or 405


def ask(client: Client, address: Address, method: str, path: str) -> tuple[int, list[str]]:
    """The status, and the statements that wrote; what succeeded is taken back, so that the next one meets the same."""
    key = f"door-{next(_keys)}"
    with writes() as found, transaction.atomic():
        if address.is_api:
            answer = client.generic(
                method, path, "{}", content_type="application/json", headers={"Idempotency-Key": key}
            )
        elif method == "GET":
            answer = client.get(path)
        else:
            answer = client.post(path, {"idempotency_key": key})
        if answer.streaming:
            b"".join(answer.streaming_content)
        if answer.status_code < 400:
            transaction.set_rollback(True)
    return answer.status_code, found


def _filled(template: str, arguments: Mapping[str, Any]) -> str:
    return "/" + ARGUMENT.sub(lambda match: str(arguments[match[1]]), template)


# Who is signed in where changes with every request, and nobody's work does.
_OF_THE_DOOR = ("django_session", "usersessions_usersession")


@contextmanager
def writes() -> Iterator[list[str]]:
    """The statements that write to anything but sessions, while the block runs."""
    found: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")) and not any(
            table in sql for table in _OF_THE_DOOR
        ):
            found.append(sql[:80])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


def written() -> dict[str, list[Any]]:
    """Every row of every table but sessions."""
    models = (model for model in apps.get_models() if model._meta.db_table not in _OF_THE_DOOR)
    return {model._meta.db_table: list(model._default_manager.order_by("pk").values_list()) for model in models}
