import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from tests.factories.audit import disarm, execute, rearm, write
from zhitongche.foundation.audit.chain import GENESIS
from zhitongche.foundation.audit.models import AuditHead, AuditRecord
from zhitongche.foundation.audit.triggers import install, weaknesses
from zhitongche.foundation.audit.verification import verify

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own ways round a trigger")
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's own ways round a trigger")
REST = "at, action, subject_kind, subject_id, role, address, before, after, facts, algorithm, previous_hash, hash"
COPY = (
    f"INTO audit_record (chain, sequence, {REST}) SELECT chain, sequence, {REST} FROM audit_record WHERE sequence = 2"
)
OTHER = "f" * 64


@pytest.fixture(autouse=True)
def _three_records():
    write("450422", "450422", "450422")


def assert_refused(statement: str) -> None:
    before = list(AuditRecord.objects.values().order_by("sequence")), list(AuditHead.objects.values())
    with pytest.raises(DatabaseError), transaction.atomic():
        execute(statement)
    assert (list(AuditRecord.objects.values().order_by("sequence")), list(AuditHead.objects.values())) == before


@pytest.mark.parametrize("column", [field.column for field in AuditRecord._meta.local_concrete_fields])
def test_a_record_is_never_changed(column):
    assert_refused(f'UPDATE audit_record SET "{column}" = "{column}" WHERE sequence = 2')


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_record",
        "DELETE FROM audit_record WHERE sequence = 3",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET size = size - 1",
        f"UPDATE audit_head SET hash = '{OTHER}'",
        "UPDATE audit_head SET size = size + 1",
        f"UPDATE audit_head SET size = size + 1, hash = '{OTHER}', chain = 'x'",
        f"INSERT INTO audit_head (chain, size, hash) VALUES ('x', 1, '{GENESIS}')",
        f"INSERT INTO audit_head (chain, size, hash) VALUES ('x', 0, '{OTHER}')",
        f"INSERT {COPY}",
    ],
)
def test_history_is_never_taken_back(statement):
    assert_refused(statement)


@pytest.mark.parametrize(
    ("sequence", "previous"),
    [
        (5, "(SELECT hash FROM audit_record WHERE sequence = 3)"),
        (4, f"'{OTHER}'"),
        (0, f"'{GENESIS}'"),
        (2, f"'{GENESIS}'"),
    ],
)
def test_a_record_must_follow_the_last_one(sequence, previous):
    assert_refused(
        f"INSERT INTO audit_record (chain, sequence, {REST}) SELECT chain, {sequence},"
        f" {REST.replace('previous_hash', previous)} FROM audit_record WHERE sequence = 3"
    )


@on_sqlite
@pytest.mark.parametrize(
    "statement",
    [
        f"INSERT OR REPLACE {COPY}",
        f"REPLACE {COPY}",
        f"REPLACE INTO audit_record (rowid, chain, sequence, {REST}) SELECT 1, 'new', 1, {REST} FROM audit_record WHERE sequence = 1",
        "UPDATE OR REPLACE audit_record SET sequence = 1 WHERE sequence = 2",
        f"INSERT OR REPLACE INTO audit_head (chain, size, hash) VALUES ('450422', 0, '{GENESIS}')",
        f"REPLACE INTO audit_head (rowid, chain, size, hash) VALUES (1, 'new', 0, '{GENESIS}')",
        "UPDATE audit_head SET size = 'many', hash = 'x'",
        "UPDATE audit_head SET size = NULL, hash = 'x'",
        "UPDATE audit_head SET size = size + 1, hash = NULL",
    ],
)
@pytest.mark.parametrize("recursive", ["OFF", "ON"])
def test_replacing_is_refused_too(statement, recursive):
    execute(f"PRAGMA recursive_triggers = {recursive}")
    try:
        assert_refused(statement)
    finally:
        execute("PRAGMA recursive_triggers = OFF")


