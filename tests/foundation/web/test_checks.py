import sqlite3

import pytest
from django.core.checks import Tags, run_checks
from django.db import connection

from zhitongche.foundation.web import checks, sqlite

ALIASES = ["default"]


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "truncate"),
        ((3, 44, 5), "truncate"),
        ((3, 44, 6), "wal"),
        ((3, 45, 0), "truncate"),
        ((3, 50, 6), "truncate"),
        ((3, 50, 7), "wal"),
        ((3, 51, 0), "truncate"),
        ((3, 51, 2), "truncate"),
        ((3, 51, 3), "wal"),
        ((3, 52, 0), "wal"),
        ((4, 0, 0), "wal"),
    ],
)
def test_journal_mode_is_write_ahead_only_where_that_is_safe(version: sqlite.Version, mode: str) -> None:
    assert sqlite.journal_mode(version) == mode


def test_options_set_every_pragma_on_every_connection() -> None:
    assert sqlite.options((3, 40, 1)) == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=truncate; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
    }


@pytest.mark.django_db
def test_embedded_database_is_safe_as_the_settings_open_it(committed: str) -> None:
    assert run_checks(tags=[Tags.database], databases=ALIASES) == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in checks.WANTED]
        assert found == [sqlite.journal_mode(sqlite3.sqlite_version_info), 2, 1]


@pytest.mark.django_db
def test_embedded_database_refuses_a_connection_that_is_not_safe(committed: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("Only the embedded database has pragmas.")
    other = "delete" if sqlite.journal_mode(sqlite3.sqlite_version_info) == "wal" else "wal"
    with connection.cursor() as cursor:
        for pragma in (f"journal_mode={other}", "synchronous=NORMAL", "foreign_keys=OFF"):
            cursor.execute(f"PRAGMA {pragma}")
    assert [fault.id for fault in checks.embedded_database(databases=ALIASES)] == [
        "zhitongche.E001",
        "zhitongche.E002",
        "zhitongche.E003",
    ]


def test_embedded_database_is_not_opened_unasked() -> None:
    assert checks.embedded_database(databases=None) == []


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        ({}, []),
        ({"SECRET_KEY": "short"}, ["zhitongche.W001"]),
        ({"SECRET_KEY": "ab" * 40}, ["zhitongche.W001"]),
        ({"ALLOWED_HOSTS": ["office.example"]}, ["zhitongche.W002"]),
        ({"ALLOWED_HOSTS": ["office.example"], "HTTPS": True}, []),
        ({"ALLOWED_HOSTS": ["*"], "HTTPS": True, "DEBUG": True}, ["zhitongche.W003"]),
    ],
)
def test_production_warns_of_what_must_not_go_out(
    changed: dict[str, object], faults: list[str], settings: object
) -> None:
    safe = {"ALLOWED_HOSTS": ["localhost"], "HTTPS": False, "DEBUG": False, "SECRET_KEY": "0123456789abcdef" * 4}
    for name, value in (safe | changed).items():
        setattr(settings, name, value)
    assert [fault.id for fault in checks.production()] == faults
