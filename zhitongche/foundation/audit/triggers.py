"""Append-only by the database itself, also for the database's own user.

A record is never changed nor deleted, and a new one must follow the one before it; a chain's head never shrinks. Each
table's triggers speak of that table alone: SQLite refuses to rename a rebuilt table while a trigger of another one
mentions it. SQLite rebuilds a table for most migrations and drops its triggers silently, therefore `install` runs after
every migrate.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from .chain import GENESIS

TABLES = ("audit_record", "audit_head")
# Row 1 follows nothing, every other the row before it. SQLite's REPLACE deletes the row in its way without firing the
# delete trigger, so whatever is in the way, by key or by hidden row number, is refused before.
SQLITE = {
    "audit_record_append": (
        "CREATE TRIGGER audit_record_append BEFORE INSERT ON audit_record WHEN"
        " EXISTS (SELECT 1 FROM audit_record WHERE chain = NEW.chain AND sequence = NEW.sequence)"
        " OR EXISTS (SELECT 1 FROM audit_record WHERE rowid = NEW.rowid)"
        f" OR NOT ((NEW.sequence = 1 AND NEW.previous_hash = '{GENESIS}') OR EXISTS (SELECT 1 FROM audit_record"
        " WHERE chain = NEW.chain AND sequence = NEW.sequence - 1 AND hash = NEW.previous_hash))"
        " BEGIN SELECT RAISE(ABORT, 'audit_record: a record must follow the last one'); END"
    ),
    "audit_record_update": (
        "CREATE TRIGGER audit_record_update BEFORE UPDATE ON audit_record"
        " BEGIN SELECT RAISE(ABORT, 'audit_record is append-only'); END"
    ),
    "audit_record_delete": (
        "CREATE TRIGGER audit_record_delete BEFORE DELETE ON audit_record"
        " BEGIN SELECT RAISE(ABORT, 'audit_record is append-only'); END"
    ),
    "audit_head_begin": (
        "CREATE TRIGGER audit_head_begin BEFORE INSERT ON audit_head WHEN"
        f" NEW.size IS NOT 0 OR NEW.hash IS NOT '{GENESIS}'"
        " OR EXISTS (SELECT 1 FROM audit_head WHERE chain = NEW.chain)"
        " OR EXISTS (SELECT 1 FROM audit_head WHERE rowid = NEW.rowid)"
        " BEGIN SELECT RAISE(ABORT, 'audit_head: a chain begins once, at nothing'); END"
    ),
    "audit_head_grow": (
        "CREATE TRIGGER audit_head_grow BEFORE UPDATE ON audit_head WHEN"
        " NEW.chain IS NOT OLD.chain OR NEW.rowid IS NOT OLD.rowid OR NEW.hash = OLD.hash"
        " OR typeof(NEW.size) <> 'integer' OR NEW.size <= OLD.size"
        " BEGIN SELECT RAISE(ABORT, 'audit_head: a chain only grows'); END"
    ),
    "audit_head_delete": (
        "CREATE TRIGGER audit_head_delete BEFORE DELETE ON audit_head"
        " BEGIN SELECT RAISE(ABORT, 'audit_head is never deleted'); END"
    ),
}
POSTGRESQL = {
    "audit_record_guard": f"""
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.sequence = 1 AND NEW.previous_hash = '{GENESIS}' THEN
            RETURN NEW;
        END IF;
        PERFORM 1 FROM audit_record
            WHERE chain = NEW.chain AND sequence = NEW.sequence - 1 AND hash = NEW.previous_hash;
        IF FOUND THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'audit_record: a record must follow the last one' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RAISE EXCEPTION 'audit_record is append-only' USING ERRCODE = 'integrity_constraint_violation';
END
""",
    "audit_head_guard": f"""
BEGIN
    IF TG_OP = 'INSERT' AND NEW.size = 0 AND NEW.hash = '{GENESIS}' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.chain = OLD.chain AND NEW.size > OLD.size AND NEW.hash <> OLD.hash THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'audit_head: a chain begins at nothing and only grows'
        USING ERRCODE = 'integrity_constraint_violation';
END
""",
}
# What pg_trigger.tgtype holds for BEFORE INSERT OR DELETE OR UPDATE FOR EACH ROW, and for BEFORE TRUNCATE.
ROW, STATEMENT = 31, 34


@dataclass(frozen=True)
class Weakness:
    """A guard that is not as it was installed."""

    table: str
    guard: str
    is_missing: bool

    def __str__(self) -> str:
        return f"{self.table}: the trigger {self.guard} is {'missing' if self.is_missing else 'not as installed'}"


def weaknesses(connection: BaseDatabaseWrapper) -> list[Weakness]:
    """The guards that are missing, altered or switched off; none before the tables are there."""
    present = set(connection.introspection.table_names())
    wanted, found = (_postgresql if connection.vendor == "postgresql" else _sqlite)(connection)
    return [
        Weakness(table, name, name not in found)
        for table in TABLES
        if table in present
        for name, text in wanted.items()
        if name.startswith(f"{table}_") and found.get(name) != text
    ]


def install(connection: BaseDatabaseWrapper) -> list[Weakness]:
    """Put right what `weaknesses` names, and return it. Touches nothing where all stands: no lock is taken."""
    found = weaknesses(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for table in {weakness.table for weakness in found}:
            statements = _POSTGRESQL_INSTALL if connection.vendor == "postgresql" else _SQLITE_INSTALL
            for statement in statements[table]:
                cursor.execute(statement)
    return found


def _sqlite(connection: BaseDatabaseWrapper) -> tuple[Mapping[str, str], Mapping[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return SQLITE, dict(cursor.fetchall())


def _postgresql(connection: BaseDatabaseWrapper) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Each trigger's kind, whether it fires for everybody, its condition, and its function's text, as one text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, concat_ws('/', tgtype, tgenabled::text, tgqual IS NULL, cardinality(tgattr), prosrc)"
            " FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE tgrelid IN (to_regclass('audit_record'), to_regclass('audit_head')) AND NOT tgisinternal"
        )
        found = dict(cursor.fetchall())
    wanted = {}
    for name, text in POSTGRESQL.items():
        wanted[name] = f"{ROW}/A/t/0/{text}"
        wanted[f"{name}_truncate"] = f"{STATEMENT}/A/t/0/{text}"
    return wanted, found


def _sqlite_install(table: str) -> list[str]:
    ours = {name: text for name, text in SQLITE.items() if name.startswith(f"{table}_")}
    return [*(f"DROP TRIGGER IF EXISTS {name}" for name in ours), *ours.values()]


def _postgresql_install(table: str) -> list[str]:
    """ENABLE ALWAYS: `session_replication_role = replica` would switch an ordinary trigger off."""
    guard = f"{table}_guard"
    statements = [
        f"CREATE OR REPLACE FUNCTION {guard}() RETURNS trigger LANGUAGE plpgsql AS $guard${POSTGRESQL[guard]}$guard$"
    ]
    for name, moment in (
        (guard, "INSERT OR UPDATE OR DELETE ON {} FOR EACH ROW"),
        (f"{guard}_truncate", "TRUNCATE ON {} FOR EACH STATEMENT"),
    ):
        statements += [
            f"DROP TRIGGER IF EXISTS {name} ON {table}",
            f"CREATE TRIGGER {name} BEFORE {moment.format(table)} EXECUTE FUNCTION {guard}()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
        ]
    return statements


_SQLITE_INSTALL = {table: _sqlite_install(table) for table in TABLES}
_POSTGRESQL_INSTALL = {table: _postgresql_install(table) for table in TABLES}
