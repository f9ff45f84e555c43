"""A document is read into a bundle, or refused with every fault it has (rule 1)."""

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any

from . import standing
from .bundle import ANSWER_KEYS, INPUT_KEYS, SCHEMA, Bundle, Component, Entry, Method, Rules
from .faults import BadBundle, Kind
from .shapes import UNREAD, Shapes

JUDGES_LEAST, JUDGES_MOST = 1, 999
ONE = Fraction(1)
RULES = ("quota", "method", "min_judges", "tie_breaks", "criteria", "given")
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


def _lists(holder: Mapping[str, Any], key: str) -> bool:
    """Whether there is a list at all: without one no code can be said to be missing from it."""
    return isinstance(holder.get(key), list)


class _Reader(Shapes):
    """The parts of a document, each on the shapes it is made of."""

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
            if not self.is_text(value, where):
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
