"""Search against a plain reading of everything: nothing is missed, nothing is found too much, nothing leaks."""

from itertools import product
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import people, problems
from tests.factories.problems import Cast
from tests.factories.searching import problems_found
from zhitongche.express.problems import indexing, queries
from zhitongche.express.problems.models import Involvement, Problem
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.search import queries as search
from zhitongche.foundation.search import tokens
from zhitongche.foundation.search.models import SearchDocument

pytestmark = pytest.mark.django_db
VILLAGES = ("450422107205", "450422100226", "450421101201", "370681106214")
SEATS = {
    "first_secretary": VILLAGES,
    "township_committee": ("450422107", "450421101"),
    "organizer": ("450422", "450421", "4504", "45", "37"),
    "leader": ("450422", "4504"),
    "auditor": ("450422",),
}
THINGS = ("灌溉泵站", "进村桥面", "变压器", "茶园步道", "水泵", "站前路")
TROUBLES = ("年久失修", "容量不足", "渗漏 12.5 吨", "Ａ３ 号线断", "涉及 1,204 户", "")
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def readers(cast: Cast) -> list[Posting]:
    """Somebody of every kind of seat, over problems of every kind of standing."""
    draw = Random(7)
    offices = [people.department(code, f"局{code}") for code in ("450422-01", "450421-01", "4504-01", "3706-01")]
    made = []
    for position, (thing, trouble, village) in enumerate(product(THINGS, TROUBLES, VILLAGES)):
        title = f"{thing}{trouble}"
        accepted = problems.NOW if draw.random() < 0.6 else None
        lead = draw.choice(offices) if accepted and draw.random() < 0.5 else None
        made.append(
            Problem(
                number=f"{village[:6]}-2026-{position:04d}",
                village=people.place(village),
                category_id="water",
                title=title,
                description=f"{title}。{draw.choice(THINGS)}{draw.choice(THINGS)}。",
                reporter=cast.secretary,
                reported_at=problems.NOW,
                state_since=problems.NOW,
                state="in_progress" if lead else "pooled" if accepted else "reported",
                accepted_at=accepted,
                lead=lead,
                level=draw.choice(Problem.Tier.values),
            )
        )
    Problem.objects.bulk_create(made)
    Involvement.objects.bulk_create(
        Involvement(department=draw.choice(offices), problem=one, since=problems.NOW) for one in made[::5]
    )
    indexing.build(lambda count: None)
    seated = [people.posting(role, seat) for role, seats in SEATS.items() for seat in seats]
    return seated + [people.posting("department_liaison", office) for office in offices]


def plainly(postings: list[Posting], words: list[str]) -> set[str]:
    """The numbers that reading every visible problem's words would give."""
    visible = dict(queries.visible_to(*postings).values_list("pk", "number"))
    texts = {one.key: f"{one.title} {one.body} {one.later}" for one in SearchDocument.objects.all()}
    return {number for key, number in visible.items() if all(word in texts[key] for word in words)}


def paged(postings: list[Posting], asked: str) -> list[str]:
    numbers: list[str] = []
    cursor = None
    while True:
        some, cursor = problems_found(postings, asked, cursor, 20)
        numbers += [one.number for one in some]
        if cursor is None:
            return numbers


@given(data=st.data())
@SLOW
def test_found_is_what_reading_everything_finds(readers: list[Posting], data: st.DataObject) -> None:
    postings = data.draw(st.lists(st.sampled_from(readers), min_size=1, max_size=2, unique=True))
    text = data.draw(st.sampled_from([*SearchDocument.objects.values_list("body", flat=True)[:60]]))
    start = data.draw(st.integers(0, len(text) - 2))
    asked = text[start : start + data.draw(st.integers(1, 9))]
    words = tokens.words(asked)
    if not words:
        return
    numbers = paged(postings, asked)
    assert len(numbers) == len(set(numbers))
    assert set(numbers) == plainly(postings, words)
    rows = queries.listed(postings, queries.Filters(q=asked), problems.TODAY)
    assert {one.number for one in rows} == set(numbers)


@pytest.mark.parametrize("asked", ["灌溉", "450422", "水泵 站前", "12.5", "a3"])
def test_walking_finds_what_the_index_finds(
    readers: list[Posting], asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_index = [set(paged([reader], asked)) for reader in readers]
    monkeypatch.setattr(search, "is_common", lambda *questions: True)
    monkeypatch.setattr("zhitongche.foundation.search.paging.FIRST_STEP", 3)
    assert [set(paged([reader], asked)) for reader in readers] == by_index
    monkeypatch.setattr("zhitongche.foundation.search.paging.MOST_WALKED", 10)
    assert [set(paged([reader], asked)) for reader in readers] == by_index


def test_region_narrows_what_a_department_elsewhere_finds(readers: list[Posting]) -> None:
    city = next(one for one in readers if one.department and one.department.region_id == "4504")
    for region in ("450422", "45", "4504221", "450422000000"):
        rows = queries.listed([city], queries.Filters(q="灌溉", region=region), problems.TODAY)
        expected = queries.listed([city], queries.Filters(region=region), problems.TODAY)
        holding = plainly([city], ["灌溉"])
        assert {one.number for one in rows} == {one.number for one in expected if one.number in holding}


def test_ranking_goes_on_where_a_batch_ends(readers: list[Posting], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [paged([reader], "灌溉") for reader in readers]
    monkeypatch.setattr("zhitongche.foundation.search.paging.BATCH", 3)
    assert [paged([reader], "灌溉") for reader in readers] == whole
