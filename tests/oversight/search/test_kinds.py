"""Search over every kind: what is found of each, in which order, by whom, and how many."""

import re
from datetime import timedelta
from html import unescape
from typing import Any, get_args

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import experts, outcomes, people, problems, projects, searching, sources
from tests.factories.searching import WORD, Every
from tests.oversight.inspection.conftest import signed_in
from tests.oversight.inspection.test_api import bearer
from zhitongche.express.projects import operations as project_acts
from zhitongche.express.projects.states import State
from zhitongche.express.sources import operations as source_acts
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.search import paging
from zhitongche.foundation.search import queries as search
from zhitongche.foundation.search.models import SearchDocument
from zhitongche.foundation.search.paging import Count
from zhitongche.foundation.web.paging import BadCursor
from zhitongche.oversight.search import api, presenting, queries
from zhitongche.oversight.search.kinds import BY_CODE, KINDS

pytestmark = pytest.mark.django_db
PAGE, SEARCH = "/search/", "/api/v1/search"


@pytest.fixture(autouse=True)
def _english(settings: Any) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def every() -> Every:
    return searching.every()


def found(posting: Posting, asked: str = WORD, **more: Any) -> list[tuple[str, str]]:
    """Kind and number of each answer."""
    page = queries.found([posting], asked, None, 50, **more)
    return [(kind.code, thing.number) for kind, thing in page.things]


def paged(posting: Posting, asked: str, limit: int, kind: str = "") -> list[tuple[str, str]]:
    seen: list[tuple[str, str]] = []
    cursor = None
    while True:
        page = queries.found([posting], asked, cursor, limit, kind=kind)
        seen += [(one.code, thing.number) for one, thing in page.things]
        if (cursor := page.next) is None:
            return seen


def more_of_each(made: Every, count: int) -> None:
    """So many more of every kind, and what belongs to them; each has the word."""
    for number in range(count):
        problems.report(made.cast.secretary)
        projects.planned(made.cast.secretary)
        sources.opened(made.cast.organizer, name=f"灌溉资金{number}")
        whom = experts.expert(made.cast.organizer, name=f"黄{number}", phone=f"1391111222{number}", unit="灌溉站")
        experts.dispatch(made.cast, whom)
        outcomes.recorded(made.cast.secretary, source="灌溉合作社", period=f"2025Q{number + 1}")


def shown(page: Any) -> str:
    return unescape(re.sub(r"\s+", " ", page.content.decode()))


def test_every_kind_is_found_by_whoever_may_open_it(every: Every) -> None:
    assert dict(found(every.cast.organizer)) == every.numbers


def test_one_kind_alone(every: Every) -> None:
    for kind, number in every.numbers.items():
        assert found(every.cast.organizer, kind=kind) == [(kind, number)]
        assert found(every.cast.organizer, number, kind=kind) == [(kind, number)]


def test_strangers_find_nothing_and_count_nothing(every: Every) -> None:
    """By its words and by its very number: neither a title, nor a figure on a chip."""
    stranger = people.posting("organizer", "450421")
    client = signed_in(stranger)
    for asked in (WORD, *every.numbers.values()):
        page = queries.found([stranger], asked, None, 50, is_counted=True)
        assert page.things == []
        assert set(page.counts.values()) == {Count(0)}
        assert "Nothing found" in shown(client.get(PAGE, {"q": asked}))


def test_what_is_found_can_be_opened(every: Every) -> None:
    """Every title that is told leads to a page that its reader may read; what may be opened is found."""
    for role, seat in (
        *(("organizer", seat) for seat in ("450422", "450421", "4504", "45")),
        *(("leader", seat) for seat in ("450422", "4504")),
        *(("first_secretary", seat) for seat in ("450422107205", "450422107206")),
        *(("auditor", "450422"), ("system_admin", "450422"), ("township_committee", "450422107")),
    ):
        reader = people.posting(role, seat)
        client = signed_in(reader)
        numbers = dict(found(reader))
        for kind in KINDS:
            address = reverse(kind.page, args=[every.numbers[kind.code]])
            assert (client.get(address).status_code == 200) is (kind.code in numbers), (role, seat, kind.code)


