"""How names, phones and codes are written: pure functions from what people type to what is kept."""

import re
import unicodedata

_PHONE = re.compile(r"1[3-9]\d{9}|0\d{9,11}|\d{7,8}")
_USERNAME = re.compile(r"[\w.@+-]{2,60}")
_FUNCTION = re.compile(r"[a-z0-9_-]{1,20}")
_HAN_GAP = re.compile(r"(?<=[㐀-鿿]) +(?=[㐀-鿿])")


def tidy(text: str) -> str:
    """Full-width letters and digits made plain, control characters dropped, runs of blanks made one."""
    if text.isprintable() and "  " not in text and unicodedata.is_normalized("NFKC", text):
        # As most texts are already: nothing to do but the ends.
        return text.strip()
    plain = unicodedata.normalize("NFKC", text)
    printable = "".join(
        " " if mark.isspace() else mark for mark in plain if mark.isspace() or unicodedata.category(mark)[0] != "C"
    )
    return " ".join(printable.split())


def person_name(text: str) -> str:
    """A name without the blank that lists put inside two-character Chinese names to align them."""
    return _HAN_GAP.sub("", tidy(text))


def phone_number(text: str) -> str:
    """Digits only, without +86; empty for an empty text.

    Raises ValueError for what is neither a mobile number (11 digits) nor a fixed line.
    """
    bare = re.sub(r"[\s()./-]", "", tidy(text))
    bare = re.sub(r"^(\+|00)86", "", bare)
    if bare and not _PHONE.fullmatch(bare):
        raise ValueError(text)
    return bare


def looks_like_a_phone(text: str) -> bool:
    return bool(_PHONE.fullmatch(text))


def is_username(text: str) -> bool:
    """Two to sixty letters (of any script), digits and . @ + - _."""
    return bool(_USERNAME.fullmatch(text))


def is_function_code(text: str) -> bool:
    """A category's code, as problems carry it."""
    return bool(_FUNCTION.fullmatch(text))
