from datetime import date

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from tests.factories import people
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.web.context import MOST_TABS, Shell, page

pytestmark = pytest.mark.django_db


def shell_of(*postings: Posting, path: str = "/") -> Shell:
    request = RequestFactory().get(path)
    request.postings = postings
    request.account = people.account(of=postings[0].person)
    return Shell(request)


def labels(role: Role) -> list[str]:
    with translation.override("en"):
        return [str(way.label) for way in shell_of(people.posting(role)).ways]


@pytest.mark.parametrize(
    ("role", "ways"),
    [
        (
            Role.FIRST_SECRETARY,
            ["To-do", "Problems", "Projects", "Meetings", "Contests", "Alliances", "Outcomes", "Experts"],
        ),
        (
            Role.DEPARTMENT_LIAISON,
            ["To-do", "Picture", "Problems", "Projects", "Meetings", "Outcomes", "Experts", "Funding"],
        ),
        (Role.JUDGE, ["To-do", "Contests"]),
        (Role.SYSTEM_ADMIN, ["To-do", "People", "Departments", "Places", "Messages outside"]),
        (Role.SECURITY_ADMIN, ["To-do", "Postings"]),
        (Role.AUDITOR, ["To-do", "Operation log"]),
    ],
)
def test_ways_follow_from_the_role(role: Role, ways: list[str]) -> None:
    assert labels(role) == ways


@pytest.mark.parametrize("role", list(Role))
def test_tabs_fit_a_thumb_and_end_with_me(role: Role) -> None:
    tabs = shell_of(people.posting(role)).tabs
    assert len(tabs) <= MOST_TABS
    assert tabs[-1].icon == "me"


def test_reporting_is_a_tab_and_no_entry_at_the_desk() -> None:
    shell = shell_of(people.posting(Role.FIRST_SECRETARY))
    assert [tab.icon for tab in shell.tabs] == ["todo", "problem", "report", "project", "me"]


def test_only_the_way_one_stands_on_is_marked() -> None:
    shell = shell_of(people.posting(Role.SYSTEM_ADMIN), path="/people/new/")
    assert [way.icon for way in shell.ways if way.is_here] == ["people"]


def test_tab_for_reporting_is_marked_alone() -> None:
    shell = shell_of(people.posting(Role.FIRST_SECRETARY), path=reverse("problems:report"))
    assert [tab.icon for tab in shell.tabs if tab.is_here] == ["report"]


def test_seat_is_said_in_the_order_of_each_language() -> None:
    secretary = people.posting(Role.FIRST_SECRETARY, people.place("450422103207", "建新村"))
    with translation.override("en"):
        assert shell_of(secretary).seat == "First secretary of 建新村"


def test_seat_of_a_department_is_its_name() -> None:
    liaison = people.posting(Role.DEPARTMENT_LIAISON, people.department(name="藤县供电局"))
    assert shell_of(liaison).seat == "藤县供电局"


def test_nobody_gets_a_frame_without_ways() -> None:
    shell = page(RequestFactory().get("/sign-in/"))["shell"]
    assert (shell.ways, shell.tabs, shell.bell, shell.me, shell.unread, shell.name) == ([], [], None, None, 0, "")


def test_reader_without_postings_is_still_named() -> None:
    account = people.account(of=people.person("石广"))
    request = RequestFactory().get("/")
    request.account, request.postings, request.today = account, (), date(2026, 5, 20)
    assert (Shell(request).name, Shell(request).seat) == ("石广", "")
