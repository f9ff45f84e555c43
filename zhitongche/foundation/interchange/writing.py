"""Lists out: .xlsx and .csv, row by row, so that a hundred thousand rows take no more memory than ten; Word and PDF to print."""

import csv
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from ..errors import BadInput, Refused
from ..money import WAN
from ..papers import blocks as papers
from ..papers.setting import ENDINGS, CannotSet, set_document

# How a text may begin that a spreadsheet would take for a formula; full-width marks are made plain by some.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
SHEETS = (".xlsx", ".csv")
WRITTEN = (*SHEETS, *ENDINGS)
# Longer lists are written by a worker; a document takes a second for each hundred rows.
MOST_AT_ONCE, MOST_PRINTED_AT_ONCE = 2000, 100
# What is printed is read by people: whoever wants more takes a sheet.
MOST_PRINTED = 1000
# One of Excel's sheets holds so many rows.
MOST_ROWS = 1_048_000
MEDIA = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
}
# A page that lies is about so many shares wide, in which a figure or a letter of a table takes one.
SHARES, SHARE_OF_A_SIGN = 110, 1.3
# What is longer than this is no number of a record and may run on.
MOST_UNBROKEN = 24
UNBROKEN = re.compile(r"[!-~]+")
Value = str | int | Decimal | date | None


@dataclass(frozen=True)
class Column:
    """One column: the word by which reading knows it again, its heading, and its width in characters."""

    word: str
    heading: str
    width: int = 12
    # Whether it stands in Word and PDF, too, where a page holds a dozen; where none is marked, all of them do.
    is_printed: bool = False


@dataclass(frozen=True)
class Head:
    """What stands above the rows: the list's title, and the watermark that says who took it, when."""

    title: str
    mark: str


def check_ending(name: str) -> str:
    """The ending of a file that can be written. Raises BadInput (`output`)."""
    ending = Path(name).suffix.lower()
    if ending not in WRITTEN:
        raise BadInput({"output": _("The file must end in .xlsx, .csv, .docx or .pdf.")})
    return ending


def at_once(ending: str) -> int:
    """How many rows are written while their reader waits."""
    return MOST_AT_ONCE if ending in SHEETS else MOST_PRINTED_AT_ONCE


def write(path: Path, ending: str, head: Head, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> str:
    """Write the list; rows are taken one after another. Returns the SHA-256 of the file.

    Raises Refused where it is too long to be printed, or where this machine cannot set it.
    """
    if ending in ENDINGS:
        path.write_bytes(_printed(ending, head, columns, rows))
    else:
        (_write_xlsx if ending == ".xlsx" else _write_csv)(path, head, columns, rows)
    whole = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1024 * 1024):
            whole.update(piece)
    return whole.hexdigest()


def content(ending: str, head: Head, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """A short list as its file's bytes, for whoever keeps no job of it. Raises as `write` does."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"list{ending}"
        write(path, ending, head, columns, rows)
        return path.read_bytes()


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


def _printed(ending: str, head: Head, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """The list as an official document that lies, with its mark below and its head on every page."""
    shown = [place for place, column in enumerate(columns) if column.is_printed] or list(range(len(columns)))
    told: list[tuple[papers.Cell, ...]] = []
    for row in rows:
        if len(told) == MOST_PRINTED:
            raise Refused(
                _("A list of more than %(most)s rows is not printed: take it out as Excel.") % {"most": MOST_PRINTED}
            )
        told.append(tuple(papers.Cell(_said(row[place])) for place in shown))
    heads = [columns[place] for place in shown]
    table = papers.Table(
        tuple(papers.Column(one.heading, width) for one, width in zip(heads, _widths(heads, told), strict=True)),
        tuple(told),
        head.title,
        is_landscape=True,
    )
    return printed(papers.Document(head.title, (table, papers.Note(head.mark))), ending)


def printed(document: papers.Document, ending: str) -> bytes:
    """A document as `.docx` or `.pdf`. Raises Refused where this machine cannot set it."""
    try:
        return set_document(document, ending)
    except CannotSet as error:
        sentence = _("This machine lacks %(package)s: ask whoever keeps it.") % {"package": error.package}
        raise Refused(sentence if error.package else str(error)) from error


def _widths(heads: Sequence[Column], told: Sequence[Sequence[papers.Cell]]) -> list[int]:
    """Each column's share: as in a sheet, but no number or date wider than its column, for neither is broken."""
    total = sum(one.width for one in heads)
    shares = [SHARES * one.width / total for one in heads]
    for place in range(len(heads)):
        words = (word for row in told for word in UNBROKEN.findall(row[place].text))
        longest = max((len(word) for word in words), default=0)
        shares[place] = max(shares[place], min(longest, MOST_UNBROKEN) * SHARE_OF_A_SIGN + 2)
    return [round(share) for share in shares]


def _said(value: Value) -> str:
    """A value as a document says it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


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
