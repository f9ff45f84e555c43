"""Days as people write them in sheets."""

import re
from datetime import date

from django.utils.translation import gettext_lazy as _

from ..errors import Sentence

_YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})[日号]?|月?)(?: \d{1,2}:\d{2}(:\d{2})?)?")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NO_YEAR = re.compile(r"\d{1,2}(?:月\d{1,2}[日号]?|[-/.]\d{1,2})")
_NUMBER = re.compile(r"\d{5}(?:\.\d+)?")
FIRST_YEAR, LAST_YEAR = 1990, 2099


class NoDay(ValueError):
    """Carries the sentence that says what is wrong with it and how to write it."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def day(text: str, *, is_end: bool = False) -> date | None:
    """2024-05-20, 2024/5/20, 2024.5.20, 2024年5月20日, 20240520, 2024年5月; digits plain, see `tidy`.

    A month alone is its first day, as an end the first day after it. Raises NoDay for what is no date.
    """
    match = _YEAR_FIRST.fullmatch(text) or _SOLID.fullmatch(text)
    if match is None:
        raise NoDay(_why_not(text))
    year, month = int(match[1]), int(match[2])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoDay(_("This year cannot be meant; write the date as 2026-05-20."))
    try:
        first = date(year, month, int(match[3] or 1))
    except ValueError as error:
        raise NoDay(_("There is no such day; write the date as 2026-05-20.")) from error
    if match[3] is not None or not is_end:
        return first
    return date(year + month // 12, month % 12 + 1, 1)


def _why_not(text: str) -> Sentence:
    if _NO_YEAR.fullmatch(text):
        return _("The year is missing; write the date as 2026-05-20.")
    if _NUMBER.fullmatch(text):
        return _("This is a number and not a date; give the column the format of a date, or write 2026-05-20.")
    return _("This is not a date; write it as 2026-05-20.")
