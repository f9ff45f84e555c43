"""Which documents are taken: told by what is in them, never by their name."""

import zipfile
from typing import BinaryIO

PDF = b"%PDF-"
ZIP = b"PK\x03\x04"
OFFICE = "application/vnd.openxmlformats-officedocument."
# The part that makes a package a document of its kind.
PACKAGES = {
    "word/document.xml": OFFICE + "wordprocessingml.document",
    "xl/workbook.xml": OFFICE + "spreadsheetml.sheet",
}


def is_document(start: bytes) -> bool:
    """Whether a file that begins so may be a document."""
    return start.startswith((PDF, ZIP))


def content_type(source: BinaryIO) -> str | None:
    """The media type of a PDF, Word or Excel file; None for everything else, and for one that carries macros."""
    source.seek(0)
    start = source.read(len(PDF))
    if start == PDF:
        return "application/pdf"
    return _package(source) if start.startswith(ZIP) else None


def _package(source: BinaryIO) -> str | None:
    try:
        with zipfile.ZipFile(source) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    return next((kind for part, kind in PACKAGES.items() if part in names), None)
