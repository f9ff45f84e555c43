"""What a list of outcomes would do, row by row, before it does it: read, looked up, compared; nothing is written here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.problems.sheets.villages import Villages
from zhitongche.foundation.interchange import fates
from zhitongche.foundation.interchange import queries as interchange
from zhitongche.foundation.interchange.fates import Fate
from zhitongche.foundation.interchange.reading import Faults, Line, open_sheet
from zhitongche.foundation.interchange.writing import Column
from zhitongche.foundation.money import WAN
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.sheets.places import NotFound

from .. import figures as checking
from .. import queries, rules, wording
from ..kinds import MEASURES
from ..models import Outcome
from ..operations import Entry, faults_in
from ..operations.recording import Same, own_village, standing
from ..periods import parse
from .columns import HEADINGS, KINDS, NOTHING, OUTCOMES

KIND = "outcomes"
NEEDED = ("period", "kind", "source")
NUMBER = re.compile(r"(?:约|¥|￥)?(-?\d[\d,]*(?:\.\d+)?)(万元?|元|人|亩|万亩)?")
UNITS: Mapping[str, frozenset[str]] = {
    "amount": frozenset({"", "万", "万元", "元"}),
    "people": frozenset({"", "人"}),
    "area": frozenset({"", "亩", "万亩"}),
}
# At a time, when asking which numbers are known.
BATCH = 1000


@dataclass
class Row:
    """One row of the sheet and what becomes of it; `there` is the figure that stands, `entry` what the row says."""

    line: Line
    entry: Entry
    fate: Fate = Fate.NEW
    there: Outcome | None = None
    note: str = ""

    @property
    def number(self) -> str:
        return self.there.number if self.there is not None else ""


Plan = fates.Plan[Row]


def plan(path: Path, *, by: Posting, now: datetime) -> Plan:
    """Read the sheet and say what it would do. Raises BadInput where it cannot be read at all."""
    faults = Faults()
    chosen = interchange.columns_chosen(KIND, interchange.office_of(by))
    sheet = open_sheet(path, HEADINGS, faults, chosen)
    made = Plan(sheet, faults)
    missing = [word for word in NEEDED if word not in sheet.columns]
    if missing:
        faults.put(sheet.heading_row, 1, _("The sheet needs the columns 期间, 成效类别 and 数据来源."))
    elif not sheet.lines:
        faults.put(sheet.heading_row, 1, _("There is nothing under the headings."))
    else:
        _Check(made, by, now).run()
    return made


class _Check:
    """One pass over the rows; what is looked up is looked up once for all of them."""

    def __init__(self, made: Plan, by: Posting, now: datetime) -> None:
        self.plan, self.by, self.now = made, by, now
        self.faults, self.sheet = made.faults, made.sheet
        self.own = own_village(by)
        self.villages = Villages(by, timezone.localdate(now))
        self.unit = self._unit_of_amounts()

    def run(self) -> None:
        rows = [Row(line, self._entry(line)) for line in self.sheet.lines]
        self.plan.rows = rows
        self._ask_the_rules(rows)
        sound = [row for row in rows if row.line.number not in self.faults.rows]
        keys = {row.line.number: key for row in sound if (key := self._key(row.entry)) is not None}
        there = standing(keys.values())
        first: dict[Same, Row] = {}
        for row in sound:
            key = keys.get(row.line.number)
            if key is None:
                continue
            earlier = first.setdefault(key, row)
            if earlier is not row:
                self._settle_twice(row, earlier)
            else:
                self._settle(row, there.get(key))
        for row in rows:
            if row.line.number in self.faults.rows:
                row.fate = Fate.FAULTY

    def _settle(self, row: Row, there: Outcome | None) -> None:
        """New, equal to what is there, a correction because the row says so, or refused."""
        number = row.line["number"].upper()
        if there is None:
            if number and not self._was_withdrawn(number):
                self._fault(
                    row.line, "number", _("There is no figure of this number for this village, period and kind.")
                )
            return
        row.there = there
        if number and number != there.number:
            said = _("The figure of this village, period and kind is %(number)s.") % {"number": there.number}
            self._fault(row.line, "number", said)
            return
        if row.entry.figures == there.figures and row.entry.source.strip() == there.source:
            row.fate = Fate.UNCHANGED
        elif row.line.words("reason"):
            row.fate = Fate.CORRECTION
            row.note = _("%(before)s becomes %(after)s.") % {
                "before": wording.figures(there.kind, there.figures),
                "after": wording.figures(there.kind, row.entry.figures),
            }
            if refusal := rules.why_not_correct(self.by, there):
                self._fault(row.line, "number", str(refusal))
        else:
            self._refuse_another(row, there)

    def _refuse_another(self, row: Row, there: Outcome) -> None:
        """Told otherwise without a word why: named by the cell that differs."""
        said, stands = row.entry.figures.named(), there.figures.named()
        word = next((name for name in MEASURES[there.kind].names if said[name] != stands[name]), "source")
        sentence = _(
            "It stands here as %(figures)s (%(number)s). Where it has to be corrected, say why in the column 更正原因."
        ) % {"figures": wording.figures(there.kind, there.figures), "number": there.number}
        self._fault(row.line, word, sentence)

    def _settle_twice(self, row: Row, earlier: Row) -> None:
        if row.entry.figures == earlier.entry.figures:
            row.fate = Fate.TWICE
            row.note = _("The same as row %(row)d.") % {"row": earlier.line.number}
        else:
            said = _("Row %(row)d says another figure of the same village, period and kind.")
            self._fault(row.line, MEASURES[row.entry.kind].main, said % {"row": earlier.line.number})

    def _was_withdrawn(self, number: str) -> bool:
        """A figure that was withdrawn may be said anew in the row it came from."""
        return queries.listed([self.by], queries.Filters(state="withdrawn")).filter(number=number).exists()

    def _ask_the_rules(self, rows: list[Row]) -> None:
        """What recording itself would refuse, as it would say it."""
        for place, sentence in faults_in([row.entry for row in rows], by=self.by, now=self.now).items():
            index, _dot, name = place.partition(".")
            self._fault(rows[int(index)].line, name, sentence)

    def _key(self, entry: Entry) -> Same | None:
        village = entry.village or (self.own.code if self.own else "")
        project = self.projects.get(entry.project) if entry.project else None
        return village, entry.kind, str(parse(entry.period)), project

    @property
    def projects(self) -> Mapping[str, int]:
        """The keys of the projects that the sheet names; read once."""
        if not hasattr(self, "_projects"):
            self._projects = queries.project_keys(self.by, {row.entry.project for row in self.plan.rows})
        return self._projects

    def _entry(self, line: Line) -> Entry:
        return Entry(
            kind=self._kind(line),
            period=self._period(line),
            source=line.words("source"),
            village=self._village(line),
            project=line["project"].upper(),
            amount=self._number(line, "amount"),
            people=self._people(line),
            area=self._number(line, "area"),
        )

    def _kind(self, line: Line) -> str:
        word = line["kind"].lower()
        if word in KINDS:
            return KINDS[word]
        names = "、".join(dict.fromkeys(name for name in KINDS if not name.isascii()))
        sentence = _("There is no kind “%(word)s”; write one of: %(names)s.") % {"word": line["kind"], "names": names}
        self._fault(line, "kind", sentence)
        return ""

    def _period(self, line: Line) -> str:
        text = line["period"]
        try:
            return str(parse(text))
        except ValueError:
            return text

    def _village(self, line: Line) -> str:
        if not line["village"]:
            return ""
        try:
            return self.villages.find(line["county"], line["township"], line["village"])
        except NotFound as fault:
            self._fault(line, "village", str(fault))
            return ""

    def _people(self, line: Line) -> int | None:
        value = self._number(line, "people")
        if value is None:
            return None
        if value != value.to_integral_value():
            self._fault(line, "people", _("People are whole numbers."))
            return None
        return int(value)

    def _number(self, line: Line, word: str) -> Decimal | None:
        """The figure of a cell in yuan, people or mu; nothing where the cell says that there is none."""
        text = line[word].replace(" ", "")
        if text.lower() in NOTHING:
            return None
        match = NUMBER.fullmatch(text)
        unit = (match[2] or "") if match else ""
        try:
            value = Decimal(match[1].replace(",", "")) if match and unit in UNITS[word] else Decimal("NaN")
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite():
            self._fault(line, word, _("“%(text)s” is not a figure of this column.") % {"text": text[:30]})
            return None
        if word == "amount":
            return self._in_yuan(line, value, unit)
        value = value * WAN if unit == "万亩" else value
        return self._checked(line, word, value)

    def _in_yuan(self, line: Line, value: Decimal, unit: str) -> Decimal | None:
        """By the unit of the heading or of the cell; where both say one they have to agree."""
        said = {"万": "万元"}.get(unit, unit)
        if said and self.unit and said != self.unit:
            sentence = _("The heading says %(heading)s and the cell %(cell)s; write one of them.")
            self._fault(line, "amount", sentence % {"heading": self.unit, "cell": said})
            return None
        if not (said or self.unit):
            self._fault(line, "amount", _("Is it 元 or 万元? Say so in the heading or in the cell."))
            return None
        return self._checked(line, "amount", value * WAN if (said or self.unit) == "万元" else value)

    def _checked(self, line: Line, word: str, value: Decimal) -> Decimal | None:
        """The figure with two decimals; one with more is a fault and is never rounded."""
        if sentence := checking.wrong_hundredths(value, checking.MOST_OF[word]):
            self._fault(line, word, sentence)
            return None
        return value.quantize(Decimal("0.01"))

    def _unit_of_amounts(self) -> str:
        """元 or 万元 as the heading says, or nothing; a heading that says both is a fault."""
        column = self.sheet.columns.get("amount")
        heading = self.sheet.headings[column - 1] if column else ""
        has_wan, has_yuan = "万" in heading, "元" in heading.replace("万元", "")
        if has_wan and has_yuan:
            self.faults.put(
                self.sheet.heading_row, column or 1, _("The heading says both 元 and 万元; write one of them.")
            )
        return "万元" if has_wan else "元" if has_yuan else ""

    def _fault(self, line: Line, word: str, sentence: Any) -> None:
        self.faults.put(line.number, line.column(word), sentence)


def taken() -> list[Column]:
    """The columns a sheet may have that are taken, as the office heads them."""
    return [column for column in OUTCOMES if not column.word.startswith("_")]
