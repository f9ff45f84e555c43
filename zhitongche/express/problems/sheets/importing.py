"""What a list of problems would do, row by row, before it does it: read, looked up, compared; nothing is written here."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.interchange import fates
from zhitongche.foundation.interchange import queries as interchange
from zhitongche.foundation.interchange.dates import NoDay, day
from zhitongche.foundation.interchange.fates import Fate
from zhitongche.foundation.interchange.reading import Faults, Line, open_sheet
from zhitongche.foundation.money import WAN
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.sheets.places import NotFound
from zhitongche.foundation.permissions.catalogue import Permission

from .. import queries
from ..forms.fields import LONG, MAX_AMOUNT, SHORT
from ..models import Problem
from ..operations import Telling, faults_in
from .columns import HEADINGS, NORMAL, OVER, URGENT
from .projects import Projects
from .villages import Villages

KIND = "problems"
OURS = re.compile(r"\d{6}-\d{4}-\d{4,}")
MONEY = re.compile(r"(?:约|¥|￥|rmb)?(\d[\d,]*(?:\.\d+)?)(万元?|元)?", re.IGNORECASE)
LONGEST_NAME = 60
# At a time, when asking which numbers are known.
BATCH = 1000
# Which column of the sheet a fault of the report belongs to.
OF_REPORT = {name: name for name in ("village", "category", "reported_by", "raised_on", "project")}
COMPARED = ("village", "category", "description", "request", "amount", "urgency")


@dataclass
class Row:
    """One row of the sheet and what becomes of it; `number` is the problem it is, `telling` what would be reported."""

    line: Line
    fate: Fate = Fate.NEW
    number: str = ""
    note: str = ""
    telling: Telling | None = None
    fingerprint: str = ""
    # The project of the same workbook that it holds up, by that list's own word for it; it has no number yet.
    expects: str = ""


Plan = fates.Plan[Row]


def plan(
    path: Path,
    *,
    by: Posting,
    now: datetime,
    wanted: Collection[str] = (),
    expected: Mapping[str, str] | None = None,
    here: Mapping[str, str] | None = None,
) -> Plan:
    """Read the sheet and say what it would do. Raises BadInput where it cannot be read at all.

    `wanted` are names of the worksheet in a workbook of several; `expected` are words for projects that the same workbook
    will plan first, each with the key by which it is known until it has a number, `here` words for those that have one.
    """
    faults = Faults()
    chosen = interchange.columns_chosen(KIND, interchange.office_of(by))
    sheet = open_sheet(path, HEADINGS, faults, chosen, wanted)
    made = Plan(sheet, faults)
    if "description" not in sheet.columns:
        faults.put(sheet.heading_row, 1, _("No column says what the problem is: choose it."))
    elif not sheet.lines:
        faults.put(sheet.heading_row, 1, _("There is nothing under the headings."))
    else:
        _Check(made, by, now, expected or {}, here or {}).run()
    return made


class _Check:
    """One pass over the rows; what is looked up is looked up once for all of them."""

    def __init__(
        self, made: Plan, by: Posting, now: datetime, expected: Mapping[str, str], here: Mapping[str, str]
    ) -> None:
        self.plan, self.by, self.now, self.expected, self.here = made, by, now, expected, here
        self.faults, self.sheet = made.faults, made.sheet
        self.own = by.region if by.may(Permission.PROBLEM_REPORT) else None
        self.villages = Villages(by, timezone.localdate(now))
        self.categories = _categories()
        self.projects = Projects((self._named(line) for line in self.sheet.lines), by)
        self.is_yuan = self._is_yuan()

    def run(self) -> None:
        rows = [Row(line) for line in self.sheet.lines]
        self.plan.rows = rows
        known = _known((row.line["number"] for row in rows), self.by)
        for row in rows:
            self._settle(row, known)
        self._compare_with_each_other(rows)
        taken = interchange.lines_taken(KIND, (row.fingerprint for row in rows if row.fate is Fate.NEW))
        for row in rows:
            if row.fate is Fate.NEW and row.fingerprint in taken:
                row.fate, row.number = Fate.UNCHANGED, taken[row.fingerprint]
        self._ask_the_rules([row for row in rows if row.fate is Fate.NEW])
        faulty = self.faults.rows
        for row in rows:
            if row.line.number in faulty:
                row.fate = Fate.FAULTY

    def _settle(self, row: Row, known: Mapping[str, Mapping[str, Any]]) -> None:
        line = row.line
        number = line["number"].upper()
        telling = row.telling = self._telling(line)
        row.fingerprint = fingerprint(telling.village or (self.own.pk if self.own else ""), telling.description)
        if not OURS.fullmatch(number):
            if line["state"] in OVER:
                row.fate = Fate.OVER
            else:
                self._link(row)
            return
        row.number = number
        if number not in known:
            self.faults.put(
                line.number, line.column("number"), _("There is no problem of this number within your reach.")
            )
            return
        differing = self._differing(line, telling, known[number])
        row.fate = Fate.DIFFERS if differing else Fate.UNCHANGED
        if differing:
            headings = ", ".join(self.sheet.headings[self.sheet.columns[word] - 1] for word in differing)
            row.note = _("It stays as it is here; the sheet differs in: %(columns)s.") % {"columns": headings}

    def _differing(self, line: Line, telling: Telling, here: Mapping[str, Any]) -> list[str]:
        told = {word: getattr(telling, word) for word in COMPARED}
        return [
            word
            for word in COMPARED
            if word in self.sheet.columns and line[word] and _plain(told[word]) != _plain(here[word])
        ]

    def _compare_with_each_other(self, rows: Iterable[Row]) -> None:
        """A row said before in the same sheet is left out: by its number, else by village and words."""
        first: dict[str, Row] = {}
        for row in rows:
            key = row.number or row.fingerprint
            if row.fate in {Fate.FAULTY, Fate.OVER} or row.line.number in self.faults.rows:
                continue
            earlier = first.setdefault(key, row)
            if earlier is not row:
                row.fate = Fate.TWICE
                row.note = _("The same as row %(row)d.") % {"row": earlier.line.number}

    def _ask_the_rules(self, rows: list[Row]) -> None:
        """What the report itself would refuse, as it would say it."""
        told = [row.telling for row in rows if row.telling is not None]
        for place, sentence in faults_in(told, by=self.by, now=self.now).items():
            index, _dot, name = place.partition(".")
            line = rows[int(index)].line
            self.faults.put(line.number, line.column(OF_REPORT.get(name, name)), sentence)

    def _telling(self, line: Line) -> Telling:
        return Telling(
            category=self._category(line),
            description=self._text(line, "description", LONG, is_needed=True),
            village=self._village(line),
            request=self._text(line, "request", SHORT),
            urgency=self._urgency(line),
            amount=self._amount(line),
            source=Problem.Source.IMPORT,
            reported_by=self._text(line, "reported_by", LONGEST_NAME),
            raised_on=self._day(line),
        )

    def _named(self, line: Line) -> str:
        """The project a row names, by its number where the workbook's own word for it is known."""
        word = line.words("project")
        return self.here.get(word, word)

    def _link(self, row: Row) -> None:
        """The project it holds up. One that the library does not know is said so, and the problem taken without it."""
        telling, word = row.telling, row.line.words("project")
        if telling is None or not word:
            return
        if word in self.expected:
            row.expects = self.expected[word]
            return
        number = self.projects.find(self._named(row.line), telling.village or (self.own.pk if self.own else ""))
        if number is not None:
            row.telling = replace(telling, project=number)
        elif not row.note:
            row.note = _("The library has no open project “%(word)s”: taken without it.") % {"word": word}

    def _text(self, line: Line, word: str, longest: int, *, is_needed: bool = False) -> str:
        text = line.words(word)
        if len(text) > longest:
            sentence = _("At most %(limit)s characters; it has %(count)s.") % {"limit": longest, "count": len(text)}
            self.faults.put(line.number, line.column(word), sentence)
        if is_needed and not text:
            self.faults.put(line.number, line.column(word), _("What is the problem? The cell is empty."))
        return text

    def _village(self, line: Line) -> str:
        if not line["village"]:
            return ""
        try:
            return self.villages.find(line["county"], line["township"], line["village"])
        except NotFound as fault:
            self.faults.put(line.number, line.column("village"), str(fault))
            return ""

    def _category(self, line: Line) -> str:
        word = line["category"].lower()
        if code := _category_of(word, self.categories):
            return code
        names = "、".join(sorted({name for name in self.categories if name and not name.isascii()}))
        sentence = _("There is no category “%(word)s”; write one of: %(names)s.") % {"word": word, "names": names}
        self.faults.put(line.number, line.column("category"), sentence)
        return ""

    def _urgency(self, line: Line) -> str:
        word = line["urgency"].lower()
        if word not in URGENT | NORMAL:
            sentence = _("Write 紧急 or 一般, or leave the cell empty.")
            self.faults.put(line.number, line.column("urgency"), sentence)
        return Problem.Urgency.URGENT if word in URGENT else Problem.Urgency.NORMAL

    def _amount(self, line: Line) -> Decimal | None:
        text = line["amount"].replace(" ", "")
        if text in {"", "-", "—", "/", "无"}:
            return None
        match = MONEY.fullmatch(text)
        try:
            amount = Decimal(match[1].replace(",", "")) if match else Decimal("NaN")
        except InvalidOperation:
            amount = Decimal("NaN")
        is_wan = (match[2] or "").startswith("万") or not (self.is_yuan or (match[2] or "")) if match else True
        amount = amount * WAN if is_wan else amount
        if not amount.is_finite() or amount > MAX_AMOUNT:
            self.faults.put(line.number, line.column("amount"), _("This is not an amount; write 38 or 38万元."))
            return None
        return amount.quantize(Decimal("0.01"))

    def _is_yuan(self) -> bool:
        """Whether the heading says that amounts are in yuan and not in ten thousands."""
        column = self.sheet.columns.get("amount")
        heading = self.sheet.headings[column - 1] if column else ""
        return "元" in heading and "万" not in heading

    def _day(self, line: Line) -> Any:
        if not line["raised_on"]:
            return None
        try:
            return day(line["raised_on"])
        except NoDay as fault:
            self.faults.put(line.number, line.column("raised_on"), fault.sentence)
            return None


