"""`ztc serve`: the web server and the worker as children of one small process.

Only the standard library is imported here, so that the process which merely waits costs next to no memory.
"""

import argparse
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from zhitongche.config import env

READY_AFTER = 60.0
STOP_AFTER = 8.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
# A child that lived this long was not broken from the start: its next pause is the first again.
SETTLED = 60.0
STILLBORN = 3
NAP = 0.1
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ztc serve`."""
    parser.add_argument("--port", type=_port, default=8000, help="port to listen on (8000)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)")
    parser.add_argument("--no-prepare", action="store_true", help="do not bring the database up to date first")


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 1 to 65535")
    return int(text)


def main(arguments: Sequence[str]) -> int:
    """Run `ztc serve` with these arguments; returns the exit status."""
    parser = argparse.ArgumentParser(prog="ztc serve", description="The web server and the worker, in one command.")
    add_arguments(parser)
    given = parser.parse_args(arguments)
    return serve(given.host, given.port, prepare=not given.no_prepare)


def serve(host: str, port: int, *, prepare: bool = True) -> int:
    """Serve until told to stop; 0 after a stop that was asked for, 1 where it could not start."""
    if why := _why_not_listen(host, port):
        print(f"ztc serve: {why}", file=sys.stderr)
        return 1
    me, ztc = str(os.getpid()), [sys.executable, "-m", "zhitongche.config.console"]
    # Told to stop while it prepares, it takes that child with it (`run` kills what it waits for).
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if prepare and (status := subprocess.run([*ztc, "prepare"], check=False).returncode):
        return status
    web = Child("web", [sys.executable, "-m", "zhitongche.config.web", host, str(port), me])
    worker = Child("worker", [*ztc, "worker", "--parent", me])
    return Supervisor(web, worker, host, port).run()


def _why_not_listen(host: str, port: int) -> str:
    """The server shares ports by design, so that a second one would start unnoticed: ask the plain way first."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            return f"cannot listen on {host}:{port}: {error.strerror}"
    return ""


@dataclass
class Child:
    """A process that must run, in a group of its own, so that only the supervisor's signals reach it."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    again_at: float = 0.0
    pause: float = FIRST_PAUSE
    deaths: int = 0

    def start(self) -> None:
        """Start it."""
        self.process = subprocess.Popen(self.command, process_group=0)
        self.started = time.monotonic()

    def has_ended(self) -> bool:
        """Whether it ran and runs no longer; the rest of its group is then killed, and its next start set."""
        if self.process is None or self.process.poll() is None:
            return False
        self.kill()
        status, self.process = self.process.returncode, None
        now = time.monotonic()
        if now - self.started > SETTLED:
            self.pause, self.deaths = FIRST_PAUSE, 0
        self.again_at, self.deaths = now + self.pause, self.deaths + 1
        print(f"ztc serve: {self.name} ended with {status}; again in {self.pause:g} s", file=sys.stderr)
        self.pause = min(self.pause * 2, LONGEST_PAUSE)
        return True

    def is_due(self) -> bool:
        """Whether it does not run and its pause is over."""
        return self.process is None and time.monotonic() >= self.again_at

    def tell(self, number: signal.Signals) -> None:
        """Send it a signal, where it still runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def kill(self) -> None:
        """Kill the whole group: what a dead server left behind would go on answering."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


@dataclass
class Supervisor:
    """Keeps web and worker running until SIGTERM or SIGINT."""

    web: Child
    worker: Child
    host: str
    port: int
    is_ready: bool = False
    is_stopping: bool = False
    _wake: int = field(default=-1, init=False)

    def run(self) -> int:
        """Start both, restart what dies, stop both; returns the exit status."""
        with self._signals():
            try:
                for child in (self.web, self.worker):
                    child.start()
                while not self.is_stopping:
                    self._round()
                return 0 if self.web.deaths < STILLBORN or self.is_ready else 1
            finally:
                self._stop()

    def _round(self) -> None:
        if not self.is_ready and self._answers():
            self.is_ready = True
            print(f"ztc serve: ready at http://{self._address()}/", flush=True)
        for child in (self.web, self.worker):
            child.has_ended()
            if child.is_due():
                child.start()
        if not self.is_ready and self.web.deaths >= STILLBORN:
            print("ztc serve: the web server does not start; giving up", file=sys.stderr)
            self.is_stopping = True
            return
        # Every signal, a child's death among them, ends the wait at once.
        waiting = any(child.process is None for child in (self.web, self.worker)) or not self.is_ready
        select.select([self._wake], [], [], NAP if waiting else None)
        with suppress(BlockingIOError):
            os.read(self._wake, 512)

    def _stop(self) -> None:
        """End both children and whatever they started, within `STOP_AFTER` seconds."""
        if not self.is_ready:
            # A server told to end while its workers start never does (stock granian); nobody is being served yet.
            self.web.kill()
        for child in (self.web, self.worker):
            child.tell(signal.SIGTERM)
        end = time.monotonic() + STOP_AFTER
        for child in (self.web, self.worker):
            if child.process is not None:
                with suppress(subprocess.TimeoutExpired):
                    child.process.wait(max(0.0, end - time.monotonic()))
                child.kill()
                child.process.wait()

    def _answers(self) -> bool:
        """Whether `/healthz` answers 200."""
        names = [name for name in env.words("ZTC_HOSTS") if name[0] not in ".*"] or ["localhost"]
        question = f"GET /healthz HTTP/1.0\r\nHost: {names[0]}\r\n\r\n".encode()
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104  # It asks, it does not listen.
        try:
            with socket.create_connection((host, self.port), timeout=2) as connection:
                connection.sendall(question)
                return connection.recv(64).split(b" ", 2)[1:2] == [b"200"]
        except OSError:
            return False

    def _address(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def _note(self, number: int, frame: object) -> None:
        if number != signal.SIGCHLD:
            self.is_stopping = True

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """Turn signals into bytes on a pipe that the wait listens to; before and after, all is as it was."""
        self._wake, writing = os.pipe()
        os.set_blocking(self._wake, False)
        os.set_blocking(writing, False)
        before = {number: signal.signal(number, self._note) for number in SIGNALS}
        previous = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(previous)
            for number, handler in before.items():
                signal.signal(number, handler)
            os.close(self._wake)
            os.close(writing)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
