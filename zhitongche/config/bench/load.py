"""A running product and a bounded number of requests to it, on this machine only; and the arithmetic of the figures."""

import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

HOST = "127.0.0.1"
READY_WITHIN = 60
WARM_UP = 12
# (method, path, headers, body) of the n-th request.
Request = tuple[str, str, Mapping[str, str], bytes]


@dataclass(frozen=True)
class Figures:
    """Milliseconds and requests a second of one run, and the answers that were not as they should be."""

    p50: float
    p95: float
    per_second: float
    count: int
    wrong: int

    def told(self) -> dict[str, float | int]:
        return {
            "p50_ms": round(self.p50, 2),
            "p95_ms": round(self.p95, 2),
            "per_second": round(self.per_second, 1),
            "requests": self.count,
            "wrong": self.wrong,
        }


@contextmanager
def product() -> Iterator[int]:
    """`ztc serve` on a free port, with the rate limits off; yields the port once it is ready."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    surroundings = os.environ | {"ZTC_RATE_READS": "0", "ZTC_RATE_WRITES": "0"}
    command = [sys.executable, "-m", "zhitongche.config.console", "serve", "--port", str(port)]
    process = subprocess.Popen(
        command, env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )  # our own command
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        try:
            connection = HTTPConnection(HOST, port, timeout=2)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the product did not get ready")


def run(port: int, make: Callable[[], Request | None], expect: int, *, clients: int, seconds: float) -> Figures:
    """Send what `make` gives, from `clients` at once, until the seconds are over or nothing more is given."""
    took: list[float] = []
    wrong: list[int] = []
    lock = threading.Lock()
    _client(port, make, expect, [], [], lock, time.monotonic() + seconds, WARM_UP)
    begun = time.monotonic()
    threads = [
        threading.Thread(target=_client, args=(port, make, expect, took, wrong, lock, begun + seconds, None))
        for _ in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = time.monotonic() - begun
    if not took:
        raise RuntimeError(f"no request was answered with {expect}; other answers: {sorted(set(wrong))}")
    return Figures(statistics.median(took), percentile(took, 95), len(took) / whole, len(took), len(wrong))


def _client(
    port: int,
    make: Callable[[], Request | None],
    expect: int,
    took: list[float],
    wrong: list[int],
    lock: threading.Lock,
    until: float,
    most: int | None,
) -> None:
    connection = HTTPConnection(HOST, port, timeout=60)
    sent = 0
    while time.monotonic() < until and (most is None or sent < most):
        with lock:
            request = make()
        if request is None:
            break
        method, path, headers, body = request
        begun = time.perf_counter()
        connection.request(method, path, body or None, dict(headers))
        answer = connection.getresponse()
        answer.read()
        passed = (time.perf_counter() - begun) * 1000
        sent += 1
        with lock:
            if answer.status == expect:
                took.append(passed)
            else:
                wrong.append(answer.status)
    connection.close()


def measured(
    named: dict[str, Any],
    port: int,
    path: str,
    headers: Mapping[str, str],
    bare: Figures,
    *,
    seconds: float,
    clients: int,
) -> Iterator[dict[str, Any]]:
    """A page at one client and at several, beside `bare`, the same statements sent as they are."""
    for count in (1, clients):
        figures = run(port, lambda: ("GET", path, headers, b""), 200, clients=count, seconds=seconds)
        yield {
            **named,
            "clients": count,
            **figures.told(),
            "sql_p50_ms": round(bare.p50, 2),
            "page_to_sql": round(figures.p50 / bare.p50, 1),
        }


def timed(act: Callable[[], object], seconds: float) -> Figures:
    """The same figures for something done in this process, one after another."""
    for _ in range(3):
        act()
    took: list[float] = []
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        start = time.perf_counter()
        act()
        took.append((time.perf_counter() - start) * 1000)
    return Figures(statistics.median(took), percentile(took, 95), len(took) / (time.monotonic() - begun), len(took), 0)


def percentile(values: list[float], hundredth: int) -> float:
    """The value below which so many of a hundred lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * hundredth // 100)]