def test_an_expert_finds_the_own_entry_and_dispatches(every: Every) -> None:
    assert "problem" not in dict(found(every.cast.expert))
    assert found(every.cast.expert, "农向阳", kind="expert") == found(every.cast.expert, kind="expert")


def test_a_department_finds_a_problem_once_it_is_accepted(every: Every) -> None:
    made = problems.report(every.cast.secretary)
    reported = found(every.cast.liaison, made.number)
    problems.act("accept", made, every.cast.organizer)
    assert (reported, found(every.cast.liaison, made.number)) == ([], [("problem", made.number)])


def test_what_is_not_named_is_never_found(every: Every) -> None:
    """Whatever else the index may hold: only what the table of kinds names is asked for."""
    SearchDocument.objects.filter(kind="outcome").update(kind="objection")
    assert "outcome" not in dict(found(every.cast.organizer))
    assert set(dict(found(every.cast.organizer))) == set(BY_CODE) - {"outcome"}
    assert set(get_args(api.KindName)) == set(BY_CODE)


def test_titles_come_before_texts_whatever_their_kind(every: Every) -> None:
    sources.opened(every.cast.organizer, name="桥", conditions="灌溉以外的不要。")
    inside = [WORD in BY_CODE[kind].told(thing).title for kind, thing in _things(every.cast.organizer)]
    assert inside == sorted(inside, reverse=True)
    assert set(inside) == {True, False}


def _things(posting: Posting) -> list[tuple[str, Any]]:
    return [(kind.code, thing) for kind, thing in queries.found([posting], WORD, None, 50).things]


