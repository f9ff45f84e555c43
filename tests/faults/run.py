"""Seed each fault of faults.toml into a copy of the tree and see its test fail there. Run by `make faults`.

A fault is a piece of text put in another's place. Its test must pass without the fault and fail with it; a text that
is not found exactly once is an error, so that the list keeps up with the code. Nothing is changed in place.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("faults.toml")
COPIED = ("zhitongche", "tests", "scripts", "docs", "requirements")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc")
TESTS_FAILED = 1


@dataclass(frozen=True)
class Fault:
    """What is made wrong, where, and which test must notice; `on` is the database it shows on."""

    name: str
    file: str
    find: str
    replace: str
    test: str
    on: str = "sqlite"

    def seed(self, tree: Path) -> str | None:
        """Put the fault in; a sentence where the text is not there exactly once."""
        path = tree / self.file
        if not path.exists():
            return f"{self.file} does not exist"
        text = path.read_text(encoding="utf-8")
        if text.count(self.find) != 1:
            return f"the text to replace stands {text.count(self.find)} times in {self.file}"
        path.write_text(text.replace(self.find, self.replace), encoding="utf-8")
        return None


def faults() -> list[Fault]:
    return [Fault(name, **each) for name, each in tomllib.loads(LIST.read_text(encoding="utf-8")).items()]


def copy_tree() -> Path:
    tree = Path(tempfile.mkdtemp(prefix="ztc-faults-"))
    for name in COPIED:
        shutil.copytree(ROOT / name, tree / name, ignore=LEFT_OUT)
    for path in ROOT.iterdir():
        if path.is_file():
            shutil.copy2(path, tree / path.name)
    return tree


def run_test(tree: Path, test: str, on: str) -> tuple[int, str]:
    """Pytest's exit code and its last line."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--on", on, *test.split()]
    # The tree comes first, so that the copy is tested and not what is installed.
    surroundings = os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=tree, env=surroundings, capture_output=True, text=True, check=False)
    lines = (done.stdout or done.stderr).strip().splitlines()
    return done.returncode, lines[-1] if lines else ""


def judge(fault: Fault) -> str | None:
    """None where the test passes without the fault and fails with it, else what is wrong."""
    tree = copy_tree()
    try:
        code, line = run_test(tree, fault.test, fault.on)
        if code:
            return f"the test fails without the fault too: {line}"
        if said := fault.seed(tree):
            return said
        code, line = run_test(tree, fault.test, fault.on)
        return None if code == TESTS_FAILED else f"the test does not notice: {line}"
    finally:
        shutil.rmtree(tree, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these faults")
    wish = parser.parse_args()
    chosen = [fault for fault in faults() if not wish.names or fault.name in wish.names]
    missed = 0
    with ThreadPoolExecutor(2) as pool:
        for fault, said in zip(chosen, pool.map(judge, chosen), strict=True):
            missed += said is not None
            print(f"{'MISSED' if said else 'noticed'}  {fault.name}{': ' + said if said else ''}", flush=True)
    print(f"{len(chosen) - missed} passed, {missed} failed")
    sys.exit(missed > 0 or not chosen)


if __name__ == "__main__":
    main()
