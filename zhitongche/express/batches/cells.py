"""What stands in a cell: an amount with its unit, days from until, a count. Pure."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from zhitongche.foundation.interchange.dates import NoDay, day
from zhitongche.foundation.money import WAN, wrong_amount

NOTHING = frozenset({"", "-", "—", "/", "无", "0"})
_MONEY = re.compile(r"(?:约|¥|￥|rmb)?(-?\d[\d,]*(?:\.\d+)?)(万元?|元)?", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})[年./-](\d{1,2})(?:[月./-](\d{1,2})(?!\d)日?|月)?")


class NoValue(ValueError):
    """Carries the sentence of the fault."""


def unit_of(heading: str) -> Decimal | None:
    """How many yuan one of the column is: its heading says 万元 or 元; None where it says neither."""
    if "万" in heading:
        return Decimal(WAN)
    return Decimal(1) if "元" in heading else None


def amount_of(text: str, unit: Decimal | None) -> Decimal | None:
    """Yuan to the cent; None for an empty cell. A unit in the cell goes before the heading's. Raises NoValue."""
    plain = text.replace(" ", "")
    if plain in NOTHING:
        return None
    match = _MONEY.fullmatch(plain)
    if match is None:
        raise NoValue(_("This is not an amount; write 38 or 38万元."))
    own = match[2] or ""
    worth = Decimal(WAN) if own.startswith("万") else Decimal(1) if own else unit
    if worth is None:
        raise NoValue(_("Say in the heading whether this column is in 元 or 万元."))
    try:
        amount = Decimal(match[1].replace(",", "")) * worth
    except InvalidOperation as bad:
        raise NoValue(_("This is not an amount; write 38 or 38万元.")) from bad
    if sentence := wrong_amount(amount):
        raise NoValue(sentence)
    return amount.quantize(Decimal("0.01"))


def days_of(text: str) -> tuple[date, date]:
    """From and until, as offices write them: 2026-03-01至2026-12-31, 2026年3月—12月, 2026.3-2026.12. Raises NoValue.

    A month alone begins on its first day and ends on its last.
    """
    plain = re.sub(r"(\d{4})年(\d{1,2})月[-—–~至到](\d{1,2})月", r"\1年\2月至\1年\3月", text.replace(" ", ""))
    found = [match.groups() for match in _DAY.finditer(plain)]
    if len(found) != 2:
        raise NoValue(_("Write from and until: 2026-03-01至2026-12-31."))
    first, last = (_made(*parts, is_last=place == 1) for place, parts in enumerate(found))
    return first, last


def one_day(text: str) -> date:
    """Raises NoValue."""
    try:
        found = day(text)
    except NoDay as fault:
        raise NoValue(str(fault.sentence)) from fault
    if found is None:
        raise NoValue(_("There is no such day."))
    return found


def count_of(text: str) -> int | None:
    """A whole number, with 户 or 人 behind it or not. Raises NoValue."""
    plain = text.replace(" ", "").rstrip("户人")
    if plain in NOTHING:
        return None
    if not plain.isdigit() or len(plain) > 7:
        raise NoValue(_("Write a whole number."))
    return int(plain)


def _made(year: str, month: str, number: str | None, *, is_last: bool) -> date:
    try:
        if number:
            return date(int(year), int(month), int(number))
        begins = date(int(year), int(month), 1)
        if not is_last:
            return begins
        after = date(begins.year + begins.month // 12, begins.month % 12 + 1, 1)
        return date.fromordinal(after.toordinal() - 1)
    except ValueError as bad:
        raise NoValue(_("There is no such day.")) from bad
