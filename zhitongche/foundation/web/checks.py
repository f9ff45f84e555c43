"""What must hold before anything is served; registered in `apps.py`, asked by prepare, serve and worker."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as Caution
from django.db import connections

from . import sqlite

SYNCHRONOUS_FULL = 2
SHORTEST_KEY = 50


def embedded_database(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Errors where a live connection to the embedded database is not as safe as `sqlite.options` asks for."""
    faults: list[CheckMessage] = []
    for alias in databases or ():
        if connections[alias].vendor == "sqlite":
            faults += _pragmas(alias)
    return faults


def _pragmas(alias: str) -> list[CheckMessage]:
    with connections[alias].cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in WANTED}
    journals = {sqlite.journal_mode(sqlite3.sqlite_version_info), "memory"}
    faults: list[CheckMessage] = []
    if found["journal_mode"] not in journals:
        faults.append(
            Error(
                f"SQLite {sqlite3.sqlite_version} is not safe with journal_mode={found['journal_mode']}.",
                hint="Close every other program that has the database open, and start again.",
                id="zhitongche.E001",
            )
        )
    if found["synchronous"] < SYNCHRONOUS_FULL:
        faults.append(Error("SQLite does not wait for the disk (synchronous=FULL).", id="zhitongche.E002"))
    if not found["foreign_keys"]:
        faults.append(Error("SQLite does not enforce foreign keys.", id="zhitongche.E003"))
    return faults


WANTED = ("journal_mode", "synchronous", "foreign_keys")


def production(**kwargs: Any) -> list[CheckMessage]:
    """Warnings of `ztc check --deploy`: what an office must not go out with."""
    faults: list[CheckMessage] = []
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_KEY or len(set(key)) < 10:
        faults.append(Caution("ZTC_SECRET_KEY is too short or too regular.", id="zhitongche.W001"))
    if not settings.HTTPS and not set(settings.ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"}:
        hint = "Set ZTC_HTTPS=1 behind a proxy that speaks HTTPS."
        faults.append(Caution("Other machines are served without HTTPS.", hint=hint, id="zhitongche.W002"))
    if settings.DEBUG and not set(settings.ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"}:
        faults.append(Caution("ZTC_DEBUG shows the program's inside to other machines.", id="zhitongche.W003"))
    return faults
