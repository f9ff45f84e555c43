"""Every address is closed unless opened: the URLconf is walked, and role × address × relation × method is asked.

The addresses come from the URLconf and the API's own table, the verbs from each room's ACTIONS; what they should answer
stands in tests/house/doors.py; tests/house/walk.py goes round. An address without a line there fails, and so does a hole made on purpose.
"""

from types import ModuleType
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.house import doors, walk
from tests.house.doors import ANONYMOUS, ENDED, Standing, Visitor
from zhitongche.config import urls
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.queries import seeing
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.statements import Statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def standing() -> Standing:
    """The things that the addresses name."""
    return doors.build()


@pytest.mark.parametrize("visitor", doors.VISITORS, ids=str)
def test_each_address_answers_as_the_duties_say(visitor: Visitor, standing: Standing) -> None:
    assert [str(hole) for hole in walk.holes(visitor, standing)] == []


def test_the_visitors_are_every_role_at_every_relation() -> None:
    assert {visitor.role for visitor in doors.VISITORS if visitor.role} == set(Role)
    assert len(doors.VISITORS) == len(set(doors.VISITORS))


def test_every_address_has_its_line_and_every_line_an_address() -> None:
    assert {address.name for address in walk.addresses()} == set(doors.POLICY)


def test_the_api_answers_at_no_address_that_its_table_does_not_name() -> None:
    routes = {walk._plain(route) for name, route, _view in walk.patterns() if name.startswith("api:")}
    named = {walk._plain(f"{walk.API}{path}") for _method, path in walk.operations()}
    beside = {f"{walk.API}/{name}" for name in ("openapi.json", "docs", "")}
    assert routes == named | beside


def test_only_a_few_doors_are_open() -> None:
    assert {name for name, door in doors.POLICY.items() if door.is_open} == {
        "account_login",
        "account_logout",
        "api:api-root",
        "api:openapi-json",
        "api:openapi-view",
        "GET /certificates/{code}",
        "GET /contests/{number}/proof",
        "design",
        "design_search",
        "design_trouble",
        "healthz",
        "judging:card",
        "judging:screen",
        "judging:version",
        "meetings:screen",
        "meetings:version",
        "set_language",
        "titles:certificate",
        "titles:certificates",
        "titles:verify",
    }


def test_the_design_sheet_is_shut_where_it_is_not_developed(settings: Any, standing: Standing) -> None:
    settings.DESIGN_PAGES = False
    caller = walk.caller(ANONYMOUS, standing)
    assert [caller.get(page).status_code for page in ("/design", "/design/search", "/design/404")] == [404, 404, 404]


# ---- controls: holes made on purpose are found ----------------------------------------------------------------------


def test_an_address_nobody_thought_of_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with _one_more(monkeypatch, path("forgotten/", _leak, name="forgotten")):
        assert {address.name for address in walk.addresses()} - set(doors.POLICY) == {"forgotten"}


def test_a_view_that_was_opened_by_mistake_is_found(standing: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    address = next(one for one in walk.addresses() if one.name == "regions:pick")
    monkeypatch.setattr(address.view, "is_opened", True, raising=False)
    # The view cannot answer somebody without postings: it is a hole even so, because it was reached.
    assert {hole.name for hole in walk.holes(ANONYMOUS, standing)} == {"regions:pick"}


@pytest.mark.parametrize(
    "visitor",
    [
        Visitor(Role.ORGANIZER, "neighbour county"),
        Visitor(Role.FIRST_SECRETARY, "same county"),
        Visitor(Role.DEPARTMENT_LIAISON, "city above"),
        Visitor(Role.AUDITOR, "own"),
        ENDED,
    ],
    ids=str,
)
def test_a_list_without_its_scope_is_found(
    visitor: Visitor, standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seeing, "visible_to", lambda *postings: Problem.objects.all())
    # What was built for such readers before is kept by their kind.
    monkeypatch.setattr(seeing, "_FOUND", Statements())
    found = {hole.name for hole in walk.holes(visitor, standing)}
    assert {"GET /problems/{number}", "GET /problems/{number}/events"} <= found
    assert ("problems:detail" in found) == (visitor != ENDED)


class _one_more:  # noqa: N801  # Read as the word it is in a `with`.
    """The URLconf with one more address, for as long as the block lasts."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, more: Any) -> None:
        self.patched, self.more = monkeypatch.context(), more

    def __enter__(self) -> None:
        changed = ModuleType("with_one_more")
        vars(changed).update(vars(urls), urlpatterns=[*urls.urlpatterns, self.more])
        patch = self.patched.__enter__()
        patch.setattr(walk, "URLCONF", changed)

    def __exit__(self, *fault: object) -> None:
        self.patched.__exit__(*fault)


def _leak(request: HttpRequest) -> HttpResponse:
    return HttpResponse("everything")
