"""A PostgreSQL of the run's own, from the server that Debian ships: started, used, stopped, gone."""

import os
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.harness import ground

INSTALL_LINE = "apt-get install -y --no-install-recommends postgresql"
# Nothing here outlives the run, so nothing waits for the disk.
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "shared_buffers=256MB",
    "autovacuum=off",
    "max_wal_size=256MB",
)


class CannotStart(Exception):
    """There is no server to start; the sentence says what to run."""


@dataclass(frozen=True)
class Cluster:
    """A running server; `url` names its database `zhitongche`, whose owner may create others."""

    folder: Path
    program: Path
    url: str

    def stop(self) -> None:
        _as_owner([self.program / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "stop"], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


def start() -> Cluster:
    """Make a cluster in a fresh folder and start it on a free port of the loopback; raises CannotStart."""
    program = _program()
    folder = Path(tempfile.mkdtemp(prefix="ztc-postgresql-", dir=ground.folder()))
    folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data, port = folder / "data", _free_port()
    _as_owner([program / "initdb", "-D", data, "-U", "ztc", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"])
    options = f"-p {port} -k {folder} -h 127.0.0.1 " + " ".join(f"-c {setting}" for setting in SETTINGS)
    _as_owner([program / "pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "start"])
    _as_owner([program / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "ztc", "zhitongche"])
    return Cluster(folder, program, f"postgresql://ztc@127.0.0.1:{port}/zhitongche")


def _program() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise CannotStart(f"PostgreSQL's server is not installed. Run as root: {INSTALL_LINE}")
    return found[-1].parent


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _as_owner(command: list[str | Path], *, check: bool = True) -> None:
    """Run a program of the server's; it refuses to be root, so root lends it the user `postgres`."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    # The server keeps the output it was started with: a pipe would never end.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd="/", check=False)
        if check and done.returncode:
            said.seek(0)
            raise CannotStart(f"{' '.join(words)} failed:\n{said.read().decode(errors='replace')}")
