"""The arithmetic of the chain: pure functions over plain values."""

import hashlib
import json
from collections.abc import Mapping, Sequence
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
LONGEST_FACT = 200
# One encoder for all: making it costs more than a record's text does.
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: the same text for the same value, on every machine.

    Raises TypeError for what JSON cannot hold, ValueError for a number that is none.
    """
    return _ENCODER.encode(value)


def instant(at: datetime) -> str:
    """A moment as the chain writes it: UTC, to the microsecond. Raises ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at} names no time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def link(columns: Mapping[str, Any]) -> str:
    """The hash of one record, over `COLUMNS`; `at` is a datetime with a zone."""
    return hash_of([instant(columns[name]) if name == "at" else columns[name] for name in COLUMNS])


def hash_of(values: Sequence[Any]) -> str:
    """The hash of one record from the values of `COLUMNS` in their order, `at` already as `instant` writes it."""
    return hashlib.sha256(canonical(values).encode()).hexdigest()


def root(heads: Mapping[str, Sequence[Any]]) -> str:
    """One hash that stands for all chains: SHA-256 over the canonical JSON of {chain: [size, hash]}."""
    return hashlib.sha256(canonical(heads).encode()).hexdigest()


def digest(salt: str, text: str) -> str:
    """What the record keeps of a free text: without the salted row it tells nothing."""
    return hashlib.sha256(f"{salt}:{text}".encode()).hexdigest()


def facts_text(facts: Mapping[str, Any]) -> str:
    """The facts of a record as their column holds them.

    Raises TypeError for values other than text, whole numbers, yes/no, None and lists of these (a date or an amount
    travels as text), ValueError for a text longer than `LONGEST_FACT`: free text belongs in its own row.
    """
    for name, value in facts.items():
        _refuse_unfit(name, value)
    return canonical(facts)


def _refuse_unfit(name: str, value: Any) -> None:
    if isinstance(value, list | tuple):
        for part in value:
            _refuse_unfit(name, part)
    elif isinstance(value, str):
        if len(value) > LONGEST_FACT:
            raise ValueError(f"the fact {name} is longer than {LONGEST_FACT} characters")
    elif value is not None and not isinstance(value, int):
        raise TypeError(f"the fact {name} is a {type(value).__name__}, which the record does not hold")


def chain_of(code: str) -> str:
    """The chain a place's history goes to: its county's, else its city's, else the system's."""
    if len(code) >= 6:
        return code[:6]
    return code if len(code) == 4 else "system"
