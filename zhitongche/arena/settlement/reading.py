"""A document is read into a bundle, or refused with every fault it has (rule 1)."""

import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any

from . import standing
from .bundle import ANSWER_KEYS, INPUT_KEYS, SCHEMA, Bundle, Component, Entry, Method, Rules
from .decimals import exact
from .faults import BadBundle, Fault, Kind

SURROGATE = re.compile("[\ud800-\udfff]")
JUDGES_LEAST, JUDGES_MOST = 1, 999
ONE = Fraction(1)
RULES = ("quota", "method", "min_judges", "tie_breaks", "criteria", "given")
# What stands where a value could not be read; a bundle with a fault is never settled.
UNREAD = Fraction(1)
# Code → the most points there are, None where that could not be read.
Maxima = Mapping[str, Fraction | None]


def read(document: Mapping[str, Any]) -> Bundle:
    """The bundle, or `BadBundle`. The three keys of an answer are not looked at."""
    reader = _Reader()
    bundle = reader.bundle(document)
    if reader.is_whole:
        reader.faults += standing.faults(bundle)
    if reader.faults:
        raise BadBundle(reader.faults)
    return bundle


def _path(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _lists(holder: Mapping[str, Any], key: str) -> bool:
    """Whether there is a list at all: without one no code can be said to be missing from it."""
    return isinstance(holder.get(key), list)


class _Reader:
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

    # ---- the shapes

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
            if value.isascii() or not SURROGATE.search(value):
                return value
            self.fault(Kind.NOT_TEXT, _path(where, key))
        elif key in row:
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

    # ---- the parts of the document

    def bundle(self, document: Mapping[str, Any]) -> Bundle:
        whole = self.row(document, "", INPUT_KEYS, ANSWER_KEYS)
        schema = self.text(whole, "schema", "")
        if schema is not None and schema != SCHEMA:
            self.fault(Kind.OTHER_SCHEMA, "schema", schema)
        rules, criteria, given = self.rules(whole)
        entries = self.entries(whole)
        judges = self.judges(whole)
        known_entries = entries if _lists(whole, "entries") else None
        known_judges = judges if _lists(whole, "judges") else None
        recusals = self.recusals(whole, known_judges, known_entries)
        cells = self.scores(whole, known_judges, known_entries, criteria, recusals)
        givens = self.givens(whole, known_entries, given)
        return Bundle(rules, entries, tuple(sorted(judges)), recusals, cells, givens)

    def rules(self, whole: Mapping[str, Any]) -> tuple[Rules, Maxima | None, Maxima | None]:
        """The rules, and the maxima of criteria and of what is given; None where there is no such list."""
        row = self.row(whole["rules"], "rules", RULES) if "rules" in whole else {}
        quota = self.within(row, "quota", "rules", ONE)
        name = self.text(row, "method", "rules")
        if name is not None and name not in set(Method):
            self.fault(Kind.OTHER_METHOD, "rules.method", name)
        method = Method(name) if name in set(Method) else Method.MEAN
        count = self.min_judges(row)
        criteria, judged_most = self.components(row, "criteria")
        if row.get("criteria") == []:
            self.broken(Kind.NO_CRITERION, "rules.criteria")
        given, given_most = self.components(row, "given")
        tie_breaks = self.tie_breaks(row, {"criterion": judged_most, "given": given_most})
        return Rules(quota, method, count, tie_breaks, criteria, given), judged_most, given_most

    def min_judges(self, row: Mapping[str, Any]) -> int:
        value = row.get("min_judges")
        if type(value) is int and JUDGES_LEAST <= value <= JUDGES_MOST:
            return value
        if type(value) is int:
            self.fault(Kind.OUTSIDE, "rules.min_judges", str(value))
        elif "min_judges" in row:
            self.fault(Kind.NOT_AN_INTEGER, "rules.min_judges")
        self.is_whole = False
        return JUDGES_LEAST

    def components(self, rules: Mapping[str, Any], key: str) -> tuple[tuple[Component, ...], Maxima | None]:
        found: dict[str, Component] = {}
        most: dict[str, Fraction | None] = {}
        needed = ("code", "weight", "max") if key == "criteria" else ("code", "weight", "max", "source")
        for index, value in enumerate(self.rows(rules, key, f"rules.{key}")):
            where = f"rules.{key}[{index}]"
            row = self.row(value, where, needed)
            code = self.code_of(row, "code", where)
            weight = self.above_zero(row, "weight", where)
            maximum = self.above_zero(row, "max", where)
            if key == "given":
                self.text(row, "source", where)
            if code in found:
                self.broken(Kind.CODE_TWICE, f"{where}.code", code)
            elif code is not None:
                most[code] = maximum
                found[code] = Component(code, weight or UNREAD, maximum or UNREAD)
        return tuple(found[code] for code in sorted(found)), most if _lists(rules, key) else None

    def tie_breaks(self, rules: Mapping[str, Any], known: Mapping[str, Maxima | None]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for index, value in enumerate(self.rows(rules, "tie_breaks", "rules.tie_breaks")):
            where = f"rules.tie_breaks[{index}]"
            if not isinstance(value, str):
                self.fault(Kind.NOT_A_STRING, where)
                continue
            if not value.isascii() and SURROGATE.search(value):
                self.fault(Kind.NOT_TEXT, where)
                continue
            kind, _, code = value.partition(":")
            if value != "median" and (kind not in known or not code):
                self.fault(Kind.OTHER_TIE_BREAK, where, value)
            elif value != "median":
                codes = known[kind]
                if codes is not None and code not in codes:
                    self.fault(Kind.NOT_LISTED, where, code)
            if value in found:
                self.fault(Kind.TIE_BREAK_TWICE, where, value)
            found[value] = None
        return tuple(found)

    def entries(self, whole: Mapping[str, Any]) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for index, value in enumerate(self.rows(whole, "entries", "entries")):
            where = f"entries[{index}]"
            row = self.row(value, where, ("code",), ("adjustment", "excluded"))
            code = self.code_of(row, "code", where)
            adjustment = self.decimal(row, "adjustment", where)
            excluded = self.text(row, "excluded", where)
            if code in found:
                self.broken(Kind.CODE_TWICE, f"{where}.code", code)
            elif code is not None:
                found[code] = Entry(code, adjustment or Fraction(0), excluded)
        return {code: found[code] for code in sorted(found)}

    def judges(self, whole: Mapping[str, Any]) -> dict[str, None]:
        found: dict[str, None] = {}
        for index, value in enumerate(self.rows(whole, "judges", "judges")):
            where = f"judges[{index}]"
            code = self.code_of(self.row(value, where, ("code",)), "code", where)
            if code in found:
                self.broken(Kind.CODE_TWICE, f"{where}.code", code)
            elif code is not None:
                found[code] = None
        return found

    def recusals(
        self, whole: Mapping[str, Any], judges: Collection[str] | None, entries: Collection[str] | None
    ) -> frozenset[tuple[str, str]]:
        found = set()
        for index, value in enumerate(self.rows(whole, "recusals", "recusals")):
            where = f"recusals[{index}]"
            if not isinstance(value, list) or len(value) != len(("judge", "entry")):
                self.broken(Kind.NOT_A_PAIR, where)
                continue
            judge = self.code(value[0], f"{where}[0]", judges)
            entry = self.code(value[1], f"{where}[1]", entries)
            if judge is not None and entry is not None:
                found.add((judge, entry))
        return frozenset(found)

    def scores(
        self,
        whole: Mapping[str, Any],
        judges: Collection[str] | None,
        entries: Collection[str] | None,
        criteria: Maxima | None,
        recusals: Collection[tuple[str, str]],
    ) -> dict[tuple[str, str], dict[str, Fraction]]:
        cells: dict[tuple[str, str], dict[str, Fraction]] = {}
        for index, value in enumerate(self.rows(whole, "scores", "scores")):
            where = f"scores[{index}]"
            row = self.row(value, where, ("judge", "entry", "criterion", "points"))
            judge = self.code_of(row, "judge", where, judges)
            entry = self.code_of(row, "entry", where, entries)
            criterion = self.code_of(row, "criterion", where, criteria)
            points = self.within(row, "points", where, (criteria or {}).get(criterion or ""))
            if judge is None or entry is None or criterion is None:
                continue
            if (judge, entry) in recusals:
                self.fault(Kind.RECUSED, where, judge)
            cell = cells.setdefault((judge, entry), {})
            if criterion in cell:
                self.fault(Kind.CELL_TWICE, where, f"{judge}, {entry}, {criterion}")
            cell[criterion] = points
        return cells

    def givens(
        self, whole: Mapping[str, Any], entries: Collection[str] | None, given: Maxima | None
    ) -> dict[tuple[str, str], Fraction]:
        found: dict[tuple[str, str], Fraction] = {}
        for index, value in enumerate(self.rows(whole, "givens", "givens")):
            where = f"givens[{index}]"
            row = self.row(value, where, ("entry", "component", "points"))
            entry = self.code_of(row, "entry", where, entries)
            component = self.code_of(row, "component", where, given)
            points = self.within(row, "points", where, (given or {}).get(component or ""))
            if entry is None or component is None:
                continue
            if (entry, component) in found:
                self.fault(Kind.CELL_TWICE, where, f"{entry}, {component}")
            found[entry, component] = points
        return found
