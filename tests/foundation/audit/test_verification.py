from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from tests.factories.audit import NOW, disarm, execute, forge, rearm, unguarded, write
from zhitongche.foundation.audit.chain import COLUMNS, GENESIS, root
from zhitongche.foundation.audit.models import AuditHead, AuditRecord
from zhitongche.foundation.audit.verification import BadCheckpoint, Checkpoint, Finding, checkpoint, verify

pytestmark = pytest.mark.django_db
SIZE = 5
OTHER = "f" * 64
# Another value for every column of the table, each of which its database would take.
EDITS = {
    "chain": "450999",
    "sequence": 99,
    "at": "2020-01-01 00:00:00+00:00",
    "account_id": 1,
    "person_id": 2,
    "posting_id": 3,
    "algorithm": "MD5",
    "facts": '{"x":1}',
    "hash": OTHER,
    "previous_hash": OTHER,
}
ALL_COLUMNS = [field.column for field in AuditRecord._meta.local_concrete_fields]


@pytest.fixture
def kept() -> Checkpoint:
    """Two chains of five records each, and the checkpoint that was printed then."""
    for _ in range(SIZE):
        write("450422", "system")
    told = checkpoint(now=NOW)
    assert (verify([told]).holds, verify().record_count, verify().chain_count) == (True, 2 * SIZE, 2)
    return told


def broken(finding: Finding) -> list[tuple[str, int]]:
    assert finding.weaknesses == ()
    return [(fault.chain, fault.sequence) for fault in finding.faults]


@pytest.mark.parametrize("at", range(1, SIZE + 1))
@pytest.mark.parametrize("column", ALL_COLUMNS)
def test_verify_names_the_record_of_which_any_column_was_edited(kept, column, at):
    with unguarded():
        execute(
            f'UPDATE audit_record SET "{column}" = %s WHERE chain = %s AND sequence = %s',
            (EDITS.get(column, "x"), "450422", at),
        )
    stray = [("450999", at)] if column == "chain" else []
    assert broken(verify()) == [("450422", at), *([("450999", 1)] if stray and at > 1 else stray)]


@pytest.mark.parametrize("at", range(1, SIZE + 1))
def test_verify_names_the_record_that_was_deleted(kept, at):
    with unguarded():
        execute("DELETE FROM audit_record WHERE chain = '450422' AND sequence = %s", (at,))
    assert [str(fault) for fault in verify().faults] in (
        [f"450422 {at}: the record is missing"],
        [f"450422 {at}: the record is missing; the head counts {SIZE}"],
    )


@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 4), (4, 5)])
def test_verify_names_the_first_of_two_records_that_were_swapped(kept, one, other):
    with unguarded():
        for number, to in ((one, 0), (other, one), (0, other)):
            execute("UPDATE audit_record SET sequence = %s WHERE chain = '450422' AND sequence = %s", (to, number))
    assert broken(verify()) == [("450422", one)]


@pytest.mark.parametrize("at", range(1, SIZE + 1))
def test_verify_names_the_record_that_was_put_in(kept, at):
    copy = ", ".join(f'"{name}"' for name in ALL_COLUMNS if name not in {"chain", "sequence"})
    with unguarded():
        for number in range(SIZE, at - 1, -1):
            execute(
                "UPDATE audit_record SET sequence = %s WHERE chain = '450422' AND sequence = %s", (number + 1, number)
            )
        execute(
            f"INSERT INTO audit_record (chain, sequence, {copy}) SELECT '450422', %s, {copy}"
            " FROM audit_record WHERE chain = 'system' AND sequence = %s",
            (at, at),
        )
    assert broken(verify()) == [("450422", at)]


@pytest.mark.parametrize("sequence", [SIZE + 1, 0, -3])
def test_verify_names_a_record_that_has_no_place(kept, sequence):
    copy = ", ".join(f'"{name}"' for name in ALL_COLUMNS if name != "sequence")
    with unguarded():
        execute(
            f"INSERT INTO audit_record (sequence, {copy}) SELECT %s, {copy}"
            " FROM audit_record WHERE chain = '450422' AND sequence = 5",
            (sequence,),
        )
    assert broken(verify()) == [("450422", sequence)]


