"""`ztc serve`: with stand-ins for its children, and as an office runs it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest
from django.conf import settings

from tests.harness import servers
from zhitongche.config import supervisor
from zhitongche.config.supervisor import Child, Supervisor

MOST_MEMORY = 260 * 1024 * 1024
SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); print('on', flush=True); time.sleep(60)",
]


def until(holds: Callable[[], object], within: float = 30.0) -> None:
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, "It did not come about in time."
        time.sleep(0.02)


def stop_when(holds: Callable[[], object]) -> None:
    """Send this process SIGTERM, as an init system would, once `holds`."""

    def wait() -> None:
        until(holds)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


def supervise(web: list[str], worker: list[str] = SLEEPER) -> Supervisor:
    return Supervisor(Child("web", web), Child("worker", worker), "127.0.0.1", servers._free_port())


def test_run_restarts_what_dies_and_waits_longer_each_time(capfd: pytest.CaptureFixture[str]) -> None:
    running = supervise(SLEEPER, [sys.executable, "-c", "raise SystemExit(3)"])
    stop_when(lambda: running.worker.deaths >= 2)
    assert running.run() == 0
    assert capfd.readouterr().err.splitlines()[:2] == [
        "ztc serve: worker ended with 3; again in 0.5 s",
        "ztc serve: worker ended with 3; again in 1 s",
    ]
    assert running.worker.pause == 2.0


def test_run_gives_up_on_a_server_that_never_starts(capfd: pytest.CaptureFixture[str]) -> None:
    running = Supervisor(
        Child("web", [sys.executable, "-c", "raise SystemExit(1)"], pause=0.01),
        Child("worker", SLEEPER),
        "127.0.0.1",
        servers._free_port(),
    )
    assert running.run() == 1
    assert "giving up" in capfd.readouterr().err
    assert running.worker.process is not None
    assert running.worker.process.returncode == -signal.SIGTERM


def test_run_kills_what_will_not_end_and_what_it_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "STOP_AFTER", 0.3)
    running = supervise(SLEEPER, STUBBORN)
    family: list[psutil.Process] = []

    def has_family() -> bool:
        if running.worker.process is None:
            return False
        family[:] = psutil.Process(running.worker.process.pid).children()
        return bool(family)

    stop_when(has_family)
    assert running.run() == 0
    assert running.worker.process is not None
    assert running.worker.process.returncode == -signal.SIGKILL
    until(lambda: not family[0].is_running() or family[0].status() == psutil.STATUS_ZOMBIE, 5)


def test_run_restores_the_signals_it_took() -> None:
    before = {number: signal.getsignal(number) for number in supervisor.SIGNALS}
    running = supervise(SLEEPER)
    stop_when(lambda: running.worker.process)
    running.run()
    assert {number: signal.getsignal(number) for number in supervisor.SIGNALS} == before


def test_a_long_life_forgets_earlier_deaths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "SETTLED", -1.0)
    child = Child("web", [sys.executable, "-c", ""], pause=8.0, deaths=2)
    child.start()
    until(child.has_ended)
    assert (child.pause, child.deaths) == (1.0, 1)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "８０"])
def test_main_refuses_what_is_no_port(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        supervisor.main(["--port", port])
    assert ended.value.code == 2
    assert "is not a port from 1 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize(("option", "status"), [("--help", 0), ("--prot=80", 2)])
def test_main_knows_its_options(option: str, status: int, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        supervisor.main([option])
    assert ended.value.code == status


def test_serve_refuses_a_port_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert supervisor.serve("127.0.0.1", port) == 1
    assert capsys.readouterr().err == f"ztc serve: cannot listen on 127.0.0.1:{port}: Address already in use\n"


def test_the_supervisor_imports_nothing_heavy() -> None:
    asked = "import sys, zhitongche.config.supervisor; print('django' in sys.modules, 'granian' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)
    assert answer.stdout == "False False\n"


@contextmanager
def serving(*options: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`ztc serve` on the test's own database; the process and its address, not yet ready."""
    port = servers._free_port()
    surroundings = os.environ | {"DATABASE_URL": servers._database_url(), "ZTC_HOME": str(settings.HOME)}
    command = [sys.executable, "-m", "zhitongche.config.console", "serve", "--port", str(port), *options]
    with (Path(settings.HOME) / f"serving-{port}.log").open("wb") as said:
        process = subprocess.Popen(command, env=surroundings, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        known: list[psutil.Process] = []
        try:
            yield process, f"http://127.0.0.1:{port}/healthz"
            known += psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        finally:
            process.kill()
            process.wait()
            for left in known:
                if left.is_running():
                    left.kill()


def answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as answer:
            return bool(answer.read() == b"ok\n")
    except OSError:
        return False


def family_of(process: subprocess.Popen[bytes]) -> dict[str, psutil.Process]:
    """The children by what they are: web, worker; and web's own as web-0, web-1. One that ends meanwhile is none."""
    found: dict[str, psutil.Process] = {}
    for child in psutil.Process(process.pid).children():
        with suppress(psutil.NoSuchProcess):
            name = "web" if "zhitongche.config.web" in child.cmdline() else "worker"
            own = child.children()
            found[name] = child
            found |= {f"{name}-{number}": one for number, one in enumerate(own)}
    return found


def has_ended(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def have_ended(processes: list[psutil.Process]) -> bool:
    return all(has_ended(one) for one in processes)


def shared_memory(processes: list[psutil.Process]) -> int:
    """Bytes of memory, what is shared divided among those who share it (PSS)."""
    return sum(one.memory_full_info().pss for one in processes)


@pytest.mark.django_db
def test_serve_lives_and_ends_as_a_whole(committed: str, figure: Callable[..., None]) -> None:
    with serving() as (process, address):
        until(lambda: answers(address), 90)
        for _ in range(20):
            assert answers(address)
        family = family_of(process)
        assert set(family) == {"web", "worker", "web-0", "web-1"}
        at_rest = shared_memory([psutil.Process(process.pid), *family.values()])
        figure("MiB of memory at rest", round(at_rest / 1024**2))
        assert at_rest <= MOST_MEMORY

        family["web"].kill()
        until(lambda: have_ended([family["web"], family["web-0"], family["web-1"]]), 10)
        family["worker"].kill()
        until(lambda: {"web", "worker", "web-0", "web-1"} == set(family_of(process)) and answers(address), 60)

        family = family_of(process)
        process.terminate()
        assert process.wait(15) == 0
        assert have_ended(list(family.values()))


@pytest.mark.django_db
def test_serve_killed_takes_its_children_along(committed: str) -> None:
    with serving("--no-prepare") as (process, address):
        until(lambda: answers(address), 60)
        family = family_of(process)
        process.kill()
        process.wait()
        until(lambda: have_ended(list(family.values())), 15)


@pytest.mark.django_db
@pytest.mark.parametrize("pause", [0.0, 0.3, 1.0])
def test_serve_told_to_end_while_it_starts_leaves_nothing(committed: str, pause: float) -> None:
    with serving("--no-prepare") as (process, _address):
        until(lambda: "web" in family_of(process))
        time.sleep(pause)
        family = family_of(process)
        process.terminate()
        assert process.wait(15) == 0
        until(lambda: have_ended(list(family.values())), 5)
