"""Decimals as a bundle writes them, read exactly and written exactly: no float, no rounding but the last one."""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache

LONGEST = 40
FORM = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
# Python refuses to write longer numbers at once (sys.set_int_max_str_digits); hostile weights can reach them.
CHUNK = 4000
BEYOND = 10**CHUNK
FEWEST_PLACES = 2


@lru_cache(maxsize=1 << 14)
def exact(text: str) -> Fraction | None:
    """The value of a decimal; None where it is not of the form that a bundle allows."""
    if len(text) > LONGEST or not FORM.fullmatch(text):
        return None
    whole, _, part = text.partition(".")
    return Fraction(int(whole + part), 10 ** len(part))


@lru_cache(maxsize=1 << 14)
def normal(text: str) -> str:
    """The one way to write the value: no leading zeros, no trailing zeros of the fraction, no sign on zero."""
    sign = "-" if text.startswith("-") else ""
    whole, _, part = text.removeprefix("-").partition(".")
    whole, part = whole.lstrip("0") or "0", part.rstrip("0")
    if whole == "0" and not part:
        return "0"
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"


def rounded(value: Fraction, places: int) -> int:
    """⌊value · 10^places + ½⌋: half upwards, also below zero."""
    scale: int = 2 * 10**places
    return (value.numerator * scale + value.denominator) // (2 * value.denominator)


def written(number: int, places: int) -> str:
    """A whole number of the last place as a decimal; zero bears no sign."""
    sign = "-" if number < 0 else ""
    figures = digits(abs(number)).rjust(places + 1, "0")
    return f"{sign}{figures[:-places]}.{figures[-places:]}"


def digits(number: int) -> str:
    """A whole number from zero upwards, however long."""
    parts = []
    while number >= BEYOND:
        number, low = divmod(number, BEYOND)
        parts.append(str(low).rjust(CHUNK, "0"))
    return "".join([str(number), *reversed(parts)])


def shown(scores: Iterable[Fraction]) -> Mapping[Fraction, str]:
    """Each score with the fewest decimals, two or more, at which no other of these scores rounds to the same.

    Rounding keeps the order, so only the next lower and the next higher score can round to the same.
    """
    ordered = sorted(set(scores))
    texts = {}
    for place, score in enumerate(ordered):
        neighbours = ordered[max(place - 1, 0) : place] + ordered[place + 1 : place + 2]
        places = FEWEST_PLACES
        while any(rounded(other, places) == rounded(score, places) for other in neighbours):
            places += 1
        texts[score] = written(rounded(score, places), places)
    return texts