def test_verify_names_the_records_of_a_chain_that_was_made_up(kept):
    copy = ", ".join(f'"{name}"' for name in ALL_COLUMNS if name != "chain")
    with unguarded():
        execute(
            f"INSERT INTO audit_record (chain, {copy}) SELECT '450999', {copy} FROM audit_record WHERE chain = '450422'"
        )
    assert [str(fault) for fault in verify().faults] == ["450999 1: the chain has no head"]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (
            "UPDATE audit_head SET size = 3 WHERE chain = '450422'",
            "450422 4: the record lies beyond the head, which counts 3",
        ),
        ("UPDATE audit_head SET size = 7 WHERE chain = '450422'", "450422 6: the record is missing; the head counts 7"),
        (
            f"UPDATE audit_head SET hash = '{OTHER}' WHERE chain = '450422'",
            "450422 5: the head holds another hash than the last record",
        ),
        ("DELETE FROM audit_head WHERE chain = '450422'", "450422 1: the chain has no head"),
        ("DELETE FROM audit_record WHERE chain = '450422'", "450422 1: the record is missing; the head counts 5"),
        (
            "DELETE FROM audit_record WHERE chain = '450422' AND sequence > 2",
            "450422 3: the record is missing; the head counts 5",
        ),
        (
            f"INSERT INTO audit_head (chain, size, hash) VALUES ('450999', 0, '{OTHER}')",
            "450999 0: the head holds another hash than the last record",
        ),
    ],
)
def test_verify_holds_each_chain_against_its_head(kept, statement, fault):
    with unguarded():
        execute(statement)
    assert [str(found) for found in verify().faults] == [fault]


def test_verify_names_the_record_after_one_that_was_forged_with_its_hash(kept):
    after = dict(AuditRecord.objects.filter(chain="450422", sequence__gt=3).values_list("sequence", "previous_hash"))
    head = AuditHead.objects.get(chain="450422").hash
    with unguarded():
        forge("450422", 3, role="leader")
        for sequence, previous in after.items():
            execute(
                "UPDATE audit_record SET previous_hash = %s WHERE chain = '450422' AND sequence = %s",
                (previous, sequence),
            )
        execute("UPDATE audit_head SET hash = %s WHERE chain = '450422'", (head,))
    assert broken(verify()) == [("450422", 4)]


def test_verify_names_a_record_with_a_right_hash_that_follows_no_other(kept):
    with unguarded():
        forge("450422", 3, previous_hash=OTHER)
    assert [str(fault) for fault in verify().faults] == ["450422 3: the previous hash is not that of record 2"]


def test_verify_takes_a_chain_that_has_only_begun_for_whole(kept):
    AuditHead.objects.create(chain="450999", size=0, hash=GENESIS)
    assert verify([kept]).holds


@pytest.mark.parametrize("at", range(1, SIZE + 1))
def test_verify_finds_a_chain_made_anew_only_by_its_checkpoint(kept, at):
    with unguarded():
        forge("450422", at, role="leader")
    assert verify().holds
    assert [str(fault) for fault in verify([kept]).faults] == [
        f"450422 {SIZE}: a checkpoint holds another hash for this record"
    ]


def test_verify_names_the_first_checkpoint_that_a_forged_chain_contradicts(kept):
    write("450422")
    later = checkpoint(now=NOW + timedelta(days=1))
    write("450422")
    with unguarded():
        forge("450422", SIZE + 1, role="leader")
    assert broken(verify([kept])) == []
    assert broken(verify([later, kept])) == [("450422", SIZE + 1)]


@pytest.mark.parametrize("left", range(1, SIZE))
def test_verify_finds_a_tail_cut_with_its_head_only_by_its_checkpoint(kept, left):
    with unguarded():
        execute("DELETE FROM audit_record WHERE chain = '450422' AND sequence > %s", (left,))
        execute(
            "UPDATE audit_head SET size = %s,"
            " hash = (SELECT hash FROM audit_record WHERE chain = '450422' AND sequence = %s) WHERE chain = '450422'",
            (left, left),
        )
    assert verify().holds
    assert [str(fault) for fault in verify([kept]).faults] == [
        f"450422 {left + 1}: the record is missing; a checkpoint counts {SIZE}"
    ]


def test_verify_finds_a_chain_that_is_gone_only_by_its_checkpoint(kept):
    with unguarded():
        execute("DELETE FROM audit_record WHERE chain = '450422'")
        execute("DELETE FROM audit_head WHERE chain = '450422'")
    assert verify().holds
    assert [str(fault) for fault in verify([kept]).faults] == ["450422 1: the record is missing; a checkpoint counts 5"]


