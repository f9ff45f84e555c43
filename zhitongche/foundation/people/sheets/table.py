"""A list as offices keep it, read to text: .xlsx or .csv, a title above the headings, columns in any order."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from ...errors import BadInput, Sentence
from ..spelling import tidy

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 20_000
# Headings stand in one of the first rows, under a title or two.
HEADING_ROWS = 10
Headings = Mapping[str, frozenset[str]]
_YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月?)(?: \d{1,2}:\d{2}(:\d{2})?)?")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})")
FIRST_YEAR, LAST_YEAR = 1990, 2099


class Faults(dict[str, Sentence]):
    """Every fault by its place, `row:column` counted from 1 as in the sheet; the first at a place stays."""

    def put(self, row: int, column: int, sentence: Sentence) -> None:
        self.setdefault(f"{row}:{column}", sentence)

    def in_order(self) -> dict[str, Sentence]:
        return dict(sorted(self.items(), key=lambda fault: [int(part) for part in fault[0].split(":")]))


@dataclass(frozen=True)
class Line:
    """One row: its number in the sheet, and its cells by the column's own word."""

    number: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]

    def __getitem__(self, word: str) -> str:
        return self.cells.get(word, "")

    def column(self, word: str) -> int:
        """The number of a column in the sheet; the first where the sheet has no such column."""
        return self.columns.get(word, 1)


def read(path: Path, headings: Headings, required: Iterable[str], faults: Faults) -> list[Line]:
    """The rows under the headings, blank ones left out.

    Raises BadInput (`1:1`) for a file that cannot be read or has no such headings; headings missing or twice are faults.
    """
    rows = _rows(path)
    start, columns = _headings(rows, headings, faults)
    for word in required:
        if word not in columns:
            faults.put(start, 1, _("There is no column “%(heading)s”.") % {"heading": max(headings[word])})
    lines = []
    for number, row in enumerate(rows[start:], start=start + 1):
        cells = {word: row[column - 1] for word, column in columns.items() if column <= len(row)}
        if any(cells.values()):
            lines.append(Line(number, cells, columns))
    if not lines and not faults:
        faults.put(start, 1, _("There is nothing under the headings."))
    return lines


def day(text: str, *, is_end: bool = False) -> date | None:
    """2024-05-20, 2024/5/20, 2024.5.20, 2024年5月20日, 20240520, 2024年5月; None for no day at all.

    A month alone is its first day, as an end the first day after it. Raises ValueError for what is no date.
    """
    match = _YEAR_FIRST.fullmatch(text) or _SOLID.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month = int(match[1]), int(match[2])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(text)
    if match[3] is not None:
        return date(year, month, int(match[3]))
    first = date(year, month, 1)
    if not is_end:
        return first
    return date(year + month // 12, month % 12 + 1, 1)


def _headings(rows: list[list[str]], headings: Headings, faults: Faults) -> tuple[int, dict[str, int]]:
    """The number of the row of headings, and the column of each word known."""
    words = {spelled: word for word, spellings in headings.items() for spelled in spellings}
    for number, row in enumerate(rows[:HEADING_ROWS], start=1):
        known = [(column, words[_bare(cell)]) for column, cell in enumerate(row, start=1) if _bare(cell) in words]
        if len({word for _column, word in known}) < 2:
            continue
        columns: dict[str, int] = {}
        for column, word in known:
            if word in columns:
                faults.put(number, column, _("This heading stands here twice."))
            columns.setdefault(word, column)
        return number, columns
    raise BadInput({"1:1": _("No row of headings was found.")})


def _bare(heading: str) -> str:
    """A heading without blanks, marks and what stands in brackets."""
    return re.sub(r"[\s*:_/]|\(.*?\)", "", heading).lower()


def _rows(path: Path) -> list[list[str]]:
    """Every row of the first sheet as tidy text. Raises BadInput."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInput({"1:1": _("The file is larger than 20 MB.")})
        rows = list(_readers()[path.suffix.lower()](path))
    except KeyError as error:
        raise BadInput({"1:1": _("The file must end in .xlsx or .csv.")}) from error
    except (OSError, ValueError, CalamineError, csv.Error, zipfile.BadZipFile) as error:
        raise BadInput({"1:1": _("The file cannot be read as what its ending says.")}) from error
    if len(rows) > MOST_ROWS:
        raise BadInput({"1:1": _("A list may have 20,000 rows at most; send it in parts.")})
    return [[_text(cell) for cell in row] for row in rows]


def _readers() -> dict[str, Any]:
    return {".xlsx": _spreadsheet, ".csv": _csv}


def _spreadsheet(path: Path) -> Iterable[list[Any]]:
    workbook = CalamineWorkbook.from_path(str(path))
    # Empty rows stay, so that a fault names the row that people see.
    return workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)


def _csv(path: Path) -> Iterable[list[Any]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Excel on a Chinese Windows saves so.
        text = raw.decode("gb18030")
    head = text.split("\n", 1)[0]
    delimiter = max(",\t;，", key=head.count)
    if delimiter == "，":
        raise ValueError("full-width commas part nothing")
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _text(cell: Any) -> str:
    """A cell as people read it: a phone that Excel keeps as a number has no “.0”, a date no midnight."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return tidy("" if cell is None else str(cell).strip("'"))
