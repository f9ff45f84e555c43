"""A list as offices keep it, read to text: .xlsx, .xlsm or .csv, titles above the headings, columns in any order.

`guard` looks at the file first. What cannot be read in a cell is a `Spoilt` text and a fault where its column is used.
"""

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from ..errors import Sentence
from ..people.spelling import tidy
from .guard import MOST_ROWS, Outline, Refusal, cell_name, check_extent, look

# Headings stand in one of the first rows, under a title or two.
HEADING_ROWS = 10
# A spreadsheet keeps fifteen digits of a number; from the sixteenth on they are noughts.
MOST_EXACT = 10**15
Headings = Mapping[str, frozenset[str]]


class Spoilt(str):
    """A cell whose value cannot be known; it reads as empty, and says why."""

    __slots__ = ("sentence",)
    sentence: Sentence

    @classmethod
    def because(cls, sentence: Sentence) -> "Spoilt":
        cell = cls("")
        cell.sentence = sentence
        return cell


class Faults(dict[str, Sentence]):
    """Every fault by its place, `row:column` counted from 1 as in the sheet; the first at a place stays."""

    def put(self, row: int, column: int, sentence: Sentence) -> None:
        self.setdefault(f"{row}:{column}", sentence)

    def in_order(self) -> dict[str, Sentence]:
        return dict(sorted(self.items(), key=lambda fault: [int(part) for part in fault[0].split(":")]))

    @property
    def rows(self) -> set[int]:
        """The numbers of the rows with a fault."""
        return {int(place.split(":")[0]) for place in self}


@dataclass(frozen=True)
class Line:
    """One row: its number in the sheet, and its cells by the column's own word."""

    number: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]

    def __getitem__(self, word: str) -> str:
        """A cell for comparing and looking up: full-width digits plain, runs of blanks made one."""
        return tidy(self.cells.get(word, ""))

    def words(self, word: str) -> str:
        """A cell as it was written, for keeping."""
        return self.cells.get(word, "").strip()

    def column(self, word: str) -> int:
        """The number of a column in the sheet; the first where the sheet has no such column."""
        return self.columns.get(word, 1)


@dataclass(frozen=True)
class Sheet:
    """A list with its headings: `columns` is the number of each word known, `headings` what stands over each column."""

    heading_row: int
    headings: tuple[str, ...]
    columns: Mapping[str, int]
    lines: tuple[Line, ...]

    @property
    def fingerprint(self) -> str:
        """The same for every sheet with these headings in this order."""
        return fingerprint_of(self.headings)

    @property
    def unknown(self) -> list[tuple[int, str]]:
        """Columns with a heading that nobody knows, as (number, heading)."""
        known = set(self.columns.values())
        named = enumerate(self.headings, start=1)
        return [(column, heading) for column, heading in named if heading and column not in known]

    def place(self, row: int, column: int) -> str:
        """“C12 (村)”: a cell as the sheet names it, with its heading."""
        heading = self.headings[column - 1] if column <= len(self.headings) else ""
        return f"{cell_name(row, column)} ({heading})" if heading else cell_name(row, column)


def read(path: Path, headings: Headings, required: Iterable[str], faults: Faults) -> list[Line]:
    """The rows under the headings, blank ones left out.

    Raises BadInput (`1:1`) for a file that cannot be read or has no such headings; headings missing or twice are faults.
    """
    sheet = open_sheet(path, headings, faults)
    for word in required:
        if word not in sheet.columns:
            faults.put(sheet.heading_row, 1, _("There is no column “%(heading)s”.") % {"heading": max(headings[word])})
    if not sheet.lines and not faults:
        faults.put(sheet.heading_row, 1, _("There is nothing under the headings."))
    return list(sheet.lines)


def open_sheet(
    path: Path,
    headings: Headings,
    faults: Faults,
    remembered: Mapping[str, Mapping[str, int]] | None = None,
    wanted: Collection[str] = (),
) -> Sheet:
    """The list in a file. `remembered` are the columns somebody has chosen before, by the headings' fingerprint.

    `wanted` are names of worksheets, where a workbook holds several lists.

    Raises BadInput for a file that cannot be read or has no headings. Doubled headings and spoilt cells are faults.
    """
    rows = _rows(path, wanted)
    number, columns = _headings(rows, headings, remembered or {}, faults)
    lines = []
    for place, row in enumerate(rows[number:], start=number + 1):
        cells = {word: row[column - 1] for word, column in columns.items() if column <= len(row)}
        for word, cell in cells.items():
            if isinstance(cell, Spoilt):
                faults.put(place, columns[word], cell.sentence)
        # A row that only has its running number is blank; words with a line before them are known and say nothing.
        if any(cell or isinstance(cell, Spoilt) for word, cell in cells.items() if not word.startswith("_")):
            lines.append(Line(place, cells, columns))
    return Sheet(number, tuple(tidy(cell) for cell in rows[number - 1]), columns, tuple(lines))


def fingerprint_of(headings: Iterable[str]) -> str:
    text = "\x1f".join(bare(heading) for heading in headings).rstrip("\x1f")
    return hashlib.sha256(text.encode()).hexdigest()


def bare(heading: str) -> str:
    """A heading without blanks, marks and what stands in brackets."""
    return re.sub(r"[\s*:_/]|\(.*?\)", "", tidy(heading)).lower()


