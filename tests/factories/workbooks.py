"""Excel files of the tests: honest ones, and those that a guard has to stop."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600


def book(
    path: Path, rows: Sequence[Sequence[Any]], *, is_1904: bool = False, then: Callable[..., None] | None = None
) -> Path:
    """A workbook with one sheet; `then(book, sheet)` may go on writing to it."""
    with xlsxwriter.Workbook(str(path), {"date_1904": is_1904}) as made:
        # The same bytes whenever it is written.
        made.set_properties({"created": datetime(2026, 5, 20, tzinfo=UTC)})
        sheet = made.add_worksheet("问题清单")
        dated = made.add_format({"num_format": "yyyy-mm-dd"})
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, dated)
                elif isinstance(value, str) and value.startswith("="):
                    sheet.write_string(row, column, value)
                else:
                    sheet.write(row, column, value)
        if then is not None:
            then(made, sheet)
    return path


def rewritten(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The same file with one of its parts changed."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return path


def bomb(path: Path) -> Path:
    """A small file whose one sheet unpacks to more than two hundred megabytes."""
    book(path, [["编号"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file, file.open("xl/worksheets/sheet2.xml", "w") as part:
        for _ in range(210):
            part.write(b" " * 1024 * 1024)
    return path


def lying(path: Path) -> Path:
    """A file whose header says that a part is small, and it is not."""
    book(path, [["编号"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/media/large.bin", b"\0" * 40 * 1024 * 1024)
    raw = bytearray(path.read_bytes())
    at = raw.rindex(b"PK\x01\x02", 0, raw.rindex(b"xl/media/large.bin"))
    raw[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(bytes(raw))
    return path


def far_cell(path: Path) -> Path:
    """One cell at the far corner of the sheet, XFD1048576."""
    return book(
        path,
        [["编号", "村", "问题描述"], ["", "建新村", "x"]],
        then=lambda _book, sheet: sheet.write(1048575, 16383, "x"),
    )


def several(path: Path, lists: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook with a sheet for each list, by its name."""
    with xlsxwriter.Workbook(str(path)) as made:
        made.set_properties({"created": datetime(2026, 5, 20, tzinfo=UTC)})
        for name, rows in lists.items():
            sheet = made.add_worksheet(name)
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    sheet.write(row, column, value)
    return path


def batch(path: Path, library: Sequence[Sequence[Any]], problems: Sequence[Sequence[Any]]) -> Path:
    """A workbook of an office's first batch: its project library, and the list of problems beside it."""
    return several(path, {"项目库": library, "问题清单": problems})
