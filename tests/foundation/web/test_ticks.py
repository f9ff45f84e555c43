"""Of many workers one takes each turn, and a fault in one tick keeps no other from its own."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from zhitongche.foundation.web.models import Tick as Turn
from zhitongche.foundation.web.ticks import Tick, run_due, take_turn

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_take_turn_comes_at_once_and_then_after_its_time() -> None:
    assert take_turn("sweep", HOUR, NOW)
    assert not take_turn("sweep", HOUR, NOW)
    assert not take_turn("sweep", HOUR, NOW + HOUR - timedelta(microseconds=1))
    assert take_turn("sweep", HOUR, NOW + HOUR)
    assert Turn.objects.get().due_at == NOW + 2 * HOUR


def test_take_turn_does_not_make_up_for_turns_that_were_missed() -> None:
    assert take_turn("sweep", HOUR, NOW)
    late = NOW + timedelta(days=3)
    assert take_turn("sweep", HOUR, late)
    assert not take_turn("sweep", HOUR, late)


@pytest.mark.parametrize("is_new", [True, False])
def test_take_turn_is_given_to_one_of_many(
    committed: str, in_threads: Callable[..., list[object]], is_new: bool
) -> None:
    if not is_new:
        Turn.objects.create(name="sweep", due_at=NOW)
    for round_number in range(3):
        now = NOW + round_number * HOUR
        assert sorted(map(str, in_threads(lambda _number, now=now: take_turn("sweep", HOUR, now), 8))) == (
            ["False"] * 7 + ["True"]
        )


def test_run_due_runs_what_is_due_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    asked: list[datetime] = []

    def sweep(*, now: datetime) -> int:
        asked.append(now)
        return 7

    ticks = {"sweep": Tick(HOUR, sweep)}
    assert run_due(ticks, NOW) == ["sweep"]
    assert run_due(ticks, NOW + HOUR / 2) == []
    assert run_due(ticks, NOW + HOUR) == ["sweep"]
    assert asked == [NOW, NOW + HOUR]
    assert [record.getMessage() for record in caplog.records] == ["tick sweep: 7"] * 2


def test_run_due_outlives_a_fault(caplog: pytest.LogCaptureFixture) -> None:
    def broken(*, now: datetime) -> None:
        raise RuntimeError("no")

    ticks = {"broken": Tick(HOUR, broken), "sweep": Tick(HOUR, lambda now: 0)}
    assert run_due(ticks, NOW) == ["sweep"]
    assert [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR] == [
        "tick broken failed"
    ]
