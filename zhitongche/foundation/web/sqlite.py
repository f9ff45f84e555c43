"""How the embedded database may be opened: pure functions over SQLite's version; the settings and the checks use them.

Source: SQLite's own account of the WAL-reset bug: versions 3.7.0 to 3.51.2 may corrupt a database in write-ahead mode
when two connections write and checkpoint at once; fixed in 3.51.3, and in the backports 3.50.7 and 3.44.6.
"""

from typing import Any

Version = tuple[int, int, int]

FIXED: Version = (3, 51, 3)
BACKPORTS: tuple[Version, ...] = ((3, 50, 7), (3, 44, 6))
# Seconds a writer waits for the one before it.
PATIENCE = 20


def journal_mode(version: Version) -> str:
    """The journal this version of SQLite is safe with: `wal` or `truncate`."""
    backported = any(version[:2] == fixed[:2] and version >= fixed for fixed in BACKPORTS)
    return "wal" if version >= FIXED or backported else "truncate"


def options(version: Version) -> dict[str, Any]:
    """Django's OPTIONS for the embedded database; every connection sets its pragmas afresh.

    A writing transaction takes its lock at its beginning: one that upgraded later would fail instead of waiting.
    """
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": PATIENCE,
        "init_command": f"PRAGMA journal_mode={journal_mode(version)}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
    }
