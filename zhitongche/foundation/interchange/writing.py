"""Sheets out: .xlsx and .csv, row by row, so that a hundred thousand rows take no more memory than ten."""

import csv
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from ..errors import BadInput
from ..money import WAN

# How a text may begin that a spreadsheet would take for a formula; full-width marks are made plain by some.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
WRITTEN = (".xlsx", ".csv")
LATER = (".pdf", ".docx")
# One of Excel's sheets holds so many rows.
MOST_ROWS = 1_048_000
MEDIA = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
}
Value = str | int | Decimal | date | None


@dataclass(frozen=True)
class Column:
    """One column: the word by which reading knows it again, its heading, and its width in characters."""

    word: str
    heading: str
    width: int = 12


@dataclass(frozen=True)
class Head:
    """What stands above the rows: the list's title, and the watermark that says who took it, when."""

    title: str
    mark: str


def check_ending(name: str) -> str:
    """The ending of a file that can be written. Raises BadInput (`output`)."""
    ending = Path(name).suffix.lower()
    if ending in LATER:
        raise BadInput({"output": _("Word and PDF come with a later version; write .xlsx or .csv.")})
    if ending not in WRITTEN:
        raise BadInput({"output": _("The file must end in .xlsx or .csv.")})
    return ending


def write(path: Path, ending: str, head: Head, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> str:
    """Write the sheet; rows are taken one after another. Returns the SHA-256 of the file."""
    (_write_xlsx if ending == ".xlsx" else _write_csv)(path, head, columns, rows)
    whole = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1024 * 1024):
            whole.update(piece)
    return whole.hexdigest()


def _write_xlsx(path: Path, head: Head, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> None:
    options = {
        "constant_memory": True,
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    # Its drafts lie beside the file, not in a folder that others may read.
    with xlsxwriter.Workbook(str(path), {**options, "tmpdir": str(path.parent)}) as book:
        sheet = book.add_worksheet(head.title[:31])
        titled = book.add_format({"bold": True, "font_size": 16})
        dim = book.add_format({"font_color": "#666666"})
        bold = book.add_format({"bold": True, "border": 1, "bg_color": "#F1EDE6", "text_wrap": True})
        dated = book.add_format({"num_format": "yyyy-mm-dd"})
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)
        sheet.freeze_panes(3, 0)
        # A lone & would begin a code of the header's own.
        sheet.set_header(f"&L{_plain(head.title)}&R{_plain(head.mark)}"[:250])
        sheet.set_footer(f"&L{_plain(head.mark)}&R&P / &N"[:250])
        sheet.write_string(0, 0, head.title, titled)
        sheet.write_string(1, 0, head.mark, dim)
        for place, column in enumerate(columns):
            sheet.write_string(2, place, column.heading, bold)
        last = _fill(sheet, rows, dated)
        sheet.write_string(last + 1, 0, head.mark, dim)


def _fill(sheet: Any, rows: Iterable[Sequence[Value]], dated: Any) -> int:
    """Write the rows from the fourth on; the number of the row after the last."""
    number, string = sheet.write_number, sheet.write_string
    at = 3
    for at, row in enumerate(rows, start=3):
        for place, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    string(at, place, f"'{value}" if value[0] == "'" else value)
            elif isinstance(value, date):
                sheet.write_datetime(at, place, value, dated)
            elif value is not None:
                number(at, place, value)
    return at + 1


def _plain(text: str) -> str:
    return text.replace("&", "&&")


def _write_csv(path: Path, head: Head, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([safe(head.title)])
        writer.writerow([safe(head.mark)])
        writer.writerow([column.heading for column in columns])
        writer.writerows([safe(value) if isinstance(value, str) else value for value in row] for row in rows)
        writer.writerow([safe(head.mark)])


def in_wan(amount: Decimal | None) -> Decimal | None:
    """Yuan as ten thousands, without noughts behind: 38.4, never 3.84E+1."""
    return None if amount is None else without_noughts(amount / WAN)


def without_noughts(figure: Decimal) -> Decimal:
    """The same figure without noughts behind the point, and never with an exponent."""
    return Decimal(f"{figure.normalize():f}")


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula; reading takes the mark off again."""
    return f"'{text}" if text.startswith((*FORMULA_MARKS, "'")) else text
