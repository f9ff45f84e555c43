"""Whether a sheet may be opened at all: looked at from outside and streamed, before a library unpacks it into memory."""

import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NoReturn
from xml.parsers import expat

from django.utils.translation import gettext as _

from ..errors import BadInput, Sentence

MEBI = 1024 * 1024
MOST_BYTES = 20 * MEBI
MOST_UNPACKED = 200 * MEBI
MOST_PARTS = 2_000
# Honest sheets shrink to a fifteenth; below ten megabytes nobody is hurt by more.
MOST_SHRUNK, HARMLESS = 100, 10 * MEBI
MOST_ROWS = 20_000
MOST_COLUMNS = 200
# Rows times columns: what a reader lays out in memory, filled or not.
MOST_CELLS = 1_000_000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
WORKBOOKS = (".xlsx", ".xlsm")
CHUNK = 256 * 1024
# The fixed part of a local file header in a zip archive.
HEADER = 30

Attributes = dict[str, str]


class Refusal(BadInput):
    """The file as a whole cannot be taken; the fault stands at its first cell."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__({"1:1": sentence})


@dataclass
class Outline:
    """A worksheet from outside: its name, how far its filled cells reach, and which of them hold no value to read.

    Rows and columns are counted from 1. `formulas` may have been saved without their result; `errors` show #N/A and such.
    """

    name: str = ""
    rows: int = 0
    columns: int = 0
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)


def look(path: Path, wanted: Collection[str] = ()) -> Outline | None:
    """The first visible worksheet of an Excel file (or of those of these names), safe to be read; None for a .csv.

    Raises Refusal, also where no worksheet has one of the names.
    """
    ending = path.suffix.lower()
    if not path.is_file():
        raise Refusal(_("There is no file of this name."))
    if path.stat().st_size > MOST_BYTES:
        raise Refusal(_("The file is larger than 20 MB."))
    with path.open("rb") as file:
        start = file.read(4)
    if ending == ".xls" or (start == OLE and ending not in WORKBOOKS):
        raise Refusal(_("This is the old Excel format (.xls): open it and save it as .xlsx."))
    if start == OLE:
        raise Refusal(_("The file is encrypted or in the old Excel format: save it as .xlsx without a password."))
    if ending == ".csv":
        if start == ZIP:
            raise Refusal(_("The file ends in .csv but is an Excel file: give it the ending .xlsx."))
        return None
    if ending not in WORKBOOKS:
        raise Refusal(_("The file must end in .xlsx or .csv."))
    if start != ZIP:
        raise Refusal(_("The file cannot be read as what its ending says."))
    try:
        return _outline(path, wanted)
    except (
        zipfile.BadZipFile,
        zlib.error,
        expat.ExpatError,
        OSError,
        ValueError,
        KeyError,
        NotImplementedError,
    ) as error:
        raise Refusal(_("The file is damaged: open it, save it again and send it anew.")) from error


def _outline(path: Path, wanted: Collection[str]) -> Outline:
    with zipfile.ZipFile(path) as archive, path.open("rb") as raw:
        parts = {info.filename: info for info in archive.infolist()}
        _weigh(list(parts.values()), path.stat().st_size)

        def read(name: str) -> Iterator[bytes]:
            return _inflated(raw, parts[name])

        name, part = _first_sheet(read, wanted)
        for other in parts.values():
            # The header may lie about the size: everything is unpacked once, a piece at a time, before anything is kept.
            if other.filename != part:
                for _piece in _inflated(raw, other):
                    pass
        outline = _Reach().of(read(part))
        outline.name = name
        return outline


def _weigh(parts: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    is_bomb = unpacked > HARMLESS and unpacked > MOST_SHRUNK * size
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or is_bomb:
        raise Refusal(_("Unpacked, the file is far too large; copy the rows into a new sheet and send that."))
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refusal(_("The file is encrypted or in the old Excel format: save it as .xlsx without a password."))


def _inflated(raw: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part of the archive in pieces, never more than its header promises. Raises Refusal where it holds more."""
    raw.seek(part.header_offset)
    header = raw.read(HEADER)
    raw.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    left, out = part.compress_size, 0
    if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise ValueError(part.compress_type)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS) if part.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and (packed := raw.read(min(CHUNK, left))):
        left -= len(packed)
        position = raw.tell()
        while packed:
            piece = inflater.decompress(packed, CHUNK) if inflater else packed
            packed = inflater.unconsumed_tail if inflater else b""
            out += len(piece)
            if out > part.file_size:
                raise Refusal(_("Unpacked, the file is far too large; copy the rows into a new sheet and send that."))
            yield piece
        raw.seek(position)


