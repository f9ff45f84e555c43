"""A running product for a browser to visit: in a thread of this process, or as `ztc serve` beside it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection
from django.test.testcases import LiveServerThread

READY_WITHIN = 60.0


class _BuiltFiles(StaticFilesHandler):
    """Serves nothing itself: the product's own middleware serves what was built."""

    def _should_handle(self, path: str) -> bool:
        return False


@contextmanager
def in_thread() -> Iterator[str]:
    """The product behind Django's own threaded server, on the database of the moment; yields its address."""
    server = LiveServerThread("127.0.0.1", _BuiltFiles)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.terminate()


@contextmanager
def as_served(**environment: str) -> Iterator[str]:
    """`ztc serve` as an office runs it, on the database of the moment; yields its address once it is ready."""
    port = _free_port()
    surroundings = os.environ | {"DATABASE_URL": _database_url(), "ZTC_HOME": str(settings.HOME)} | environment
    log = Path(settings.HOME) / f"served-{port}.log"
    with log.open("wb") as said:
        command = [sys.executable, "-m", "zhitongche.config.console", "serve", "--port", str(port)]
        process = subprocess.Popen(command, env=surroundings, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        try:
            _wait_until_ready(process, f"http://127.0.0.1:{port}/healthz", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"The product did not get ready:\n{log.read_text(errors='replace')}")


def _database_url() -> str:
    details = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{details['NAME']}"
    secret = f":{details['PASSWORD']}" if details["PASSWORD"] else ""
    return f"postgresql://{details['USER']}{secret}@{details['HOST']}:{details['PORT']}/{details['NAME']}"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