def fingerprint(village: str, description: str) -> str:
    """What makes two rows the same problem: the village, and the words but for their blanks."""
    return hashlib.sha256(f"{village}\x1f{_plain(description)}".encode()).hexdigest()


def _plain(value: Any) -> str:
    return "".join(value.split()) if isinstance(value, str) else str(value)


def _categories() -> dict[str, str]:
    """Codes by every way a sheet may write a category; an empty cell is “other”, where there is such a one."""
    found: dict[str, str] = {}
    for one in queries.categories():
        found |= dict.fromkeys((one.pk, one.name.lower(), one.name_en.lower()), one.pk)
    if "other" in found:
        found[""] = "other"
    return found


def _category_of(word: str, known: Mapping[str, str]) -> str | None:
    """The code that a word means: its name, or a part of one name and of no other (水利 of 饮水与水利)."""
    if word in known:
        return known[word]
    parts = {code for name, code in known.items() if len(word) > 1 and word in name}
    return parts.pop() if len(parts) == 1 else None


def _known(numbers: Iterable[str], by: Posting) -> dict[str, dict[str, Any]]:
    """The problems of these numbers that the actor may see, with what a sheet could tell otherwise."""
    wanted = sorted({number.upper() for number in numbers if OURS.fullmatch(number.upper())})
    found: dict[str, dict[str, Any]] = {}
    fields = ("number", "village_id", "category_id", "description", "request", "amount", "urgency")
    for start in range(0, len(wanted), BATCH):
        rows = queries.visible_to(by).filter(number__in=wanted[start : start + BATCH]).values(*fields)
        for row in rows:
            found[row["number"]] = row | {"village": row["village_id"], "category": row["category_id"]}
    return found
