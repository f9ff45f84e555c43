"""Fixtures for every test: the database, its clones, a running product, a browser, short and long counts."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections

from tests.harness import clones, network, servers, soak

pytest_plugins = ["tests.harness.browsers"]

rounds = soak.rounds
figure = soak.figure


def pytest_configure(config: pytest.Config) -> None:
    network.block()
    settings.PASSWORD_HASHERS = ["tests.harness.hashers.QuickArgon2", *settings.PASSWORD_HASHERS]
    if not _manifest().exists():
        # Only a browser needs what `make install` builds; `live` says so where it is missing.
        settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    if soak.IS_SOAK and not hasattr(config, "workerinput"):
        seed = str(config.getoption("hypothesis_seed", None) or "drawn by each test")
        config.pluginmanager.register(soak.Page(config.getoption("on"), seed), "ztc-soak-page")


def _manifest() -> Path:
    return Path(settings.STATIC_ROOT) / "staticfiles.json"


@pytest.fixture(scope="session")
def base_url() -> None:
    """Of no use here: `visit` gives each visitor the address of the test's own product."""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """On SQLite the run's database is a file, because threads and clones need one."""
    details = connections["default"].settings_dict
    if connections["default"].vendor == "sqlite":
        details["TEST"]["NAME"] = str(Path(settings.HOME) / "template.sqlite3")
        Path(settings.HOME).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """A database of this test's own, whose commits are real: threads and other processes see them.

    A clone of the run's empty database, dropped afterwards. Yields its name.
    """
    with django_db_blocker.unblock(), clones.clone() as name:
        cache.clear()
        yield name


@pytest.fixture
def _django_db_helper(request: pytest.FixtureRequest) -> None:
    """Where a test asks for `committed`, the mark `django_db` means that clone and no transaction around the test."""
    if "committed" in request.fixturenames or "live" in request.fixturenames or "served" in request.fixturenames:
        request.getfixturevalue("committed")
    else:
        request.getfixturevalue("_django_db_helper")


@pytest.fixture
def live(committed: str) -> Iterator[str]:
    """The address of the product, running in this process on a database of the test's own."""
    if not _manifest().exists():
        pytest.fail("The stylesheets are not built. Run: make install", pytrace=False)
    with servers.in_thread() as address:
        yield address


@pytest.fixture
def served(committed: str) -> Iterator[str]:
    """The address of `ztc serve`, running beside the test on a database of the test's own."""
    with servers.as_served() as address:
        yield address


@pytest.fixture
def in_threads() -> Callable[..., list[object]]:
    """`in_threads(act, 50)`: calls `act(0)` … `act(49)` at the same moment; returns each answer or exception in order."""
    return clones.in_threads