def test_verify_finds_no_fault_while_chains_grow_past_old_checkpoints(rounds):
    told = []
    for number in range(rounds(short=40, long=1000)):
        write("450422", *(["system"] if number % 3 else []), text="字" * (number % 50), number=-number)
        told.append(checkpoint(now=NOW))
        assert verify(told[-20:]).holds
    assert verify(told).holds


def test_verify_reads_every_moment_alike():
    for microsecond in (0, 1, 250, 999_999):
        write("450422", now=NOW.replace(microsecond=microsecond))
    assert verify().holds


def test_verify_of_one_chain_leaves_the_others_alone(kept):
    with unguarded():
        execute("UPDATE audit_record SET role = 'x' WHERE chain = 'system' AND sequence = 2")
    assert broken(verify(chain="450422")) == []
    assert (broken(verify([kept], chain="system")), verify(chain="system").chain_count) == ([("system", 2)], 1)


def test_verify_names_guards_that_are_gone(kept):
    disarm()
    finding = verify()
    rearm()
    assert (finding.faults, finding.holds, len(finding.weaknesses)) == (
        (),
        False,
        6 if connection.vendor == "sqlite" else 4,
    )


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite takes any type in any column")
@pytest.mark.parametrize(
    ("statement", "sequence"),
    [
        ("UPDATE audit_record SET role = x'00ff' WHERE sequence = 2", 2),
        ("UPDATE audit_record SET at = 'yesterday' WHERE sequence = 2", 2),
        ("UPDATE audit_record SET sequence = 'two' WHERE sequence = 2", 2),
        ("UPDATE audit_record SET person_id = 1e999 WHERE sequence = 2", 2),
        ("UPDATE audit_head SET size = 'many'", 1),
    ],
)
def test_verify_names_what_is_no_value_of_its_column(statement, sequence):
    write("450422", "450422", "450422")
    with unguarded():
        execute(statement)
    assert broken(verify()) == [("450422", sequence)]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no such moment")
def test_verify_names_a_moment_no_calendar_holds():
    write("450422")
    with unguarded():
        execute("UPDATE audit_record SET at = 'infinity'")
    assert broken(verify()) == [("450422", 1)]


def test_verify_reads_one_picture_while_others_write(committed, in_threads):
    write("450422")

    def act(number: int) -> bool:
        if number % 2:
            return all(verify().holds for _ in range(10))
        for _ in range(20):
            write("450422", "system")
        return True

    assert in_threads(act, 4) == [True] * 4
    assert verify().record_count == 81


def test_verify_leaves_no_transaction_open(committed):
    write("450422")
    assert verify().holds
    write("450422")
    assert (connection.in_atomic_block, verify().record_count) == (False, 2)


def test_checkpoint_holds_the_end_of_every_chain():
    assert checkpoint(now=NOW) == Checkpoint("2026-05-08T09:30:00.001250+00:00", {})
    write("system", "450422", "450422")
    told = checkpoint(now=NOW)
    heads = {head.chain: [head.size, head.hash] for head in AuditHead.objects.all()}
    assert told.as_json() == {"at": "2026-05-08T09:30:00.001250+00:00", "heads": heads, "root": root(heads)}
    assert list(told.as_json()["heads"]) == ["450422", "system"]
    assert Checkpoint.from_json(told.as_json()) == told


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        "x",
        {},
        {"at": "x", "heads": {}, "root": OTHER},
        {"at": "x", "heads": [], "root": OTHER},
        {"at": "x", "heads": {"4504": 3}, "root": OTHER},
        {"at": "x", "heads": {"4504": ["3", OTHER]}, "root": root({"4504": ["3", OTHER]})},
        {"heads": {}, "root": root({})},
    ],
)
def test_checkpoint_that_is_none_is_refused(told):
    with pytest.raises(BadCheckpoint):
        Checkpoint.from_json(told)


def test_verify_takes_two_checkpoints_that_contradict_each_other_for_a_fault(kept):
    lie = replace(kept, heads=dict(kept.heads) | {"system": (3, GENESIS)})
    truth = replace(kept, heads={"system": (3, AuditRecord.objects.get(chain="system", sequence=3).hash)})
    assert broken(verify([truth])) == []
    assert broken(verify([lie, truth])) == [("system", 3)]


def test_columns_are_every_column_but_the_hash():
    assert {*COLUMNS, "hash"} == set(ALL_COLUMNS)
