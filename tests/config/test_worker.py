import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import OperationalError, connection

from tests.harness import servers
from zhitongche.config import ticks
from zhitongche.config.management.commands import worker
from zhitongche.foundation.calendar.operations import Row, import_workdays
from zhitongche.foundation.web.models import Tick as Turn

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.mark.django_db
def test_worker_does_every_tick_once(committed: str) -> None:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        call_command("worker", once=True)
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    turns = Turn.objects.exclude(name__startswith="limits:")
    assert {turn.name for turn in turns} == set(ticks.TICKS)
    assert min(turn.due_at for turn in turns) > datetime.now(UTC)


@pytest.mark.django_db
def test_worker_outlives_a_database_that_went_away(
    committed: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("away")

    monkeypatch.setattr(worker, "run_due", away)
    worker.Command()._round()
    assert [record.getMessage() for record in caplog.records] == ["round failed"]
    assert connection.connection is None


@pytest.mark.django_db
def test_worker_ends_when_told(committed: str) -> None:
    surroundings = os.environ | {"DATABASE_URL": servers._database_url(), "ZTC_HOME": str(settings.HOME)}
    command = [sys.executable, "-m", "zhitongche.config.console", "worker", "--every", "30"]
    with subprocess.Popen(command, env=surroundings, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        lines = [process.stderr.readline() for _ in ticks.TICKS]
        guard = threading.Timer(10, process.kill)
        guard.start()
        process.terminate()
        assert process.wait() == 0
        guard.cancel()
    assert [line.split(" tick ")[1].split(":")[0] for line in lines] == list(ticks.TICKS)


def test_worker_ends_at_once_where_its_parent_is_gone() -> None:
    command = [sys.executable, "-c", "from zhitongche.config import lifeline; lifeline.hold(1); print('on')"]
    assert subprocess.run(command, capture_output=True, check=True).stdout == b""


@pytest.mark.django_db
def test_keep_limits_computes_once_for_each_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[datetime] = []
    monkeypatch.setattr(ticks.problems, "recompute_limits", lambda now: asked.append(now) or 1)
    festival = Row(date(2027, 2, 8), False)
    assert [ticks.keep_limits(now=NOW), ticks.keep_limits(now=NOW)] == [1, 0]
    import_workdays(rows=[festival], by=None, now=NOW)
    assert [ticks.keep_limits(now=NOW), ticks.keep_limits(now=NOW)] == [1, 0]
    import_workdays(rows=[festival._replace(is_workday=True)], by=None, now=NOW)
    assert [ticks.keep_limits(now=NOW), ticks.keep_limits(now=NOW)] == [1, 0]
    assert asked == [NOW] * 3
    assert Turn.objects.filter(name__startswith="limits:").count() == 1


@pytest.mark.django_db
def test_keep_limits_that_fails_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*, now: datetime) -> int:
        Turn.objects.create(name="half", due_at=now)
        raise RuntimeError("no")

    monkeypatch.setattr(ticks.problems, "recompute_limits", broken)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            ticks.keep_limits(now=NOW)
    assert Turn.objects.count() == 0


@pytest.mark.django_db
def test_clear_sessions_drops_what_has_run_out() -> None:
    for key, expires in (("old", NOW - timedelta(seconds=1)), ("new", NOW + timedelta(seconds=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=expires)
    assert ticks.clear_sessions(now=NOW) == 1
    assert [session.session_key for session in Session.objects.all()] == ["new"]
