from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.audit import NOW, Matter, write
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import GENESIS
from zhitongche.foundation.audit.models import AuditHead, AuditRecord
from zhitongche.foundation.audit.verification import verify

pytestmark = pytest.mark.django_db
LIAISON = SimpleNamespace(pk=9, person_id=8, role="department_liaison")


def lines() -> list[tuple[str, int, str]]:
    return list(AuditRecord.objects.order_by("chain", "sequence").values_list("chain", "sequence", "action"))


def test_record_writes_who_what_when_and_from_where():
    token = audit.origin.set(audit.Origin(7, "10.0.0.1"))
    try:
        with audit.unit():
            audit.record("problem.claim", Matter(), by=LIAISON, now=NOW, before="pooled", after="in_progress", days=3)
    finally:
        audit.origin.reset(token)
    line = AuditRecord.objects.values().get()
    written = line.pop("hash")
    assert line == {
        "chain": "450422",
        "sequence": 1,
        "at": NOW,
        "action": "problem.claim",
        "subject_kind": "matter",
        "subject_id": "450422-2026-0042",
        "account_id": 7,
        "person_id": 8,
        "posting_id": 9,
        "role": "department_liaison",
        "address": "10.0.0.1",
        "before": "pooled",
        "after": "in_progress",
        "facts": '{"days":3}',
        "algorithm": "SHA-256",
        "previous_hash": GENESIS,
    }
    assert AuditHead.objects.values_list("chain", "size", "hash").get() == ("450422", 1, written)


def test_record_outside_a_unit_is_refused():
    with pytest.raises(RuntimeError, match="outside a unit of work"):
        audit.record("problem.claim", Matter(), by=None, now=NOW)


def test_record_takes_facts_of_any_name():
    write("450422", subject="x", chain="y")
    assert AuditRecord.objects.get().facts == '{"chain":"y","subject":"x"}'


def test_unit_that_fails_leaves_no_line():
    with pytest.raises(KeyError), audit.unit():
        audit.record("problem.claim", Matter(), by=None, now=NOW)
        raise KeyError
    assert lines() == []


def test_unit_inside_a_unit_that_fails_takes_only_its_own_lines():
    with audit.unit():
        audit.record("first", Matter(), by=None, now=NOW)
        with pytest.raises(KeyError), audit.unit():
            audit.record("second", Matter(), by=None, now=NOW)
            raise KeyError
        with audit.unit():
            audit.record("third", Matter(), by=None, now=NOW)
    assert lines() == [("450422", 1, "first"), ("450422", 2, "third")]


def test_unit_writes_each_chain_by_itself():
    write("system", "450422", "system")
    write("450422")
    assert lines() == [
        ("450422", 1, "problem.claim"),
        ("450422", 2, "problem.claim"),
        ("system", 1, "problem.claim"),
        ("system", 2, "problem.claim"),
    ]
    assert verify().holds


def test_unit_without_a_line_asks_the_log_nothing():
    with (
        CaptureQueriesContext(
            connection,
        ) as queries,
        audit.unit(),
    ):
        pass
    assert [query["sql"] for query in queries if "audit" in query["sql"]] == []


def test_unit_costs_three_statements_for_any_number_of_lines():
    write("450422")
    costs = []
    for count in (1, 50):
        with CaptureQueriesContext(connection) as queries:
            write(*["450422"] * count)
        costs.append(len([query for query in queries if "audit_" in query["sql"]]))
    assert costs == [3, 3]


def test_unit_writes_more_lines_than_one_statement_takes():
    write(*["450422"] * (audit.ROWS_AT_ONCE * 2 + 1))
    assert verify().record_count == audit.ROWS_AT_ONCE * 2 + 1


def test_unit_inside_a_transaction_goes_with_it():
    with pytest.raises(KeyError), transaction.atomic():
        write("450422")
        raise KeyError
    assert lines() == []


@pytest.mark.parametrize("chains", [("450422",), ("450422", "system")], ids=["one chain", "two chains"])
def test_unit_by_many_at_once_leaves_no_gap(committed, in_threads, rounds, chains):
    acts = rounds(short=25, long=200)

    def act(number: int) -> int:
        for _ in range(acts):
            write(*(chains if number % 2 else reversed(chains)))
        return acts

    assert in_threads(act, 8) == [acts] * 8
    finding = verify()
    assert (finding.faults, finding.weaknesses) == ((), ())
    assert dict(AuditHead.objects.values_list("chain", "size")) == dict.fromkeys(chains, 8 * acts)


def test_unit_that_begins_a_chain_beside_another_leaves_no_gap(committed, in_threads):
    assert in_threads(lambda _: write("450422"), 8) == [None] * 8
    assert (verify().holds, verify().record_count) == (True, 8)


def test_unit_that_cannot_write_its_line_undoes_the_act():
    with pytest.raises((DatabaseError, UnicodeEncodeError)), transaction.atomic():
        write("450422", text="\ud800")
    assert lines() == []


def test_at_end_writes_in_order_just_before_the_record():
    done: list[str] = []

    def write(name: str):
        return lambda: done.append(f"{name} {len(lines())}")

    with audit.unit():
        audit.at_end("tally 450423", write("second"))
        audit.at_end("tally 450422", write("first"))
        audit.record("problem.claim", Matter(), by=None, now=NOW)
        assert done == []
    assert (done, len(lines())) == (["first 0", "second 0"], 1)


def test_at_end_outside_a_unit_is_refused():
    with pytest.raises(RuntimeError, match="outside a unit of work"):
        audit.at_end("tally 450422", lambda: None)


def test_what_a_failed_nested_unit_left_for_the_end_is_dropped():
    done: list[str] = []
    with audit.unit():
        audit.at_end("a", lambda: done.append("kept"))
        with pytest.raises(ValueError, match="no"), audit.unit():
            audit.at_end("b", lambda: done.append("dropped"))
            raise ValueError("no")
    assert done == ["kept"]


@pytest.mark.parametrize("lends", [True, False])
def test_a_unit_that_lends_saves_the_next_one_its_savepoint(lends):
    with CaptureQueriesContext(connection) as asked, audit.unit(lends=lends), audit.unit(), audit.unit():
        pass
    # Inside a test's own transaction the outermost unit has a savepoint as well.
    assert sum(each["sql"].startswith("SAVEPOINT") for each in asked) == (2 if lends else 3)


def test_what_fails_in_a_lent_transaction_leaves_nothing():
    with pytest.raises(ValueError, match="no"), audit.unit(lends=True):
        AuditHead.objects.create(chain="4504")
        with audit.unit():
            audit.record("problem.claim", Matter(), by=None, now=NOW)
            raise ValueError("no")
    assert (lines(), AuditHead.objects.count()) == ([], 0)
