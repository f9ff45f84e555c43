"""Pin every Python package with its hashes: requirements/*.in → requirements/*.txt. Run by `make lock`.

No registry's address is written: the machine's own configuration decides where packages come from.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
UV = Path(sys.executable).with_name("uv")
OPTIONS = (
    "--quiet",
    "--no-config",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--custom-compile-command=make lock",
)


def compile_one(name: str, *, upgrade: bool) -> None:
    """Resolve one list; what is pinned already stays unless `upgrade`."""
    command = [str(UV), "pip", "compile", *OPTIONS, f"requirements/{name}.in", "-o", f"requirements/{name}.txt"]
    subprocess.run([*command, *(["--upgrade"] if upgrade else [])], cwd=ROOT, check=True)
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    if "://" in text:
        sys.exit(f"requirements/{name}.txt holds an address")


if __name__ == "__main__":
    for each in ("runtime", "dev"):
        compile_one(each, upgrade="--upgrade" in sys.argv)
