"""Everything a fresh Debian 12 needs, in order; a second run does only what changed. Run by `make install`.

Standard library only: it runs before there is anything else. As root it adds missing Debian packages by apt, for
anybody else it prints the line to run and stops.
"""

import argparse
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


def run(*words: str | Path, **options: object) -> None:
    """Run a command of the install; its failure ends ours with its own words on the screen."""
    done = subprocess.run([str(word) for word in words], cwd=ROOT, check=False, **options)  # type: ignore[call-overload]
    if done.returncode:
        sys.exit(f"This step failed: {shlex.join(str(word) for word in words)}")


def missing_packages(*, tests: bool) -> list[str]:
    """Debian packages that are not there, by what they would bring."""
    missing = []
    if importlib.util.find_spec("ensurepip") is None and not PYTHON.exists():
        missing.append("python3-venv")
    if shutil.which("npm") is None:
        missing += ["nodejs", "npm"]
    if not FONT.exists():
        missing.append("fonts-noto-cjk")
    if tests and shutil.which("chromium") is None:
        missing.append("chromium")
    if tests and _needs_postgresql():
        missing.append("postgresql")
    return missing


def _needs_postgresql() -> bool:
    given = os.environ.get("ZTC_TEST_DATABASE_URL") or os.environ.get("DATABASE_URL", "")
    return not given.startswith("postgres") and not any(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))


def add_packages(names: list[str]) -> None:
    """Install by apt where we may, else name the line and stop."""
    if not names:
        return
    line = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        sys.exit(f"Some packages of the system are missing. Run as root:\n\n    {shlex.join(line)}\n")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "update", "-qq", env=quiet)
    run(*line[:1], "-qq", *line[1:], env=quiet, stdout=subprocess.DEVNULL)


def digest(paths: Iterable[Path]) -> str:
    """One value for the names and contents of files; folders count with all that is in them."""
    total = hashlib.sha256()
    for path in sorted(_files(paths)):
        total.update(str(path.relative_to(ROOT)).encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from (each for each in path.rglob("*") if each.is_file() and "__pycache__" not in each.parts)
        elif path.exists():
            yield path


def step(name: str, inputs: Iterable[Path], outputs: Iterable[Path], act: Callable[[], None]) -> None:
    """Do it, unless these very inputs were done before and what it made is still there."""
    stamp, value = STAMPS / name, digest(inputs)
    if stamp.exists() and stamp.read_text() == value and all(path.exists() for path in outputs):
        return
    print(f"· {name}", flush=True)
    act()
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)


def make_environment() -> None:
    venv.EnvBuilder(with_pip=True, symlinks=True).create(VENV)


def add_python(name: str) -> None:
    run(PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:",
        "--require-hashes", "-r", f"requirements/{name}.txt")  # fmt: skip


def add_product() -> None:
    run(PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-deps", "--no-build-isolation",
        "-e", ".")  # fmt: skip


def install(*, tests: bool) -> None:
    """The whole of it, in order."""
    add_packages(missing_packages(tests=tests))
    requirements = ROOT / "requirements"
    if not PYTHON.exists():
        step("virtual environment", [], [PYTHON], make_environment)
    step("Python packages", [requirements / "runtime.txt"], [], lambda: add_python("runtime"))
    if tests:
        step("Python packages for tests", [requirements / "dev.txt"], [], lambda: add_python("dev"))
    step("the command ztc", [ROOT / "pyproject.toml"], [VENV / "bin" / "ztc"], add_product)
    # It looks itself at what has changed, and installs the npm packages it copies from.
    run(PYTHON, "scripts/assets.py", stdout=subprocess.DEVNULL)
    catalogues = [path.with_suffix(".mo") for path in (ROOT / "zhitongche").rglob("*.po")]
    step("translations", [*(ROOT / "zhitongche").rglob("*.po"), ROOT / "scripts" / "messages.py"], catalogues,
         lambda: run(PYTHON, "scripts/messages.py", "--compile"))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tests", action="store_true", help="also what tests and checks need")
    wish = parser.parse_args()
    if sys.version_info < (3, 11):  # noqa: UP036  # It runs on whatever `python3` is there.
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}")
    install(tests=wish.tests)


if __name__ == "__main__":
    main()
