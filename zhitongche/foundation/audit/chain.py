"""The arithmetic of the chain: pure functions over plain values."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

ALGORITHM = "SHA-256"
GENESIS = "0" * 64
# Every column but the hash itself, in the order they are hashed.
COLUMNS = (
    "chain",
    "sequence",
    "at",
    "action",
    "subject_kind",
    "subject_id",
    "account_id",
    "person_id",
    "posting_id",
    "role",
    "address",
    "before",
    "after",
    "facts",
    "algorithm",
    "previous_hash",
)


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: the same text for the same value, on every machine."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def instant(at: datetime) -> str:
    """A moment as the chain writes it: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def link(columns: Mapping[str, Any]) -> str:
    """The hash of one record, over `COLUMNS`; `at` is a datetime."""
    row = [instant(columns[name]) if name == "at" else columns[name] for name in COLUMNS]
    return hashlib.sha256(canonical(row).encode()).hexdigest()


def digest(salt: str, text: str) -> str:
    """What the record keeps of a free text: without the salted row it tells nothing."""
    return hashlib.sha256(f"{salt}:{text}".encode()).hexdigest()


def chain_of(code: str) -> str:
    """The chain a place's history goes to: its county's, else its city's, else the system's."""
    if len(code) >= 6:
        return code[:6]
    return code if len(code) == 4 else "system"
