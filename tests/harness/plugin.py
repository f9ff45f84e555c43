"""Loaded by pytest before Django's settings are read: it decides which database this run is on."""

import atexit
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness import cluster, ground

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
# What a fixture must be asked for by name for a test to count as touching tables.
TABLE_FIXTURES = frozenset({"db", "committed", "live", "served", "django_db_setup"})


def _home() -> Path:
    """One folder for the run, one below it for each parallel worker; gone when the run ends."""
    if WORKER:
        home = Path(os.environ["ZTC_TEST_HOME"]) / WORKER
        home.mkdir(exist_ok=True)
        return home
    home = Path(tempfile.mkdtemp(prefix="ztc-tests-", dir=ground.folder()))
    os.environ["ZTC_TEST_HOME"] = str(home)
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home / "main"


# Thousands of collected tests and Django's own modules live to the end of the run: with Python's thresholds (700, 10, 10)
# a quarter of the run goes into walking all of them again and again. What dies young is still looked for often.
gc.set_threshold(2_000, 20, 100)

os.environ["ZTC_HOME"] = str(_home())
os.environ |= {"ZTC_RATE_WRITES": "0", "ZTC_RATE_READS": "0", "ZTC_DESIGN": "1", "ZTC_DEBUG": "0"}
# Playwright keeps an event loop in the main thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("zhitongche")
    group.addoption(
        "--on",
        choices=["sqlite", "postgresql"],
        default=os.environ.get("ZTC_TEST_ON", "sqlite"),
        help="the database to run on; postgresql uses ZTC_TEST_DATABASE_URL or DATABASE_URL, else a cluster of its own",
    )
    group.addoption("--only-tables", action="store_true", help="only the tests that touch a table")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Settle the database before Django reads it; parallel workers inherit what the first process settled."""
    if not WORKER:
        _settle_database(early_config.known_args_namespace.on)
    return (yield)


def _settle_database(kind: str) -> None:
    given = os.environ.get("ZTC_TEST_DATABASE_URL") or os.environ.get("DATABASE_URL", "")
    if kind == "sqlite":
        os.environ["DATABASE_URL"] = ""
    elif given.startswith("postgres"):
        os.environ["DATABASE_URL"] = given
    else:
        try:
            server = cluster.start()
        except cluster.CannotStart as refusal:
            sys.exit(str(refusal))
        atexit.register(server.stop)
        os.environ["DATABASE_URL"] = server.url


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.getoption('on')}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what touches no table where that was asked for; refuse the tests that would empty the template."""
    kept, dropped = [], []
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and (marker.kwargs.get("transaction") or "transactional_db" in getattr(item, "fixturenames", ())):
            raise pytest.UsageError(f"{item.nodeid}: ask for the fixture `committed` instead of a flushed database")
        touches = marker or TABLE_FIXTURES & set(getattr(item, "fixturenames", ()))
        if touches and not marker:
            # The run's database is made only where a test that asks for it says so by its mark.
            item.add_marker(pytest.mark.django_db)
        (kept if touches or not config.getoption("only_tables") else dropped).append(item)
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = kept
