"""What a workbook of projects and their problems would do, row by row, before it does it; nothing is written here."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.problems.sheets import importing as listing
from zhitongche.express.problems.sheets.villages import Villages
from zhitongche.express.projects import queries
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.operations import planning
from zhitongche.express.projects.operations.planning import Money, faults_in
from zhitongche.foundation.errors import Sentence
from zhitongche.foundation.interchange import queries as interchange
from zhitongche.foundation.interchange.fates import Fate, Plan
from zhitongche.foundation.interchange.guard import Refusal, look
from zhitongche.foundation.interchange.reading import Faults, Line, open_sheet, sheets_of
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.sheets.places import NotFound
from zhitongche.foundation.permissions.catalogue import Permission

from . import cells
from .columns import HEADINGS, HINTS, LIBRARY, MONEY, NO, PROBLEMS, YES

T = TypeVar("T")
# Under which columns that were chosen, and projects that a workbook has brought, are remembered.
KIND = "projects"
LONGEST = {"title": 60, "goal": 1000, "scope_of_works": 1000, "difficulties": 1000, "benefit": 500, "batch": 40}
# Which column of the sheet a fault of the plan belongs to.
OF_PLAN = {"industry": "industry", "village": "village", "ends_on": "days", "investment": "investment"}


@dataclass
class Row:
    """One project of the sheet; `number` is the project it is, `plan` what would be planned, `key` its name in the file."""

    line: Line
    key: str
    fate: Fate = Fate.NEW
    number: str = ""
    note: str = ""
    plan: planning.Plan | None = None
    fingerprint: str = ""


@dataclass
class Batch(Plan[Row]):
    """A workbook: its library with the fate of each row, and its list of problems; nothing is done while either has a fault.

    `remark` says what there is to say of the list of problems where the workbook holds none.
    """

    problems: listing.Plan | None = None
    remark: str = ""

    @property
    def new_problems(self) -> int:
        return len(self.problems.new) if self.problems is not None else 0

    @property
    def to_do(self) -> int:
        """How many projects and problems are new."""
        return len(self.new) + self.new_problems

    @property
    def has_faults(self) -> bool:
        return bool(self.faults) or (self.problems is not None and self.problems.has_faults)

    def faults_told(self) -> dict[str, Sentence]:
        """Every fault of both lists in the order of their rows, the problems' as `problems row:column`."""
        found = super().faults_told()
        if self.problems is not None:
            found |= {f"problems {place}": said for place, said in self.problems.faults_told().items()}
        return found


def plan(path: Path, *, by: Posting, now: datetime) -> Batch:
    """Read the library's list, and the list of problems beside it where there is one. Raises BadInput where it cannot.

    A workbook of one list is read whatever its name; of several the library's is known by its name, or is the first
    that is no list of problems.
    """
    faults, names = Faults(), sheets_of(path)
    chosen = interchange.columns_chosen(KIND, interchange.office_of(by))
    sheet = open_sheet(path, HEADINGS, faults, chosen, _library_of(names))
    made = Batch(sheet, faults)
    if "title" not in sheet.columns:
        faults.put(sheet.heading_row, 1, _("There is no column “%(heading)s”.") % {"heading": "项目名称"})
    elif not sheet.lines:
        faults.put(sheet.heading_row, 1, _("There is nothing under the headings."))
    else:
        _Check(made, by, now).run()
    if not any(name in PROBLEMS for name in names):
        made.remark = _("There is no list of problems (问题清单) in this workbook.")
    elif (found := _problems_of(path, made, by, now)) is None:
        made.remark = _("The list of problems (问题清单) is empty.")
    else:
        made.problems = found
    return made


def _library_of(names: Sequence[str]) -> Sequence[str]:
    """The name of the sheet that holds the library; none where the file has no names. Raises Refusal where no sheet can be it."""
    named = [name for name in names if name in LIBRARY] or [name for name in names if name not in PROBLEMS]
    if names and not named:
        raise Refusal(
            _("There is no list of projects (项目库) in this workbook; a list of problems alone goes to the problems.")
        )
    return named[:1]


def _problems_of(path: Path, made: Batch, by: Posting, now: datetime) -> listing.Plan | None:
    """The list of problems; None for a blank sheet, and for headings with nothing under them: a form nobody filled in."""
    outline = look(path, PROBLEMS)
    if outline is None or not outline.rows:
        return None
    words = _words(made)
    found = listing.plan(
        path,
        by=by,
        now=now,
        wanted=PROBLEMS,
        expected={word: row.key for word, row in words.items() if not row.number},
        here={word: row.number for word, row in words.items() if row.number},
    )
    return found if found.sheet.lines else None


