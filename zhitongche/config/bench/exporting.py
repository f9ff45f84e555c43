"""`ztc bench export`: a hundred thousand problems as .xlsx and .csv, and how much memory the writing adds."""

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connections
from django.utils import timezone

from zhitongche.express.problems.sheets.rows import LISTS
from zhitongche.foundation.interchange.marking import chinese
from zhitongche.foundation.interchange.outflow import Wanted
from zhitongche.foundation.interchange.writing import Head, write
from zhitongche.foundation.people.queries import postings_in_force

from . import readers

ROWS = 100_000
# What macOS counts in bytes, others count in kibibytes.
UNIT = 1024 * 1024 if sys.platform == "darwin" else 1024


def bench(seconds: float, clients: int) -> Iterator[dict[str, Any]]:
    """Each ending in a process of its own, so that its memory is its own."""
    connections.close_all()
    for ending in (".xlsx", ".csv"):
        with multiprocessing.get_context("fork").Pool(1) as pool:
            yield pool.apply(_measured, (ending,))


def _measured(ending: str) -> dict[str, Any]:
    now = timezone.now()
    account = readers.organizer_of(readers.large_county()[:2], now)
    wanted = Wanted(postings_in_force(account, timezone.localdate(now)), timezone.localdate(now))
    which, count = LISTS["problems"], 0

    def rows() -> Iterator[Any]:
        nonlocal count
        for row in which.rows(wanted):
            count += 1
            yield row
            if count == ROWS:
                return

    with tempfile.TemporaryDirectory() as folder, chinese():
        before = _memory()
        begun = time.perf_counter()
        write(Path(folder) / f"list{ending}", ending, Head(which.title, "测速"), which.columns, rows())
        took = time.perf_counter() - begun
        size = (Path(folder) / f"list{ending}").stat().st_size
    return {
        "bench": "export",
        "ending": ending,
        "rows": count,
        "columns": len(which.columns),
        "seconds": round(took, 2),
        "rows_per_s": round(count / took) if took else 0,
        "added_mib": round(_memory() - before, 1),
        "file_mib": round(size / 1024 / 1024, 1),
    }


def _memory() -> float:
    """The most this process has ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNIT
