"""Uploads of the tests: pictures drawn on the spot, and things that only look like them."""

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(size: tuple[int, int] = (40, 30), kind: str = "JPEG", mode: str = "RGB", **saved: Any) -> bytes:
    """A picture whose left half is red."""
    image = Image.new(mode, size)
    image.paste((255, 0, 0) if mode == "RGB" else 0, (0, 0, size[0] // 2, size[1]))
    content = BytesIO()
    image.save(content, kind, **saved)
    return content.getvalue()


def located() -> bytes:
    """A photo that says where it was taken, by what camera, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6  # Orientation: to be turned by a quarter.
    exif[0x010F] = "SECRETCAM"
    exif.get_ifd(0x8825).update({1: "N", 2: (23.0, 22.0, 11.0), 3: "E", 4: (110.0, 55.0, 1.0)})
    return picture((400, 200), exif=exif, comment=b"SECRETCOMMENT")


def huge_png(width: int, height: int, rows: int | None = None) -> bytes:
    """A PNG of a few kilobytes that unfolds into width times height pixels, or breaks off after `rows`."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    packer = zlib.compressobj(9)
    row = b"\0" * (width // 8 + 1 + (1 if width % 8 else 0))
    pixels = b"".join(packer.compress(row) for _ in range(rows or height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def office(part: str = "word/document.xml", *more: str) -> bytes:
    """A Word or Excel file as far as its parts tell."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name in ("[Content_Types].xml", part, *more):
            package.writestr(name, "<x/>")
    return content.getvalue()


def upload(content: bytes, name: str = "照片.jpg", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type)
