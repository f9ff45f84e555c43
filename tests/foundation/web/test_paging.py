"""Keyset pages: every row once, in order, forwards and backwards."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import people
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Person
from zhitongche.foundation.web.paging import BadCursor, KnownLists, Page, chained, keyset

NOW = people.NOW
pytestmark = pytest.mark.django_db
# Few different moments, so that ties are the rule and only the id tells rows apart.
MOMENTS = st.lists(st.integers(0, 3), max_size=23)
KNOWN = KnownLists(Notice)
ORDERS = st.sampled_from([("-at", "-id"), ("at", "id"), ("id",), ("-subject_number", "-id")])


@pytest.fixture
def reader(db: None) -> Person:
    return people.person("石广")


def tell(reader: Person, moments: list[int]) -> None:
    Notice.objects.all().delete()
    Notice.objects.bulk_create(
        Notice(
            person=reader,
            action="problem.claim",
            subject_kind="problem",
            subject_number=f"n{moment}",
            title=str(number),
            at=NOW + timedelta(microseconds=moment),
        )
        for number, moment in enumerate(moments)
    )


def walk(order: tuple[str, ...], limit: int, *, backward: bool) -> list[Page[Notice]]:
    def page(cursor: str | None) -> Page[Notice]:
        return keyset(Notice.objects.all(), order, cursor, limit)

    first = page(None)
    pages = [page(first.last) if backward and first.last else first]
    while cursor := pages[-1].previous if backward else pages[-1].next:
        pages.append(page(cursor))
    return pages[::-1] if backward else pages


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moments=MOMENTS, order=ORDERS, limit=st.integers(1, 7), backward=st.booleans())
def test_keyset_gives_every_row_once_in_order(
    reader: Person, moments: list[int], order: tuple[str, ...], limit: int, backward: bool
) -> None:
    tell(reader, moments)
    pages = walk(order, limit, backward=backward)
    assert [row.pk for page in pages for row in page.items] == list(
        Notice.objects.order_by(*order).values_list("pk", flat=True)
    )
    assert all(len(page.items) <= limit for page in pages)
    assert [page.previous is None for page in pages] == [True] + [False] * (len(pages) - 1)
    assert [page.next is None for page in pages] == [False] * (len(pages) - 1) + [True]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moments=MOMENTS, order=ORDERS, limit=st.integers(1, 7), backward=st.booleans())
def test_known_lists_give_the_pages_of_keyset(
    reader: Person, moments: list[int], order: tuple[str, ...], limit: int, backward: bool
) -> None:
    tell(reader, moments)
    for page in walk(order, limit, backward=backward):
        for cursor in (None, page.previous, page.next, page.last):
            known = KNOWN.page("all", Notice.objects.all, order, cursor, limit)
            assert known == keyset(Notice.objects.all(), order, cursor, limit)


def test_known_lists_keep_apart_what_differs(reader: Person) -> None:
    tell(reader, [1, 2])
    lists = KnownLists(Notice)
    for key in (1, 2, 1):
        page = lists.page(key, lambda key=key: Notice.objects.filter(subject_number=f"n{key}"), ("id",))  # type: ignore[misc]
        assert [row.subject_number for row in page.items] == [f"n{key}"]


def test_known_lists_refuse_a_cursor_that_is_none_of_ours(reader: Person) -> None:
    with pytest.raises(BadCursor):
        KNOWN.page("all", Notice.objects.all, ("id",), "x")


@pytest.mark.parametrize("count", [1, 50])
def test_keyset_asks_once_whatever_the_page_holds(reader: Person, count: int) -> None:
    tell(reader, list(range(count)))
    with CaptureQueriesContext(connection) as asked:
        keyset(Notice.objects.all(), ("-at", "-id"), None, 25)
    assert len(asked) == 1
    assert "OFFSET" not in asked[0]["sql"]
    assert "COUNT" not in asked[0]["sql"]


@pytest.mark.parametrize("is_descending", [True, False])
def test_keyset_finds_its_place_by_the_index(reader: Person, is_descending: bool) -> None:
    tell(reader, list(range(50)))
    sign = "-" if is_descending else ""
    rows = Notice.objects.filter(person=reader)
    cursor = keyset(rows, (f"{sign}at", f"{sign}id"), None, 5).next
    with CaptureQueriesContext(connection) as asked:
        keyset(rows, (f"{sign}at", f"{sign}id"), cursor, 5)
    with connection.cursor() as run:
        if connection.vendor == "postgresql":
            run.execute("ANALYZE foundation_notice")
            run.execute("SET LOCAL enable_seqscan = off")
            run.execute("SET LOCAL enable_bitmapscan = off")
            run.execute(f"EXPLAIN {asked[0]['sql']}")
            plan = " ".join(row[0] for row in run.fetchall())
            assert "Index Cond: ((person_id = " in plan
            assert "ROW(at, id)" in plan
            assert "Sort" not in plan
        else:
            run.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
            plan = " ".join(row[3] for row in run.fetchall())
            bound = "at<?" if is_descending else "at>?"
            assert plan == f"SEARCH foundation_notice USING INDEX notice_newest_first (person_id=? AND {bound})"


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "!!!",
        "é",
        "bnVsbA",
        "WyJhIixudWxsXQ",
        "WyJhIixbMSwyLDNdXQ",
        "WyJhIixbIm5vIiwibm8iXV0",
        "W10",
        "WyJhIixbWzFdLDJdXQ",
    ],
)
def test_keyset_refuses_a_cursor_that_is_none_of_ours(reader: Person, cursor: str) -> None:
    with pytest.raises(BadCursor):
        keyset(Notice.objects.all(), ("-at", "-id"), cursor)


@given(cursor=st.text(max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_keyset_never_breaks_over_a_cursor(reader: Person, cursor: str) -> None:
    try:
        keyset(Notice.objects.all(), ("-at", "-id"), cursor)
    except BadCursor as refused:
        assert list(refused.faults) == ["cursor"]


def test_keyset_wants_one_direction() -> None:
    with pytest.raises(ValueError, match="one direction"):
        keyset(Notice.objects.all(), ("-at", "id"))


def test_links_keep_the_filters(reader: Person) -> None:
    tell(reader, [0, 1, 2])
    page = keyset(Notice.objects.all(), ("id",), None, 2)
    links = page.links(QueryDict("state=pooled"))
    assert links["first"] is None
    assert links["newer"] is None
    assert links["older"] == f"?state=pooled&cursor={page.next}"
    assert links["last"] == f"?state=pooled&cursor={page.last}"


# ---- several lists one after the other -------------------------------------------------------------------------------


def _chain(cursor: str | None, limit: int) -> Page[Notice]:
    """Three lists: those of moment 0 newest first, those of 1 oldest first, the rest."""
    whole = Notice.objects.all()
    lists = [
        (whole.filter(subject_number="n0"), ("-id",)),
        (whole.filter(subject_number="n1"), ("id",)),
        (whole.exclude(subject_number__in=["n0", "n1"]), ("-at", "-id")),
    ]
    return chained(lists, cursor, limit)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moments=MOMENTS, limit=st.integers(1, 7), backward=st.booleans())
def test_chained_gives_every_row_of_every_list_once_in_order(
    reader: Person, moments: list[int], limit: int, backward: bool
) -> None:
    tell(reader, moments)
    first = _chain(None, limit)
    pages = [_chain(first.last, limit) if backward and first.last else first]
    while cursor := pages[-1].previous if backward else pages[-1].next:
        pages.append(_chain(cursor, limit))
        assert pages[-1].items
    pages = pages[::-1] if backward else pages
    found = [int(row.subject_number[1:]) for page in pages for row in page.items]
    assert len(found) == len(moments)
    assert found == [
        *[0] * moments.count(0),
        *[1] * moments.count(1),
        *sorted((m for m in moments if m > 1), reverse=True),
    ]
    whole = pages[1:] if backward else pages[:-1]
    assert all(len(page.items) == limit for page in whole)
    assert first.previous is None
    assert first.is_alone == (len(pages) == 1)


@pytest.mark.parametrize("cursor", ["3.", "x.", "-1.", "0", "٣.", "0.nonsense", "12345."])
def test_chained_refuses_a_cursor_that_is_none_of_ours(reader: Person, cursor: str) -> None:
    with pytest.raises(BadCursor):
        _chain(cursor, 5)
