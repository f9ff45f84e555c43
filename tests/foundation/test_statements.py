"""Hot statements: what the ORM would have read or written, with its SQL built once."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, QuerySet
from django.test.utils import CaptureQueriesContext

from tests.factories import people
from tests.factories.people import NOW
from zhitongche.express.problems.models import Tally
from zhitongche.foundation.people.models import Department, Person, Posting
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.statements import (
    ROWS_AT_ONCE,
    Given,
    Plus,
    Statement,
    Statements,
    insert,
    insert_all,
    together,
    update,
)
from zhitongche.foundation.web.models import IdempotencyKey

pytestmark = pytest.mark.django_db
COLUMNS = ("name", "is_demonstration", "created_at", "region_id")


@pytest.fixture
def by_name() -> Statement:
    return Statement(lambda: Person.objects.filter(name=Given("name")).order_by("pk").values_list(*COLUMNS))


@pytest.fixture
def asked() -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as queries:
        yield queries


def test_rows_are_those_of_the_query(by_name: Statement) -> None:
    for name in ("石广", "石广", "陈立"):
        people.person(name)
    assert by_name.rows(name="石广") == list(Person.objects.filter(name="石广").order_by("pk").values_list(*COLUMNS))
    assert by_name.rows(name="陈立")[0] == ("陈立", False, NOW, "450422")
    assert by_name.rows(name="nobody") == []


def test_first_is_the_first_row_or_none(by_name: Statement) -> None:
    people.person("石广")
    assert by_name.first(name="石广") == ("石广", False, NOW, "450422")
    assert by_name.first(name="nobody") is None


def test_rows_come_with_what_a_field_makes_of_its_column() -> None:
    people.department("450422-07", functions=["roads", "water"])
    read = Statement(lambda: Department.objects.filter(code=Given("code")).values_list("functions"))
    assert read.rows(code="450422-07") == [(["roads", "water"],)]


@pytest.mark.parametrize("day", [date(2025, 6, 1), date(2024, 6, 1)])
def test_rows_compare_days_on_either_database(day: date) -> None:
    held = people.posting(Role.FIRST_SECRETARY, starts_on=date(2025, 1, 1))
    read = Statement(lambda: Posting.objects.filter(starts_on__lte=Given("day")).values_list("pk"))
    assert read.rows(day=day) == ([(held.pk,)] if day.year == 2025 else [])


def test_rows_want_every_value(by_name: Statement) -> None:
    with pytest.raises(KeyError):
        by_name.rows()


def test_rows_of_a_query_that_finds_nothing_ask_nothing(asked: CaptureQueriesContext) -> None:
    assert Statement(Person.objects.none).rows() == []
    assert list(asked) == []


def test_the_query_is_built_once() -> None:
    built: list[int] = []

    def build() -> "QuerySet[Any, Any]":
        built.append(1)
        return Person.objects.filter(name=Given("name")).values_list("pk")

    read = Statement(build)
    read.rows(name="x")
    read.rows(name="y")
    assert built == [1]


def test_things_are_instances_with_what_was_joined(asked: CaptureQueriesContext) -> None:
    held = people.posting(Role.DEPARTMENT_LIAISON)
    read = Statement(
        lambda: Posting.objects.filter(pk=Given("key")).select_related("person", "region", "department__region")
    )
    before = len(asked)
    [found] = read.things(key=held.pk)
    assert (found, found.person, found.region, found.department) == (held, held.person, None, held.department)
    assert found.department.region.name == "450422"
    assert len(asked) == before + 1
    found.end_reason = "left"
    found.save()
    assert Posting.objects.get(pk=held.pk).end_reason == "left"


def test_statements_are_kept_by_their_key_and_forgotten_when_there_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Statements, "MOST", 2)
    kept = Statements()
    first = kept.get("a", Person.objects.all)
    assert kept.get("a", Person.objects.none) is first
    kept.get("b", Person.objects.all)
    kept.get("c", Person.objects.all)
    assert kept.get("a", Person.objects.all) is not first


def test_together_sends_reads_of_the_same_columns_as_one(asked: CaptureQueriesContext) -> None:
    account = people.account()
    for number in range(3):
        columns = {"account": account, "address": f"/{number}", "fingerprint": "f", "created_at": NOW}
        insert(IdempotencyKey(key=f"k{number}", **columns))
    by_address = Statement(lambda: IdempotencyKey.objects.filter(address=Given("address")).order_by("key")[:2])
    all_keys = Statement(lambda: IdempotencyKey.objects.filter(account=Given("account")).order_by("-key")[:2])
    nothing = Statement(IdempotencyKey.objects.none)
    others = Statement(lambda: Tally.objects.filter(county=Given("county")))
    Tally.objects.create(county="450422", pooled=3)
    before = len(asked)
    found = together(
        [
            (by_address, {"address": "/1"}),
            (nothing, {}),
            (others, {"county": "450422"}),
            (all_keys, {"account": account.pk}),
            (by_address, {"address": "/9"}),
        ]
    )
    assert len(asked) == before + 2
    assert [[one.key for one in things] for things in (found[0], found[4])] == [["k1"], []]
    assert found[1] == []
    assert [one.pooled for one in found[2]] == [3]
    assert sorted(one.key for one in found[3]) == ["k1", "k2"]
    assert (found[0][0].created_at, found[0][0].account) == (NOW, account)
    assert together([]) == []


def test_insert_writes_what_create_would(asked: CaptureQueriesContext) -> None:
    account = people.account()
    columns = {"account": account, "address": "/x", "fingerprint": "f", "created_at": NOW}
    before = len(asked)
    row = insert(IdempotencyKey(key="one", **columns))
    assert len(asked) == before + 1
    like = IdempotencyKey.objects.create(key="two", **columns)
    fresh = IdempotencyKey.objects.get(pk=row.pk)
    assert fresh == row
    assert {**vars(fresh), "key": "", "id": 0, "_state": 0} == {
        **vars(IdempotencyKey.objects.get(pk=like.pk)),
        "key": "",
        "id": 0,
        "_state": 0,
    }
    row.answer = "{}"
    row.save()
    assert IdempotencyKey.objects.get(pk=row.pk).answer == "{}"


@pytest.mark.parametrize("count", [0, 1, 3, ROWS_AT_ONCE + 1])
def test_insert_all_writes_every_row(asked: CaptureQueriesContext, count: int) -> None:
    account = people.account()
    columns = {"account": account, "address": "/x", "fingerprint": "f", "created_at": NOW}
    before = len(asked)
    insert_all([IdempotencyKey(key=f"k{number}", **columns) for number in range(count)])
    assert len(asked) == before + -(-count // ROWS_AT_ONCE)
    kept = IdempotencyKey.objects.filter(address="/x", created_at=NOW, account=account)
    assert sorted(kept.values_list("key", flat=True)) == sorted(f"k{number}" for number in range(count))


def test_update_changes_the_guarded_row_and_gives_its_columns_back() -> None:
    Tally.objects.create(county="450422", pooled=3)
    row = {"county": "450422"}
    assert update(Tally, row, {"pooled": Plus(-1), "closed": Plus(4)}, returning=["pooled", "closed"]) == (2, 4)
    assert update(Tally, row, {"pooled": 9}) == ("450422",)
    assert Tally.objects.values_list("pooled", "closed").get() == (9, 4)


def test_update_gives_none_where_the_guard_fails() -> None:
    Tally.objects.create(county="450422", pooled=3)
    assert update(Tally, {"county": "450422", "pooled": 4}, {"pooled": 0}) is None
    assert Tally.objects.get().pooled == 3


def test_update_takes_instances_and_guards_by_emptiness() -> None:
    held, other = people.posting(Role.DEPARTMENT_LIAISON), people.department("450422-02")
    assert update(Posting, {"pk": held.pk, "ends_on": None}, {"department": other, "ends_on": people.TODAY})
    held.refresh_from_db()
    assert (held.department, held.ends_on) == (other, people.TODAY)
    assert update(Posting, {"pk": held.pk, "ends_on": None}, {"department": other}) is None


def test_update_refuses_expressions() -> None:
    with pytest.raises(TypeError, match="pooled is changed by an expression"):
        update(Tally, {"county": "450422"}, {"pooled": F("pooled") + 1})


def test_update_lets_nobody_count_twice(committed: str, in_threads: Callable[..., list[object]]) -> None:
    Tally.objects.create(county="450422")
    counted = in_threads(lambda _number: update(Tally, {"county": "450422"}, {"closed": Plus(1)}, ["closed"]), 8)
    assert sorted(str(one) for one in counted) == [f"({number},)" for number in range(1, 9)]
