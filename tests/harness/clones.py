"""Clones of the run's empty database, for tests that need real commits and threads."""

import itertools
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

_numbers = itertools.count(1)


@contextmanager
def clone() -> Iterator[str]:
    """Point the default connection, in every thread opened from here on, at a copy of the template; yields its name.

    Nothing is flushed: the copy is dropped afterwards, whoever is still connected to it.
    """
    template = str(connection.settings_dict["NAME"])
    name = _clone_name(template)
    connections.close_all()
    _make(template, name)
    _point_at(name)
    try:
        yield name
    finally:
        connections.close_all()
        _point_at(template)
        _drop(name)


def _clone_name(template: str) -> str:
    number = f"{os.getpid()}_{next(_numbers)}"
    if connection.vendor == "sqlite":
        return str(Path(template).with_name(f"clone_{number}.sqlite3"))
    return f"{template}_clone_{number}"


def _point_at(name: str) -> None:
    # A new thread's connection is made from this very dictionary.
    connection.settings_dict["NAME"] = name
    settings.DATABASES["default"]["NAME"] = name


def _make(template: str, name: str) -> None:
    if connection.vendor == "sqlite":
        shutil.copyfile(template, name)
        return
    with connection._nodb_cursor() as cursor:
        # Playwright's event loop makes Django keep another connection than before it began; that one still holds on.
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [template])
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def _drop(name: str) -> None:
    if connection.vendor == "sqlite":
        for ending in ("", "-journal", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                Path(name + ending).unlink()
        return
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def in_threads(act: Callable[[int], object], count: int) -> list[object]:
    """Call `act(n)` in `count` threads that start at one moment; each answer, or the exception it ended with, by n.

    Each thread has connections of its own, closed when it ends.
    """
    start = threading.Barrier(count)

    def run(number: int) -> object:
        start.wait()
        try:
            return act(number)
        except Exception as error:  # noqa: BLE001  # The test judges what each thread ended with.
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))
