"""办理情况反馈表: a department's open items out, and what it wrote beside them back in, as acts of that account."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import Any
from uuid import UUID

import pydantic
from django.utils.translation import gettext as _

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.errors import BadInput, Refused, Sentence
from zhitongche.foundation.interchange import queries as interchange
from zhitongche.foundation.interchange.dates import NoDay, day
from zhitongche.foundation.interchange.operations import remember_lines
from zhitongche.foundation.interchange.reading import Faults, Line, Sheet, open_sheet
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.web import acts, bodies

from .. import queries
from ..actions import ACTIONS
from ..models import Problem, ProblemEvent, Rectification
from .columns import FEEDBACK_HEADINGS, LIST_MARK, SUBMITS, WORKS

KIND = "feedback"
# What parts the names of several files in one cell.
BETWEEN = re.compile(r"[、,;\n]+")
# The sheet's column that a fault of an act belongs to.
OF_ACT = {
    "text": "progress",
    "evidence": "progress",
    "reason": "reason",
    "due_on": "due_on",
    "photos": "files",
    "evidence_files": "files",
}
Act = tuple[str, dict[str, Any]]


@dataclass
class Item:
    """One row: the problem it is about, the acts it asks for, and whether they were done before."""

    line: Line
    problem: Problem | None = None
    acts: list[Act] = field(default_factory=list)
    fingerprint: str = ""
    is_done: bool = False

    @property
    def labels(self) -> list[Any]:
        return [ACTIONS[verb].label for verb, _body in self.acts]


@dataclass
class Return:
    """A sheet that came back, with what each of its rows asks for; rows nobody touched are not among them."""

    sheet: Sheet
    faults: Faults
    items: list[Item]

    @property
    def to_do(self) -> list[Item]:
        return [item for item in self.items if item.acts and not item.is_done]


def read(path: Path, files: Mapping[str, UUID], *, postings: Sequence[Posting]) -> Return:
    """What the sheet asks for. `files` are those sent with it, by name. Raises BadInput where it cannot be read."""
    faults = Faults()
    sheet = open_sheet(path, FEEDBACK_HEADINGS, faults)
    if "number" not in sheet.columns:
        faults.put(sheet.heading_row, 1, _("No column has the problems' numbers."))
    found = _problems(sheet.lines, postings)
    known = _by_name(files)
    # The rectification list itself may come back: what it told already is no act, and its files are here.
    said = _said(found.values()) if LIST_MARK in sheet.headings else None
    items = [_Row(line, faults, known, said).item(found) for line in sheet.lines]
    items = [item for item in items if item.acts or item.line.number in faults.rows]
    office = "/".join(sorted({one.department.code for one in postings if one.department}))
    for item in items:
        item.fingerprint = _fingerprint(office, item.line)
    taken = set(interchange.lines_taken(KIND, (item.fingerprint for item in items)))
    for item in items:
        item.is_done = item.fingerprint in taken
        # A row said twice in one sheet is done once.
        taken.add(item.fingerprint)
    return Return(sheet, faults, items)


class _OnlyChecked(Exception):
    """Ends a check: everything was tried, nothing is kept."""


def check(told: Return, *, postings: Sequence[Posting], now: datetime) -> None:
    """Try every act and take it all back; what would be refused is left in `told.faults`."""
    with suppress(_OnlyChecked), audit.unit():
        _try_all(told, postings, now)
        raise _OnlyChecked


def act(told: Return, *, postings: Sequence[Posting], now: datetime) -> int:
    """Do what the sheet asks for, all or nothing; returns how many rows acted.

    Raises BadInput by row:column, NotNow where somebody else has sent the same rows in the meantime.
    """
    with audit.unit():
        _try_all(told, postings, now)
        if told.faults:
            raise BadInput(told.faults.in_order())
        done = told.to_do
        remember_lines(KIND, {item.fingerprint: item.line["number"].upper() for item in done}, now)
    return len(done)


def act_on_each(
    verb: str, problems: Sequence[Problem], body: Mapping[str, Any], *, postings: Sequence[Posting], now: datetime
) -> list[tuple[Problem, Refused | None]]:
    """The same act on several problems, each on its own: with each, what refused it, or None where it was done."""
    results: list[tuple[Problem, Refused | None]] = []
    # One unit around them all, so that each inside has a point of its own to go back to.
    with audit.unit():
        for problem in problems:
            refusal: Refused | None = None
            try:
                with audit.unit():
                    _perform(verb, problem, body, postings, now)
            except Refused as refused:
                refusal = refused
            results.append((problem, refusal))
    return results


def _try_all(told: Return, postings: Sequence[Posting], now: datetime) -> None:
    for item in told.to_do:
        if item.line.number in told.faults.rows or item.problem is None:
            continue
        for verb, body in item.acts:
            try:
                with audit.unit():
                    _perform(verb, item.problem, body, postings, now)
            except BadInput as bad:
                for name, sentence in bad.faults.items():
                    told.faults.put(item.line.number, item.line.column(OF_ACT.get(name, "number")), sentence)
            except Refused as refused:
                told.faults.put(item.line.number, item.line.column("number"), refused.reason)


def _perform(verb: str, problem: Problem, body: Mapping[str, Any], postings: Sequence[Posting], now: datetime) -> None:
    """One act by the same table, rules and limits as from its own page."""
    action = ACTIONS[verb]

    def checked() -> Mapping[str, Any]:
        if action.schema is None:
            return body
        try:
            return dict(action.schema.model_validate(dict(body)))
        except pydantic.ValidationError as error:
            raise BadInput(bodies.named(error.errors(include_url=False))) from error

    acts.perform(action, problem, postings=postings, now=now, read=checked)


def _problems(lines: Sequence[Line], postings: Sequence[Posting]) -> dict[str, Problem]:
    numbers = {line["number"].upper() for line in lines} - {""}
    seen = queries.for_page(queries.visible_to(*postings)).filter(number__in=numbers)
    return {problem.number: problem for problem in seen}


def _said(found: Iterable[Problem]) -> dict[str, set[str]]:
    """What was told of these problems before, by their numbers: each progress, and what came of each promise."""
    problems, said = list(found), defaultdict[str, set[str]](set)
    steps = ProblemEvent.objects.filter(problem__in=problems, action="report_progress")
    for number, body in steps.values_list("problem__number", "body"):
        said[number].add(_spelled(body.get("text", "")))
    for number, result in Rectification.objects.filter(problem__in=problems).values_list("problem__number", "result"):
        said[number].add(_spelled(result))
    return said


class _Row:
    """One row, read: which acts it asks for."""

    def __init__(
        self, line: Line, faults: Faults, files: Mapping[str, UUID], said: Mapping[str, set[str]] | None
    ) -> None:
        self.line, self.faults, self.files, self.said = line, faults, files, said

    def item(self, found: Mapping[str, Problem]) -> Item:
        line = self.line
        number = line["number"].upper()
        progress, state = line.words("progress"), line["state"].replace(" ", "")
        item = Item(line, found.get(number))
        if self.said is not None and (not progress or _spelled(progress) in self.said.get(number, ())):
            return item
        if not (progress or state in SUBMITS or line["due_on"] or line["files"]):
            if state not in WORKS:
                self._fault("state", _("Write 办理中 or 申请销号."))
            return item
        if item.problem is None:
            self._fault("number", _("There is no problem of this number within your reach."))
            return item
        if state not in SUBMITS | WORKS:
            self._fault("state", _("Write 办理中 or 申请销号."))
        photos, documents = self._files()
        if state in SUBMITS:
            item.acts.append(("submit_closure", {"evidence": progress, "photos": photos, "evidence_files": documents}))
        elif progress:
            if documents:
                self._fault("files", _("Documents come with the closing; with progress only photos."))
            item.acts.append(("report_progress", {"text": progress, "photos": photos}))
        if state not in SUBMITS:
            item.acts.extend(self._later(item.problem))
        return item

    def _later(self, problem: Problem) -> Iterator[Act]:
        """The wish for another date, where the sheet names one."""
        if not self.line["due_on"]:
            return
        try:
            wanted: date | None = day(self.line["due_on"])
        except NoDay as fault:
            self._fault("due_on", fault.sentence)
            return
        if wanted != problem.due_on:
            yield "extend", {"due_on": wanted, "reason": self.line.words("reason")}

    def _files(self) -> tuple[list[UUID], list[UUID]]:
        """The photos and the documents that the row names, among those sent with the sheet."""
        photos: list[UUID] = []
        documents: list[UUID] = []
        for name in BETWEEN.split(self.line["files"]):
            if not name.strip():
                continue
            found = self.files.get(_spelled(name)) or self.files.get(_spelled(PurePath(name).stem))
            if found is None and self.said is not None:
                continue
            if found is None:
                sentence = _("No file of this name was sent with the sheet: %(name)s.") % {"name": name.strip()}
                self._fault("files", sentence)
            else:
                (documents if name.strip().lower().endswith((".pdf", ".docx", ".xlsx")) else photos).append(found)
        return photos, documents

    def _fault(self, word: str, sentence: Sentence) -> None:
        self.faults.put(self.line.number, self.line.column(word), sentence)


def _spelled(name: str) -> str:
    return "".join(name.lower().split())


def _by_name(files: Mapping[str, UUID]) -> dict[str, UUID]:
    """Files by their names, with and without the ending: a photo is kept as .jpg whatever it came as."""
    found: dict[str, UUID] = {}
    for name, key in files.items():
        found[_spelled(PurePath(name).stem)] = key
    return found | {_spelled(name): key for name, key in files.items()}


def _fingerprint(office: str, line: Line) -> str:
    said = [office, *(line[word] for word in ("number", "progress", "state", "due_on", "reason", "files"))]
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()
