"""The page of search, and the saved views on it and on the list."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import people, problems
from tests.factories.problems import Cast
from tests.oversight.inspection.conftest import signed_in
from zhitongche.express.problems.states import State
from zhitongche.foundation.search.models import SavedView

pytestmark = pytest.mark.django_db
PAGE, VIEWS = "/search/", "/me/views/"


@pytest.fixture(autouse=True)
def _english(settings) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def cast() -> Cast:
    return problems.cast()


@pytest.fixture
def organizer(cast: Cast) -> Client:
    return signed_in(cast.organizer)


def words(client: Client, address: str = PAGE, **asked: str) -> str:
    page = client.get(address, asked)
    assert page.status_code == 200
    return unescape(re.sub(r"\s+", " ", page.content.decode()))


def test_page_marks_the_words_in_title_and_text(cast: Cast, organizer: Client) -> None:
    made = problems.report(cast.secretary, title="茶园灌溉")
    page = words(organizer, q="灌溉 抽水")
    assert "Nothing found" in page
    page = words(organizer, q="灌溉 水泵")
    assert f'<a href="/problems/{made.number}/">茶园<mark>灌溉</mark></a>' in page
    assert "果园和茶园<mark>灌溉</mark>供电不足，<mark>水泵</mark>抽不上水" in page
    assert "藤县 " in page


def test_page_quotes_what_was_said_later(cast: Cast, organizer: Client) -> None:
    made = problems.problem(cast, State.IN_PROGRESS)
    problems.act("report_progress", made, cast.power)
    assert "<mark>立杆</mark> 11 根。" in words(organizer, q="立杆")


def test_page_goes_on_with_more(cast: Cast, organizer: Client) -> None:
    for _ in range(26):
        problems.report(cast.secretary)
    first = organizer.get(PAGE, {"q": "灌溉"})
    assert len(first.context["lines"]) == 25
    more = organizer.get(PAGE + first.context["pager"]["older"])
    assert (len(more.context["lines"]), more.context["pager"]["older"]) == (1, None)
    assert len(organizer.get(PAGE, {"q": "灌溉", "cursor": "none"}).context["lines"]) == 25


def test_page_without_words_says_what_to_do(organizer: Client) -> None:
    assert "Type two characters" in words(organizer)
    assert "Type the beginning of a name" in words(signed_in(people.posting("system_admin", "450422")))


def test_typing_asks_for_the_answers_alone(cast: Cast, organizer: Client) -> None:
    problems.report(cast.secretary)
    part = organizer.get(PAGE, {"q": "灌溉"}, headers={"HX-Request": "true"}).content.decode()
    assert ("<mark>灌溉</mark>" in part, "<html" in part) == (True, False)


def test_page_shows_nothing_of_other_places(cast: Cast) -> None:
    problems.report(cast.secretary)
    assert "Nothing found" in words(signed_in(people.posting("organizer", "450421")), q="灌溉")


def test_administrator_finds_persons_and_departments_of_their_place(cast: Cast) -> None:
    admin = signed_in(people.posting("system_admin", "450422"))
    assert "藤县供电局" in words(admin, q="供电")
    assert "陈立" in words(admin, q="陈")
    assert "Nothing found" in words(signed_in(people.posting("system_admin", "450421")), q="陈")


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_whatever_it_finds(cast: Cast, organizer: Client, count: int) -> None:
    for _ in range(count):
        problems.report(cast.secretary)
    organizer.get(PAGE, {"q": "灌溉"})
    with CaptureQueriesContext(connection) as sent:
        organizer.get(PAGE, {"q": "灌溉"})
    assert len(sent) == 10, [one["sql"][:120] for one in sent]


def test_list_is_narrowed_by_words(cast: Cast, organizer: Client) -> None:
    made = problems.report(cast.secretary, title="路灯")
    problems.report(cast.secretary)
    page = words(organizer, "/problems/", q="路灯", view="all")
    assert page.count('<td class="what">') == 1
    assert made.number in page


def post(client: Client, address: str, **fields: str) -> int:
    return client.post(address, {"idempotency_key": address + str(fields)} | fields).status_code


def test_view_is_saved_from_the_list_and_shown_there(cast: Cast, organizer: Client) -> None:
    form = words(organizer, VIEWS + "new/", of="problems", view="pooled", cursor="x")
    assert 'name="query" value="view=pooled"' in form
    assert post(organizer, VIEWS + "new/", kind="problems", query="view=pooled", name="待认领的") == 303
    assert "view=pooled" in SavedView.objects.get().query
    page = words(organizer, "/problems/", view="pooled")
    assert 'href="/problems/?view=pooled" aria-current="true">待认领的</a>' in page
    assert "待认领的" in words(organizer, VIEWS)
    assert "待认领的" not in words(signed_in(cast.power), "/problems/")


def test_view_is_renamed_and_deleted(organizer: Client) -> None:
    post(organizer, VIEWS + "new/", kind="search", query="q=灌溉", name="灌溉")
    key = SavedView.objects.get().pk
    assert "灌溉" in words(organizer, PAGE)
    assert post(organizer, f"{VIEWS}{key}/rename/", name="水") == 303
    assert SavedView.objects.get().name == "水"
    assert post(organizer, f"{VIEWS}{key}/rename/", name="") == 422
    assert post(organizer, f"{VIEWS}{key}/delete/") == 303
    assert "No view yet" in words(organizer, VIEWS)


def test_view_of_another_is_not_there(cast: Cast, organizer: Client) -> None:
    post(organizer, VIEWS + "new/", kind="search", query="q=灌溉", name="灌溉")
    stranger = signed_in(cast.power)
    for verb in ("rename", "delete"):
        assert post(stranger, f"{VIEWS}{SavedView.objects.get().pk}/{verb}/", name="x") == 404
    assert organizer.get(f"{VIEWS}{SavedView.objects.get().pk}/burn/").status_code == 404
    assert organizer.get(VIEWS + "new/", {"of": "other"}).status_code == 404