@pytest.mark.parametrize("limit", [1, 2, 5])
@pytest.mark.parametrize("most", [search.MOST_HITS, 3])
def test_pages_go_on_through_all_kinds(every: Every, limit: int, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """By rank, and newest first where there are too many to be ranked; things of one moment among them."""
    more_of_each(every, 3)
    monkeypatch.setattr(search, "MOST_HITS", most)
    whole = paged(every.cast.organizer, WORD, 200)
    assert len(whole) == len(set(whole)) == 24
    assert paged(every.cast.organizer, WORD, limit) == whole
    assert paged(every.cast.organizer, WORD, limit, "project") == [one for one in whole if one[0] == "project"]


def test_walking_and_asking_the_index_give_one_order(every: Every, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where some kinds are walked row by row and others are few."""
    more_of_each(every, 2)
    monkeypatch.setattr(search, "MOST_HITS", 3)
    few = paged(every.cast.organizer, WORD, 4)
    monkeypatch.setattr(search, "is_common", lambda *asked: any(one.kind in {"problem", "source"} for one in asked))
    monkeypatch.setattr(paging, "FIRST_STEP", 2)
    monkeypatch.setattr(paging, "MOST_WALKED", 2)
    assert paged(every.cast.organizer, WORD, 4) == few


@pytest.mark.parametrize(
    "place",
    [
        ["r", 0, "2026-01-01 00:00:00", "objection", 1],
        ["r", 10**30, "2026-01-01 00:00:00", "problem", 1],
        ["w", "2026-W01-1", "problem", 10**30],
        ["w", "0001-01-01T00:00:00+23:00", "problem", 1],
        ["w", "x", "problem", 1],
        ["w", "2026-01-01 00:00:00", "pro\0blem", 1],
    ],
)
def test_a_cursor_that_is_none_is_refused(place: list[Any]) -> None:
    with pytest.raises(BadCursor):
        queries.found([people.posting("organizer", "450422")], WORD, paging._encoded(place[0], tuple(place[1:])), 5)


def test_a_cursor_in_another_form_is_read(every: Every) -> None:
    cursor = paging._encoded("w", ("2030-W01-1", "problem", 1))
    assert len(queries.found([every.cast.organizer], WORD, cursor, 50).things) == 6


@pytest.mark.parametrize("most", [search.MOST_HITS, 3])
def test_counts_are_of_what_is_seen(every: Every, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    more_of_each(every, 2)
    monkeypatch.setattr(search, "MOST_HITS", most)
    reader = people.posting("first_secretary", "450422107205")
    for posting in (every.cast.organizer, reader):
        counts = queries.found([posting], WORD, None, 5, is_counted=True).counts
        seen = [kind for kind, _number in paged(posting, WORD, 100)]
        assert {kind: count.number for kind, count in counts.items()} == {kind: seen.count(kind) for kind in counts}
        assert list(counts) == [kind.code for kind in queries.kinds_for([posting])]


def test_counts_end_where_there_are_many(every: Every, monkeypatch: pytest.MonkeyPatch) -> None:
    more_of_each(every, 3)
    monkeypatch.setattr(paging, "MOST_COUNTED", 2)
    counts = queries.found([every.cast.organizer], WORD, None, 5, is_counted=True).counts
    assert set(counts.values()) == {Count(2, is_more=True)}
    assert presenting.figure(Count(2, is_more=True)) == "2+"
    monkeypatch.setattr(search, "is_common", lambda *asked: True)
    assert queries.found([every.cast.organizer], WORD, None, 5, is_counted=True).counts == counts


def test_what_is_common_elsewhere_and_rare_here_is_counted_whole(every: Every, monkeypatch: pytest.MonkeyPatch) -> None:
    """The statistics say “common” of every kind: nobody is told “1+” where there is one."""
    monkeypatch.setattr(search, "is_common", lambda *asked: True)
    monkeypatch.setattr(paging, "FIRST_STEP", 1)
    page = queries.found([every.cast.organizer], WORD, None, 50, is_counted=True)
    assert page.counts == dict.fromkeys(BY_CODE, Count(1))
    assert {kind.code: thing.number for kind, thing in page.things} == every.numbers
    assert queries.found([every.cast.organizer], "没有的词", None, 50, is_counted=True).things == []


@pytest.mark.parametrize("count", [0, 2])
def test_all_kinds_cost_the_same_however_many_there_are(every: Every, count: int) -> None:
    more_of_each(every, count)
    client = signed_in(every.cast.organizer)
    client.get(PAGE, {"q": WORD})
    with CaptureQueriesContext(connection) as sent:
        assert len(client.get(PAGE, {"q": WORD}).context["lines"]) == 6 * (count + 1)
    assert len(sent) == 22, [one["sql"][:120] for one in sent]


def test_page_shows_kind_place_state_day_and_the_words(every: Every) -> None:
    client = signed_in(every.cast.organizer)
    page = shown(client.get(PAGE, {"q": WORD}))
    for words in (
        "<b>Problem</b> · 藤县-2026-0001",
        "<b>Project</b> · 藤县-XM-2026-0001",
        "<b>Source of money</b>",
        "<b>Expert</b>",
        "<b>Dispatch</b>",
        "<b>Figure of an outcome</b>",
        "2026年<mark>灌溉</mark>补助资金",
        "藤县<mark>灌溉</mark>试验站",
        "<mark>灌溉</mark>合作社分红名册",
        "建新村",
        "In the pool",
        "reported on ",
        "planned on ",
        "opened on ",
        "recorded on ",
        "enrolled on ",
        "proposed on ",
    ):
        assert words in page, words


def test_chips_narrow_to_a_kind_and_say_how_many(every: Every) -> None:
    projects.planned(every.cast.secretary)
    client = signed_in(every.cast.organizer)
    page = client.get(PAGE, {"q": WORD, "kind": "project"})
    chips = {chip["label"]: (chip["count"], chip["is_chosen"], chip["address"]) for chip in page.context["kinds"]}
    assert len(page.context["lines"]) == 2
    assert chips["Projects"][:2] == ("2", True)
    assert chips["Problems"][:2] == ("1", False)
    assert chips["Everything"][1:] == (False, "?q=%E7%81%8C%E6%BA%89")
    assert 'name="kind" value="project"' in shown(page)
    assert len(client.get(PAGE, {"q": WORD, "kind": "objection"}).context["lines"]) == 7
    nothing = client.get(PAGE, {"q": "水库", "kind": "project"})
    assert (nothing.context["kinds"], "Nothing found" in shown(nothing)) == ([], True)
    assert "Nothing of this kind found" in shown(client.get(PAGE, {"q": "试验站", "kind": "project"}))


def test_what_was_said_later_is_quoted_of_each_kind_that_keeps_it() -> None:
    cast = projects.cast()
    later = projects.NOW + timedelta(hours=1)
    made = projects.brought_to(State.LISTED, cast)
    project_acts.suspend(made, by=cast.organizer, now=later, reason="改成喷淋设备。")
    source_acts.close(sources.opened(cast.organizer), by=cast.organizer, now=later, reason="喷淋额度用完。")
    page = shown(signed_in(cast.organizer).get(PAGE, {"q": "喷淋"}))
    assert "改成<mark>喷淋</mark>设备" in page
    assert "<mark>喷淋</mark>额度用完" in page


def test_odd_words_are_answered_plainly(every: Every, client: Client) -> None:
    reader, headers = signed_in(every.cast.organizer), bearer("organizer", "450422")
    for asked in ("，。！", "灌", "灌" * 10_000, "%", "_", "'", '"', "\\", "*", "&|!():", "a" * 9_999):
        page = reader.get(PAGE, {"q": asked})
        assert page.status_code == 200
        assert len(page.context["lines"]) == (6 if asked == "灌" else 0)
        answer = client.get(SEARCH, {"q": asked}, headers=headers)
        assert answer.status_code == (422 if len(asked) > 100 else 200)


def test_a_nul_is_answered_plainly(every: Every, client: Client) -> None:
    assert signed_in(every.cast.organizer).get(PAGE, {"q": "灌\0溉"}).status_code == 400
    assert client.get(SEARCH, {"q": "灌\0溉"}, headers=bearer("organizer", "450422")).status_code == 400


def test_the_api_tells_every_kind_with_counts_on_the_first_page(every: Every, client: Client) -> None:
    headers = bearer("organizer", "450422")
    answer = client.get(SEARCH, {"q": WORD, "limit": 4}, headers=headers).json()
    assert {one["kind"]: (one["count"], one["more"]) for one in answer["counts"]} == dict.fromkeys(BY_CODE, (1, False))
    more = client.get(SEARCH, {"q": WORD, "limit": 4, "cursor": answer["next"]}, headers=headers).json()
    assert (more["counts"], more["next"]) == ([], None)
    items = {one["kind"]: one for one in [*answer["items"], *more["items"]]}
    assert {kind: one["number"] for kind, one in items.items()} == every.numbers
    assert (items["problem"]["category"], items["project"]["category"]) == ("electricity", None)
    assert items["expert"]["address"] == f"/experts/{every.expert.number}/"
    for one in items.values():
        assert {one["snippet"][start:end] for start, end in one["marks"]} <= {WORD}


def test_the_api_narrows_to_a_kind(every: Every, client: Client) -> None:
    headers = bearer("organizer", "450422")
    answer = client.get(SEARCH, {"q": WORD, "kind": "source"}, headers=headers).json()
    assert [one["number"] for one in answer["items"]] == [every.source.number]
    assert client.get(SEARCH, {"q": WORD, "kind": "objection"}, headers=headers).status_code == 422