def _first_sheet(read: Callable[[str], Iterable[bytes]], wanted: Collection[str]) -> tuple[str, str]:
    """The name and the part of the first worksheet that can be seen, and has one of these names where any are given.

    Raises KeyError where there is none.
    """
    targets: dict[str, str] = {}
    sheets: list[Attributes] = []

    def relation(name: str, given: Attributes) -> None:
        if name == "Relationship":
            targets[given["Id"]] = _inside(given["Target"])

    def sheet(name: str, given: Attributes) -> None:
        is_seen = name == "sheet" and given.get("state", "visible") == "visible"
        if is_seen and (not wanted or given["name"].strip() in wanted):
            sheets.append(given)

    _parse(read("xl/_rels/workbook.xml.rels"), relation)
    _parse(read("xl/workbook.xml"), sheet)
    for given in sheets:
        key = next((value for name, value in given.items() if name.endswith(":id")), "")
        if "worksheets/" in targets.get(key, "") or "sheet" in PurePosixPath(targets.get(key, "")).name:
            return given["name"], targets[key]
    raise KeyError("worksheet")


def _inside(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _parse(pieces: Iterable[bytes], start: Callable[[str, Attributes], None]) -> None:
    """Tell `start` each element by its local name. Raises ExpatError; a document with a DTD is none of Excel's."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler = lambda name, given: start(name.rsplit(":", 1)[-1], given)
    for piece in pieces:
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def _no_doctype(*_given: object) -> NoReturn:
    raise ValueError("a document type declaration")


class _Reach:
    """Follows the cells of a worksheet and keeps how far the filled ones reach."""

    def __init__(self) -> None:
        self.outline = Outline()
        self.row = self.column = 0
        self.kind = ""
        self.letters: dict[str, int] = {}

    def of(self, pieces: Iterable[bytes]) -> Outline:
        _parse(pieces, self.element)
        return self.outline

    def element(self, name: str, given: Attributes) -> None:
        if name == "c":
            self._cell(given)
        elif name in {"v", "is"}:
            self._filled()
        elif name == "f":
            if self.kind != "str":
                self.outline.formulas.add((self.row, self.column))
            self._filled()
        elif name == "row":
            self.row = int(given["r"]) if "r" in given else self.row + 1
            self.column = 0

    def _cell(self, given: Attributes) -> None:
        self.kind = given.get("t", "")
        place = given.get("r")
        if place is None:
            self.column += 1
            return
        letters = place.rstrip("0123456789")
        self.row = int(place[len(letters) :])
        column = self.letters.get(letters)
        if column is None:
            column = self.letters[letters] = column_number(letters)
        self.column = column

    def _filled(self) -> None:
        """A cell that holds something; one that only has a border or a colour reaches nowhere."""
        outline = self.outline
        if self.kind == "e":
            outline.errors.add((self.row, self.column))
        if self.row > outline.rows or self.column > outline.columns:
            outline.rows, outline.columns = max(self.row, outline.rows), max(self.column, outline.columns)
            check_extent(outline.rows, outline.columns)


def check_extent(rows: int, columns: int) -> None:
    """Raises Refusal where a sheet reaches further than any list of an office does."""
    if rows > MOST_ROWS and columns <= MOST_COLUMNS:
        raise Refusal(_("A list may have 20,000 rows at most; send it in parts."))
    if columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise Refusal(
            _("The sheet reaches to the cell %(cell)s: clear what stands outside the list and send it again.")
            % {"cell": cell_name(rows, columns)}
        )


def column_number(letters: str) -> int:
    """1 for A, 27 for AA. Raises ValueError for what are no letters of a column."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """A for 1, AA for 27."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """C12, as the sheet itself names it."""
    return f"{column_letters(column)}{row}"
