"""A vendor's server on this machine: answers as told, remembers what it was sent, and what it would have delivered."""

import json
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: str

    def value(self) -> Any:
        return json.loads(self.body)


@dataclass
class Vendor:
    """`answer(asked)` gives (status, text); None closes the socket; a number of seconds keeps silent that long."""

    answer: Callable[[Asked], Any] = lambda asked: (200, '{"code": 0, "errcode": 0}')
    asked: list[Asked] = field(default_factory=list)
    address: str = ""


class _Handler(BaseHTTPRequestHandler):
    vendor: Vendor

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self._reply(Asked(self.command, self.path, dict(self.headers), self.rfile.read(length).decode()))

    def do_GET(self) -> None:
        self.do_POST()

    def _reply(self, asked: Asked) -> None:
        self.vendor.asked.append(asked)
        made = self.vendor.answer(asked)
        if isinstance(made, float):
            time.sleep(made)
            made = None
        if made is None:
            self.close_connection = True
            return
        if isinstance(made, bytes):
            self.wfile.write(made)
            self.close_connection = True
            return
        status, text = made
        self.send_response(status)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: object) -> None:
        """Nobody reads it."""


@contextmanager
def vendor(answer: Callable[[Asked], Any] | None = None) -> Iterator[Vendor]:
    """A vendor that listens while the block runs."""
    made = Vendor()
    if answer is not None:
        made.answer = answer
    kind = type("Handler", (_Handler,), {"vendor": made})
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        server.daemon_threads = True
        server.block_on_close = False
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        made.address = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield made
        finally:
            server.shutdown()
            thread.join()


class _Post(socketserver.StreamRequestHandler):
    """As much of SMTP as a message needs; `refuses` maps a command to the line answered instead."""

    refuses: dict[str, str]
    letters: list[str]

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            command = line.split(" ", 1)[0].upper()
            if command in self.refuses:
                if not self.refuses[command]:
                    return
                self._say(self.refuses[command])
            elif command == "DATA":
                self._say("354 go on")
                self._take()
            elif command == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline().decode()) not in {".\r\n", ""}:
            lines.append(line)
        self.letters.append("".join(lines))
        if "AFTER" not in self.refuses:
            self._say("250 taken")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def post_office(**refuses: str) -> Iterator[tuple[int, list[str]]]:
    """A mail server; yields its port and the letters it took."""
    letters: list[str] = []
    kind = type("Post", (_Post,), {"refuses": refuses, "letters": letters})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), kind) as server:
        server.daemon_threads = True
        server.block_on_close = False
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server.server_address[1], letters
        finally:
            server.shutdown()
            thread.join()
