"""An office's list of working days and days off, read from a sheet: date, worked or not, name."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook

from ..errors import BadInput
from ..interchange import guard
from .models import WorkdayException
from .operations import Row

WORKED = {"1", "true", "yes", "on", "班", "上班", "工作日"}
OFF = {"0", "false", "no", "off", "休", "休息", "放假", "节假日"}
HEADINGS = {"date", "day", "日期"}
WRITTEN_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
# A list of days is a few kilobytes.
MOST_BYTES = 1024 * 1024
NAME_LENGTH: int = WorkdayException._meta.get_field("name").max_length or 0


class Fault(NamedTuple):
    """What is wrong with one cell; row and column count from 1, as in the sheet."""

    row: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.row}:{self.column}: {self.message}"


def read(path: Path) -> tuple[list[Row], list[Fault]]:
    """The declared days of a `.csv` or `.xlsx` file and every fault in it; blank lines and a heading are passed over.

    Raises BadInput (field `file`) where the file is of another kind or cannot be read as what its ending says.
    """
    rows, faults = _read(_cells(path))
    if not rows and not faults:
        faults.append(Fault(1, 1, _("The sheet holds no day.")))
    return rows, faults


def read_typed(text: str) -> tuple[list[Row], list[Fault]]:
    """The declared days of some lines such as “2026-10-08 off”, and every fault in them."""
    return _read([*re.split(r"[\s,，]+", line.strip(), maxsplit=2)] for line in text.splitlines())


def read_uploaded(upload: "UploadedFile[Any]") -> tuple[list[Row], list[Fault]]:
    """As `read`, of a file that a page was sent; a file that cannot be read at all is its one fault."""
    if (upload.size or 0) > MOST_BYTES:
        return [], [Fault(1, 1, _("The sheet is too large for a list of days."))]
    with NamedTemporaryFile(suffix=Path(upload.name or "").suffix) as kept:
        kept.writelines(upload.chunks())
        kept.flush()
        try:
            guard.look(Path(kept.name))
            return read(Path(kept.name))
        except BadInput as bad:
            return [], [Fault(1, 1, str(bad))]


def _read(lines: Iterable[list[str]]) -> tuple[list[Row], list[Fault]]:
    rows: list[Row] = []
    faults: list[Fault] = []
    seen: dict[date, int] = {}
    for number, cells in enumerate(lines, start=1):
        if not any(cells) or (number == 1 and cells[0].lower() in HEADINGS):
            continue
        row, wrong = _row(number, cells)
        if row and row.day in seen:
            wrong = [Fault(number, 1, _("This day already stands in row %(row)d.") % {"row": seen[row.day]})]
        if row:
            seen.setdefault(row.day, number)
            rows.append(row)
        faults += wrong
    return rows, faults


def _row(number: int, cells: list[str]) -> tuple[Row | None, list[Fault]]:
    when, word, name = [*cells, "", "", ""][:3]
    faults = []
    if (day := _day(when)) is None:
        faults.append(Fault(number, 1, _("“%(cell)s” is not a date; write it as 2027-02-08.") % {"cell": when}))
    if word.lower() not in WORKED | OFF:
        faults.append(Fault(number, 2, _("“%(cell)s” is neither 1 (worked) nor 0 (a day off).") % {"cell": word}))
    if len(name) > NAME_LENGTH:
        faults.append(Fault(number, 3, _("The name is longer than %(count)d characters.") % {"count": NAME_LENGTH}))
    if day is None or faults:
        return None, faults
    return Row(day, word.lower() in WORKED, name), []


def _day(text: str) -> date | None:
    match = WRITTEN_DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def _cells(path: Path) -> Iterator[list[str]]:
    match path.suffix.lower():
        case ".csv":
            yield from ([cell.strip() for cell in line] or [""] for line in csv.reader(io.StringIO(_text(path))))
        case ".xlsx":
            yield from ([_written(cell) for cell in line] or [""] for line in _sheet(path))
        case _:
            raise BadInput({"file": _("Only .csv and .xlsx files can be read.")})


def _text(path: Path) -> str:
    """The file's text; Chinese offices' spreadsheets still write GB 18030."""
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput({"file": _("The file is neither UTF-8 nor GB 18030 text.")})


def _sheet(path: Path) -> list[list[Any]]:
    try:
        # Rows keep the numbers they have in the sheet, so that a fault names the row people see.
        return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except Exception as error:  # The reader's own classes differ by what is broken.
        raise BadInput({"file": _("The file is not a readable .xlsx workbook.")}) from error


def _written(cell: Any) -> str:
    """A workbook's cell as it would stand in a text file."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