@on_postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE audit_record",
        "TRUNCATE audit_head",
        "SET LOCAL session_replication_role = replica; DELETE FROM audit_record",
        "SET LOCAL session_replication_role = replica; TRUNCATE audit_record",
        f"INSERT {COPY} ON CONFLICT (chain, sequence) DO UPDATE SET role = 'x'",
        f"INSERT INTO audit_head (chain, size, hash) VALUES ('450422', 0, '{GENESIS}')"
        " ON CONFLICT (chain) DO UPDATE SET size = 0, hash = EXCLUDED.hash",
        "WITH gone AS (DELETE FROM audit_record RETURNING 1) SELECT * FROM gone",
    ],
)
def test_emptying_and_replica_mode_are_refused_too(statement):
    assert_refused(statement)


@on_sqlite
@pytest.mark.parametrize("model", [AuditRecord, AuditHead])
def test_migrate_puts_back_what_rebuilding_a_table_drops(committed, model):
    with connection.schema_editor() as editor:
        editor.alter_field(model, model._meta.get_field("hash"), _longer(model))
    assert {weakness.table for weakness in weaknesses(connection)} == {model._meta.db_table}
    assert not verify().holds
    call_command("migrate", verbosity=0, skip_checks=False)
    assert (weaknesses(connection), verify().holds, verify().record_count) == ([], True, 3)
    write("450422")
    assert_refused("DELETE FROM audit_record")


def _longer(model: type[models.Model]) -> models.Field:
    field = models.CharField(max_length=128)
    field.set_attributes_from_name("hash")
    field.model = model
    return field


def test_weaknesses_names_each_guard_that_is_gone():
    standing = install(connection)
    disarm()
    named = [str(weakness) for weakness in weaknesses(connection)]
    rearm()
    assert standing == []
    if connection.vendor == "sqlite":
        assert named == [
            "audit_record: the trigger audit_record_append is missing",
            "audit_record: the trigger audit_record_update is missing",
            "audit_record: the trigger audit_record_delete is missing",
            "audit_head: the trigger audit_head_begin is missing",
            "audit_head: the trigger audit_head_grow is missing",
            "audit_head: the trigger audit_head_delete is missing",
        ]
    else:
        assert named == [
            "audit_record: the trigger audit_record_guard is not as installed",
            "audit_record: the trigger audit_record_guard_truncate is not as installed",
            "audit_head: the trigger audit_head_guard is not as installed",
            "audit_head: the trigger audit_head_guard_truncate is not as installed",
        ]


@on_sqlite
def test_weaknesses_names_a_guard_that_was_replaced_by_another():
    execute("DROP TRIGGER audit_record_delete")
    execute("CREATE TRIGGER audit_record_delete BEFORE DELETE ON audit_record BEGIN SELECT 1; END")
    assert [str(weakness) for weakness in weaknesses(connection)] == [
        "audit_record: the trigger audit_record_delete is not as installed"
    ]
    assert [weakness.guard for weakness in install(connection)] == ["audit_record_delete"]
    assert_refused("DELETE FROM audit_record")


@on_postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE OR REPLACE FUNCTION audit_record_guard() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
        "ALTER TABLE audit_record ENABLE TRIGGER audit_record_guard",
        "DROP TRIGGER audit_record_guard ON audit_record;"
        " CREATE TRIGGER audit_record_guard BEFORE INSERT OR UPDATE OR DELETE ON audit_record"
        " FOR EACH ROW WHEN (false) EXECUTE FUNCTION audit_record_guard();"
        " ALTER TABLE audit_record ENABLE ALWAYS TRIGGER audit_record_guard",
    ],
    ids=["another function", "not always", "never"],
)
def test_weaknesses_names_a_guard_that_was_weakened(statement):
    execute(statement)
    assert "audit_record_guard" in {weakness.guard for weakness in weaknesses(connection)}
    install(connection)
    assert weaknesses(connection) == []
    assert_refused("DELETE FROM audit_record")
