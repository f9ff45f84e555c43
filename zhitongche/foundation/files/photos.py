"""A photo as the product keeps it: drawn anew from its pixels, upright, small, without the place it was taken at."""

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from ..errors import BadInput

FORMATS = ("JPEG", "PNG", "WEBP")
SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
LONG_EDGE = 1600
THUMBNAIL_EDGE = 360
QUALITY = 82
MEGA = 1_000_000
# What Pillow's readers raise over broken or hostile bytes.
BROKEN = (OSError, ValueError, SyntaxError, TypeError, IndexError, KeyError, OverflowError, struct.error, zlib.error)
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Photo:
    """JPEG bytes of the picture and of its thumbnail, and the picture's size in pixels."""

    picture: bytes
    thumbnail: bytes
    width: int
    height: int


def is_photo(start: bytes) -> bool:
    """Whether a file that begins so may be a photo."""
    return start.startswith(SIGNATURES)


def drawn(source: BinaryIO, field: str) -> Photo:
    """The photo in `source`, at most 1600 pixels long. Raises BadInput naming `field`: no photo, or too many pixels.

    The size is read from the header, before a pixel is decoded: a file of a few kilobytes can name a gigapixel.
    """
    try:
        with Image.open(source, formats=FORMATS) as image:
            _refuse_too_many(image.width * image.height, field)
            picture = _upright(image)
    except BOMBS as error:
        raise _too_many(field) from error
    except BROKEN as error:
        raise not_a_photo(field) from error
    thumbnail = picture.copy()
    thumbnail.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE))
    return Photo(_jpeg(picture), _jpeg(thumbnail), picture.width, picture.height)


def _upright(image: Image.Image) -> Image.Image:
    """The pixels alone: scaled, turned as the camera was held, on white, with nothing of what the file said besides."""
    image.thumbnail((LONG_EDGE, LONG_EDGE), reducing_gap=2.0)
    turned = ImageOps.exif_transpose(image)
    layered = turned.convert("RGBA") if turned.mode in {"LA", "PA", "P", "RGBA"} else turned.convert("RGB")
    plain = Image.new("RGB", layered.size, "white")
    plain.paste(layered, mask=layered if layered.mode == "RGBA" else None)
    return plain


def _jpeg(image: Image.Image) -> bytes:
    kept = BytesIO()
    image.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue()


def _refuse_too_many(pixels: int, field: str) -> None:
    if pixels > settings.PHOTO_MAX_PIXELS:
        raise _too_many(field)


def _too_many(field: str) -> BadInput:
    most = settings.PHOTO_MAX_PIXELS // MEGA
    return BadInput(
        {field: _("The photo has too many pixels: at most %(most)s megapixels can be read.") % {"most": most}}
    )


def not_a_photo(field: str) -> BadInput:
    return BadInput({field: _("This is not a photo that can be read: send a JPEG, PNG or WebP picture.")})