def _words(made: Batch) -> dict[str, Row]:
    """The words by which the list of problems may name a project of this workbook: its running number, and its title."""
    words: dict[str, Row] = {}
    titles = Counter(row.line.words("title") for row in made.rows)
    for row in made.rows:
        if number := row.line["no"]:
            words[number] = row
        # A title that two projects bear names neither.
        if titles[title := row.line.words("title")] == 1:
            words.setdefault(title, row)
    return words


class _Check:
    """One pass over the rows; what is looked up is looked up once for all of them."""

    def __init__(self, made: Batch, by: Posting, now: datetime) -> None:
        self.batch, self.by, self.now = made, by, now
        self.faults, self.sheet = made.faults, made.sheet
        self.own = by.region if by.may(Permission.PROJECT_PLAN) else None
        self.villages = Villages(by, timezone.localdate(now))
        self.industries = {
            word: one.code for one in queries.industries() for word in (one.code, one.name, one.name_en.lower())
        }

    def run(self) -> None:
        rows = self.batch.rows = [Row(line, str(line.number)) for line in self.sheet.lines]
        for row in rows:
            row.plan = self._plan(row)
        here = _here(rows, self.by)
        first: dict[tuple[str, str], Row] = {}
        for row in rows:
            if row.plan is None:
                continue
            self._settle(row, here)
            earlier = first.setdefault((row.plan.village, row.plan.title), row)
            if earlier is not row and row.fate is Fate.NEW:
                row.fate, row.note = Fate.TWICE, _("The same as row %(row)d.") % {"row": earlier.line.number}
                row.key = earlier.key
        self._know_again([row for row in rows if row.fate is Fate.NEW and row.plan is not None])
        self._ask_the_rules([row for row in rows if row.fate is Fate.NEW and row.plan is not None])
        for row in rows:
            if row.line.number in self.faults.rows:
                row.fate = Fate.FAULTY

    def _settle(self, row: Row, here: dict[tuple[str, str], Project]) -> None:
        if row.plan is None:
            return
        number = row.line["number"].upper()
        found = here.get(("", number)) if number else None
        if number.startswith("XM-") and found is None:
            sentence = _("There is no project of this number within your reach.")
            self.faults.put(row.line.number, row.line.column("number"), sentence)
            return
        found = found or here.get((row.plan.village, row.plan.title))
        if found is None:
            return
        row.number = found.number
        differing = [heading for heading, was, told in _compared(found, row.plan) if told not in {None, "", was}]
        row.fate = Fate.DIFFERS if differing else Fate.UNCHANGED
        if differing:
            row.note = _("It stays as it is here; the sheet differs in: %(columns)s.") % {
                "columns": "、".join(differing)
            }

    def _know_again(self, rows: list[Row]) -> None:
        """What a workbook has brought before is here, whatever its title or village is by now."""
        for row in rows:
            row.fingerprint = fingerprint(row.plan, self.own.pk if self.own else "") if row.plan else ""
        taken = interchange.lines_taken(KIND, (row.fingerprint for row in rows))
        for row in rows:
            if row.fingerprint in taken:
                row.fate, row.number = Fate.UNCHANGED, taken[row.fingerprint]

    def _ask_the_rules(self, rows: list[Row]) -> None:
        """What planning itself would refuse, as it would say it."""
        for place, sentence in faults_in([row.plan for row in rows if row.plan], by=self.by, now=self.now).items():
            index, _dot, name = place.partition(".")
            line = rows[int(index)].line
            self.faults.put(line.number, line.column(OF_PLAN.get(name, "title")), sentence)

    def _plan(self, row: Row) -> planning.Plan | None:
        line = row.line
        title, goal = self._text(line, "title", is_needed=True), self._text(line, "goal")
        days = self._days(line)
        money = [
            Money(name, kind.value, amount)
            for word, (kind, name) in MONEY.items()
            if (amount := self._amount(line, word)) is not None
        ]
        investment = self._amount(line, "investment")
        village = self._village(line)
        industry = self._industry(row, title)
        if days is None or line.number in self.faults.rows:
            return None
        return planning.Plan(
            title=title,
            # An office's list may tell what is built and not what for.
            goal=goal or self._text(line, "scope_of_works") or title,
            industry=industry,
            starts_on=days[0],
            ends_on=days[1],
            village=village,
            funding=money,
            investment=investment,
            scope_of_works=self._text(line, "scope_of_works"),
            difficulties=self._text(line, "difficulties"),
            benefit=self._text(line, "benefit"),
            household_count=self._cell(line, "households", cells.count_of),
            expected_income=self._amount(line, "income"),
            is_publicized=self._yes(line),
            batch=self._text(line, "batch"),
        )

    def _cell(self, line: Line, word: str, read: Callable[[str], T]) -> T | None:
        try:
            return read(line[word])
        except cells.NoValue as fault:
            self.faults.put(line.number, line.column(word), str(fault))
            return None

    def _amount(self, line: Line, word: str) -> Decimal | None:
        column = self.sheet.columns.get(word)
        unit = cells.unit_of(self.sheet.headings[column - 1]) if column else None
        return self._cell(line, word, lambda text: cells.amount_of(text, unit))

    def _days(self, line: Line) -> tuple[date, date] | None:
        if line["days"]:
            return self._cell(line, "days", cells.days_of)
        if line["starts_on"] and line["ends_on"]:
            first, last = self._cell(line, "starts_on", cells.one_day), self._cell(line, "ends_on", cells.one_day)
            return (first, last) if first and last else None
        self.faults.put(line.number, line.column("days"), _("Write from and until: 2026-03-01至2026-12-31."))
        return None

    def _text(self, line: Line, word: str, *, is_needed: bool = False) -> str:
        text, longest = line.words(word), LONGEST[word]
        if len(text) > longest:
            sentence = _("At most %(limit)s characters; it has %(count)s.") % {"limit": longest, "count": len(text)}
            self.faults.put(line.number, line.column(word), sentence)
        if is_needed and not text:
            self.faults.put(line.number, line.column(word), _("The cell is empty."))
        return text

    def _village(self, line: Line) -> str:
        if not line["village"]:
            if self.own is None:
                self.faults.put(line.number, line.column("village"), _("Name the village the project is for."))
            return ""
        try:
            return self.villages.find(line["county"], line["township"], line["village"])
        except NotFound as fault:
            self.faults.put(line.number, line.column("village"), str(fault))
            return ""

    def _industry(self, row: Row, title: str) -> str:
        word = row.line["industry"].lower()
        if word in self.industries:
            return self.industries[word]
        parts = {code for name, code in self.industries.items() if len(word) > 1 and word in name}
        if len(parts) == 1:
            return parts.pop()
        known = set(self.industries.values())
        hint = next((code for sign, code in HINTS if code in known and (sign in word or sign in title)), None)
        if hint is None:
            names = "、".join(sorted({name for name in self.industries if not name.isascii()}))
            sentence = _("There is no industry “%(word)s”; write one of: %(names)s.") % {"word": word, "names": names}
            self.faults.put(row.line.number, row.line.column("industry"), sentence)
            return ""
        name = next(name for name, code in self.industries.items() if code == hint and not name.isascii())
        row.note = _("Taken for: %(industry)s.") % {"industry": name}
        return hint

    def _yes(self, line: Line) -> bool:
        word = line["is_publicized"].lower()
        if word not in YES | NO:
            self.faults.put(line.number, line.column("is_publicized"), _("Write 是 or 否."))
        return word in YES


