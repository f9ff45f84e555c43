"""What every part of a document is made of: objects with fixed keys, lists, codes, decimals; and what is wrong with them."""

import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any

from .decimals import exact
from .faults import Fault, Kind

SURROGATE = re.compile("[\ud800-\udfff]")
# What stands where a value could not be read; a bundle with a fault is never settled.
UNREAD = Fraction(1)


def _path(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


class Shapes:
    """Goes through a document once and collects what is wrong.

    `is_whole` says whether every row names its entry, judge and criterion: only then can it be told who is ranked.
    """

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.is_whole = True

    def fault(self, kind: Kind, where: str, what: str = "") -> None:
        self.faults.append(Fault(kind, where, what))

    def broken(self, kind: Kind, where: str, what: str = "") -> None:
        """A fault after which it cannot be told any more who is ranked."""
        self.is_whole = False
        self.fault(kind, where, what)

    def row(self, value: object, where: str, needed: tuple[str, ...], may: tuple[str, ...] = ()) -> dict[str, Any]:
        """An object with these keys and no others; an empty one where it is no object."""
        if not isinstance(value, dict):
            self.broken(Kind.NOT_AN_OBJECT, where)
            return {}
        for key in getattr(value, "twice", ()):
            self.broken(Kind.KEY_TWICE, where, key)
        if value.keys() != set(needed):
            for key in needed:
                if key not in value:
                    self.fault(Kind.KEY_MISSING, where, key)
            for key in value:
                if key not in needed and key not in may:
                    self.fault(Kind.KEY_UNKNOWN, where, key)
        return value

    def rows(self, holder: Mapping[str, Any], key: str, where: str) -> list[Any]:
        value = holder.get(key)
        if isinstance(value, list):
            return value
        if key in holder:
            self.fault(Kind.NOT_A_LIST, where)
        self.is_whole = False
        return []

    def text(self, row: Mapping[str, Any], key: str, where: str) -> str | None:
        """A string; None where there is none or it is wrong."""
        value = row.get(key)
        if isinstance(value, str):
            return value if self.is_text(value, _path(where, key)) else None
        if key in row:
            self.fault(Kind.NOT_A_STRING, _path(where, key))
        return None

    def code(self, value: object, where: str, known: Collection[str] | None = None) -> str | None:
        """A code, one of the known where those are given; None where it is wrong."""
        if not isinstance(value, str):
            self.broken(Kind.NOT_A_STRING, where)
        elif not value or (not value.isascii() and SURROGATE.search(value)):
            self.broken(Kind.NOT_A_CODE, where)
        elif known is not None and value not in known:
            self.broken(Kind.NOT_LISTED, where, value)
        else:
            return value
        return None

    def code_of(self, row: Mapping[str, Any], key: str, where: str, known: Collection[str] | None = None) -> str | None:
        if key in row:
            return self.code(row[key], _path(where, key), known)
        self.is_whole = False
        return None

    def decimal(self, row: Mapping[str, Any], key: str, where: str) -> Fraction | None:
        text = self.text(row, key, where)
        if text is None:
            return None
        value = exact(text)
        if value is None:
            self.fault(Kind.NOT_A_DECIMAL, _path(where, key), text)
        return value

    def within(self, row: Mapping[str, Any], key: str, where: str, most: Fraction | None) -> Fraction:
        """A decimal from zero to `most`; where that could not be read itself, from zero upwards."""
        value = self.decimal(row, key, where)
        if value is None:
            return UNREAD
        if value.numerator < 0 or (most is not None and value > most):
            self.fault(Kind.OUTSIDE, _path(where, key), row[key])
        return value

    def above_zero(self, row: Mapping[str, Any], key: str, where: str) -> Fraction | None:
        value = self.decimal(row, key, where)
        if value is not None and value <= 0:
            self.fault(Kind.NOT_ABOVE_ZERO, _path(where, key), row[key])
            return None
        return value

    def is_text(self, value: str, where: str) -> bool:
        """Whether it is whole characters."""
        if value.isascii() or not SURROGATE.search(value):
            return True
        self.fault(Kind.NOT_TEXT, where)
        return False