def _headings(
    rows: list[list[str]], headings: Headings, remembered: Mapping[str, Mapping[str, int]], faults: Faults
) -> tuple[int, dict[str, int]]:
    """The number of the row of headings, and the column of each word known."""
    words = {spelled: word for word, spellings in headings.items() for spelled in spellings}
    best, found = 0, list[tuple[int, str]]()
    for number, row in enumerate(rows[:HEADING_ROWS], start=1):
        if chosen := remembered.get(fingerprint_of(row)):
            return number, dict(chosen)
        known = [(column, words[bare(cell)]) for column, cell in enumerate(row, start=1) if bare(cell) in words]
        # Headings in two rows: the lower one names the columns. A later row of data never knows more words.
        if len({word for _column, word in known}) >= max(2, len({word for _column, word in found})):
            best, found = number, known
    if not found:
        return _likely(rows), {}
    columns: dict[str, int] = {}
    for column, word in found:
        if word in columns:
            faults.put(best, column, _("This heading stands here twice."))
        columns.setdefault(word, column)
    return best, columns


def _likely(rows: list[list[str]]) -> int:
    """The first row that could be headings: several cells, all different. Raises Refusal where there is none."""
    for number, row in enumerate(rows[:HEADING_ROWS], start=1):
        filled = [cell for cell in row if cell]
        if len(filled) >= 3 and len(set(filled)) == len(filled):
            return number
    raise Refusal(_("No row of headings was found."))


def sheets_of(path: Path) -> list[str]:
    """The names of a workbook's worksheets that can be seen; none for a .csv. Raises Refusal."""
    if look(path) is None:
        return []
    workbook = CalamineWorkbook.from_path(str(path))
    return [one.name.strip() for one in workbook.sheets_metadata if one.visible == SheetVisibleEnum.Visible]


def _rows(path: Path, wanted: Collection[str] = ()) -> list[list[str]]:
    """Every row of the first visible sheet (or of one of these names) as text. Raises Refusal."""
    try:
        outline = look(path, wanted)
        rows = [[text_of(cell) for cell in row] for row in _csv(path)] if outline is None else _excel(path, outline)
    except (OSError, ValueError, CalamineError, csv.Error) as error:
        raise Refusal(_("The file cannot be read as what its ending says.")) from error
    if len(rows) > MOST_ROWS:
        raise Refusal(_("A list may have 20,000 rows at most; send it in parts."))
    check_extent(len(rows), max(map(len, rows), default=0))
    return rows


def _excel(path: Path, outline: Outline) -> list[list[str]]:
    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(outline.name)
        # Empty rows stay, so that a fault names the row that people see.
        rows = [[text_of(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    except BaseException as error:
        # What the library did not foresee ends in an exception of its own that is not even an `Exception`.
        if type(error).__name__ == "PanicException":
            raise ValueError("the reader gave up") from error
        raise
    _spread(sheet, rows)
    _spoil(rows, outline)
    return rows


def _spread(sheet: CalamineSheet, rows: list[list[str]]) -> None:
    """Fill a merged cell's value down over the rows it spans: one village written beside five problems."""
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        for row in rows[top + 1 : bottom + 1]:
            if value and left < len(row) and not row[left]:
                row[left] = value


def _spoil(rows: list[list[str]], outline: Outline) -> None:
    for places, sentence in (
        (
            outline.formulas,
            gettext_lazy("The formula was saved without its result: open the sheet, save it, send it again."),
        ),
        (outline.errors, gettext_lazy("The formula in this cell shows an error; write the value itself.")),
    ):
        for row, column in places:
            if row <= len(rows) and column <= len(rows[row - 1]) and not rows[row - 1][column - 1]:
                rows[row - 1][column - 1] = Spoilt.because(sentence)


def _csv(path: Path) -> Iterator[list[Any]]:
    raw = path.read_bytes()
    text = _decoded(raw)
    head = text.split("\n", HEADING_ROWS)[:HEADING_ROWS]
    delimiter = max(",\t;，", key=lambda mark: max(line.count(mark) for line in head))
    if delimiter == "，":
        raise ValueError("full-width commas part nothing")
    return islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), MOST_ROWS + 1)


def _decoded(raw: bytes) -> str:
    """UTF-8, the GB18030 that Excel writes on a Chinese Windows, or its “Unicode text”. Raises UnicodeDecodeError."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def text_of(cell: Any) -> str:
    """A cell as people read it: a phone that Excel keeps as a number has no “.0”, a date no midnight."""
    if isinstance(cell, str):
        return _written(cell)
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        if abs(cell) >= MOST_EXACT:
            return Spoilt.because(
                gettext_lazy(
                    "The sheet has lost the last digits of this number: give the column the format “text”, write it again."
                )
            )
        return str(int(cell)) if cell.is_integer() else format(Decimal(repr(cell)), "f")
    return "" if cell is None else _written(str(cell))


def _written(text: str) -> str:
    """Without control characters, blanks at the ends, and the mark that keeps a text from being taken for a formula."""
    text = text.strip().removeprefix("'")
    if text.isprintable():
        return text
    kept = (mark for mark in text if mark == "\n" or unicodedata.category(mark)[0] != "C")
    return "".join(kept).strip()