def fingerprint(told: planning.Plan, own: str) -> str:
    """What makes two rows the same project: the village (`own` where the row names none), and the title but for its blanks."""
    return hashlib.sha256(f"{told.village or own}\x1f{''.join(told.title.split())}".encode()).hexdigest()


def _here(rows: Iterable[Row], by: Posting) -> dict[tuple[str, str], Project]:
    """The projects that the rows name, by ("", number) and by (village, title); one statement each."""
    plans = [row.plan for row in rows if row.plan is not None]
    numbers = [number for row in rows if (number := row.line["number"].upper())]
    seen = queries.visible_to(by)
    found: dict[tuple[str, str], Project] = {("", one.number): one for one in seen.filter(number__in=numbers)}
    villages = {one.village or (by.region_id or "") for one in plans}
    for one in seen.filter(village__in=villages, title__in={plan.title for plan in plans}):
        found[one.village_id, one.title] = one
    return found


def _compared(here: Project, told: planning.Plan) -> list[tuple[str, Any, Any]]:
    """What a sheet may tell otherwise: (heading, here, told)."""
    investment = told.planned if told.investment is None else told.investment
    return [
        ("项目名称", here.title, told.title),
        ("建设目标", here.goal, told.goal),
        ("建设内容及规模", here.scope_of_works, told.scope_of_works),
        ("总投资", here.investment_amount, investment or None),
    ]
