"""Programs that know the API only from its own description try every address as every role: none gets a 500.

What a body may hold is drawn from the description; the numbers in addresses are half the time those of things that exist.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.factories import people, problems
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.states import State
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.operations import new_token
from zhitongche.foundation.permissions.roles import Role

pytestmark = [
    pytest.mark.django_db,
    # The transport of the library leaves the files of downloads for the collector to close.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
schemathesis.checks.load_all_checks()
CHECKS = schemathesis.checks.CHECKS.get_by_names(
    ["not_a_server_error", "response_schema_conformance", "content_type_conformance"]
)


@contextmanager
def _one_connection() -> Iterator[None]:
    """The product runs inside the test's own transaction: a request's end must not close it, as with Django's client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _visitor(role: Role, cast: problems.Cast) -> Posting:
    """Somebody of the role who has something to do with the problems of the test."""
    match role:
        case Role.FIRST_SECRETARY:
            return cast.secretary
        case Role.ORGANIZER:
            return cast.organizer
        case Role.DEPARTMENT_LIAISON:
            return cast.power
        case Role.DEPARTMENT_LEADER:
            return people.posting(role, cast.power.department)
        case Role.TEAM_MEMBER:
            return people.posting(role, problems.VILLAGE)
        case Role.TOWNSHIP_COMMITTEE:
            return people.posting(role, people.place("450422107", "新庆镇").code)
    return people.posting(role, "450422")


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_no_program_gets_more_than_a_refusal(role: Role, rounds: Callable[..., int]) -> None:
    cast = problems.cast()
    numbers = [problems.problem(cast, state).number for state in (State.REPORTED, State.POOLED, State.IN_PROGRESS)]
    by = _visitor(role, cast)
    token = new_token(people.account(f"program-{role}", of=by.person), by=None, now=problems.NOW)
    described = json.loads(Client().get("/api/v1/openapi.json").content)
    schema = schemathesis.openapi.from_dict(described)
    app, examples = get_wsgi_application(), rounds(short=1, long=40)
    with _one_connection():
        for found in schema.get_all_operations():
            _try(found.ok(), app, token, numbers, examples)
    assert Problem.objects.filter(number__in=numbers).count() == len(numbers)


def _try(operation: Any, app: Any, token: str, numbers: list[str], examples: int) -> None:
    @settings(
        max_examples=examples,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(case=operation.as_strategy(), number=st.sampled_from(["", *numbers]))
    def call(case: Any, number: str) -> None:
        if number and "number" in (case.path_parameters or {}):
            case.path_parameters["number"] = number
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4()), "Accept-Encoding": "identity"}
        answer = case.call(app=app, headers=headers)
        case.validate_response(answer, checks=CHECKS, headers=headers)

    call()
