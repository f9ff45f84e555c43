"""The harness itself: clones hold real commits and leave nothing behind, and nothing calls out."""

import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.cache import cache
from django.db import connection

from tests.harness import ground
from tests.harness.network import NoNetwork
from zhitongche.foundation.regions.models import Level, Region


def _place(code: str) -> Region:
    return Region.objects.create(code=code, name="Somewhere", short_name="Somewhere", level=Level.COUNTY)


@pytest.mark.django_db
def test_a_plain_test_is_rolled_back_first() -> None:
    assert Region.objects.count() == 0
    _place("990101")


@pytest.mark.django_db
def test_a_plain_test_is_rolled_back_second() -> None:
    assert Region.objects.count() == 0
    _place("990101")


@pytest.mark.django_db
def test_committed_is_seen_by_other_threads(committed, in_threads) -> None:
    assert not connection.in_atomic_block
    _place("990101")
    assert in_threads(lambda _: Region.objects.count(), 4) == [1, 1, 1, 1]


def test_committed_starts_empty_each_time(committed) -> None:
    assert Region.objects.count() == 0
    assert committed == str(connection.settings_dict["NAME"])


def test_in_threads_hands_back_exceptions(committed, in_threads) -> None:
    def act(number: int) -> int:
        if number == 1:
            raise ValueError("one")
        return number

    first, second = in_threads(act, 2)
    assert first == 0
    assert isinstance(second, ValueError)


def test_sqlite_runs_with_the_options_of_the_product(committed) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a fact of SQLite")
    assert Path(committed).is_file()
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_the_run_stands_in_memory_only_where_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ground.folder(tmp_path / "missing") is None
    monkeypatch.setattr(ground, "ROOM", 1)
    assert ground.folder(tmp_path) == tmp_path
    monkeypatch.setattr(ground, "ROOM", 2**60)
    assert ground.folder(tmp_path) is None


def test_nothing_reaches_another_machine() -> None:
    with socket.socket() as caller, pytest.raises(NoNetwork):
        caller.connect(("192.0.2.1", 80))


def test_passwords_are_argon2_at_a_low_price() -> None:
    kept = make_password("a long enough secret")
    assert kept.startswith("argon2$argon2id$")
    assert check_password("a long enough secret", kept)
    assert settings.PASSWORD_HASHERS[1].endswith("Argon2PasswordHasher")


@pytest.mark.django_db
def test_the_cache_is_a_table() -> None:
    cache.set("word", "直通车", 60)
    assert cache.get("word") == "直通车"
