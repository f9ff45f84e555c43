"""When an expert can come: pure functions over periods, read from what people write and said in words again."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

WEEK = range(1, 8)
WORKING, WEEKEND = (1, 2, 3, 4, 5), (6, 7)
# A visit is at most a month.
LONGEST = 31
HAN = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7}
ENGLISH = {"mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 7}
WHOLE = {
    "工作日": WORKING,
    "周末": WEEKEND,
    "双休日": WEEKEND,
    "每天": (),
    "不限": (),
    "weekdays": WORKING,
    "working days": WORKING,
    "weekend": WEEKEND,
    "weekends": WEEKEND,
    "every day": (),
}
_SPAN = re.compile(r"([1-7])\s*(?:[-–~至到]|to)\s*([1-7])")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_BETWEEN = re.compile(r"\b(?:to|from|until|on)\b|[至到起前含—–~,，()（）-]|以后|之前")
_FILLER = re.compile(r"星期|礼拜|周|逢|每|[、,，;；和及/\s.]+")


@dataclass(frozen=True)
class Period:
    """These weekdays (ISO: Monday is 1; none is every day) from the first to the last day, both included."""

    weekdays: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        if self.weekdays and day.isoweekday() not in self.weekdays:
            return False
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    @property
    def bits(self) -> int:
        """The weekdays as one number, for a column."""
        return sum(1 << (weekday - 1) for weekday in self.weekdays)


def weekdays_of(bits: int) -> tuple[int, ...]:
    return tuple(weekday for weekday in WEEK if bits >> (weekday - 1) & 1)


def is_free(periods: Iterable[Period], day: date) -> bool:
    """Whether a day lies in one of the periods; with no period at all every day does."""
    known = tuple(periods)
    return not known or any(period.holds(day) for period in known)


def not_free(periods: Iterable[Period], first: date, last: date) -> list[date]:
    """The days from `first` to `last` (included) on which an expert of these periods cannot come."""
    known = tuple(periods)
    return [day for day in days(first, last) if not is_free(known, day)]


def days(first: date, last: date) -> list[date]:
    """Every day from `first` to `last`, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def parse_weekdays(text: str) -> tuple[int, ...]:
    """周末, 周六、周日, 一至五, 1-5, Sat Sun. Raises ValueError for what names no weekday."""
    words = text.strip().casefold()
    if not words:
        return ()
    if words in WHOLE:
        return WHOLE[words]
    for english, number in ENGLISH.items():
        words = re.sub(rf"\b{english}[a-z]*", str(number), words)
    words = "".join(str(HAN.get(sign, sign)) for sign in _FILLER.sub("", words))
    words = _SPAN.sub(lambda span: "".join(map(str, range(int(span[1]), int(span[2]) + 1))), words)
    if not words or set(words) - set("1234567"):
        raise ValueError(text)
    found = tuple(sorted({int(sign) for sign in words}))
    return () if len(found) == len(WEEK) else found


def parse(text: str) -> list[Period]:
    """周末；2026-06-01至2026-08-31: periods as an office writes them, one after another. Raises ValueError."""
    if text.strip().casefold() in {"", "不限", "any", "any day"}:
        return []
    return [_parsed(part) for part in re.split(r"[;；\n]+", text) if part.strip()]


def _parsed(text: str) -> Period:
    """One period: up to two days, and weekdays around them."""
    found = [date(*(int(part) for part in match.groups())) for match in _DAY.finditer(text)]
    rest = _DAY.sub("", text)
    if len(found) > 2 or (len(found) == 2 and found[1] < found[0]):
        raise ValueError(text)
    weekdays = parse_weekdays(_BETWEEN.sub("", rest) if found else rest)
    is_end = len(found) == 1 and bool(re.search(r"至|到|前|until", rest)) and not re.search(r"起|from", rest)
    first = None if is_end else next(iter(found), None)
    return Period(weekdays, first, found[-1] if is_end or len(found) == 2 else None)


def weekday_words(weekdays: Iterable[int]) -> str:
    """The weekdays as people say them; empty for every day."""
    named = tuple(weekdays)
    if named == WORKING:
        return _("Monday to Friday")
    if named == WEEKEND:
        return _("weekends")
    return _(", ").join(_name(weekday) for weekday in named)


def words(period: Period) -> str:
    """One period in the reader's language: “weekends, 2026-06-01 to 2026-08-31”."""
    parts = [weekday_words(period.weekdays) or ("" if period.first or period.last else _("every day"))]
    if period.first and period.last:
        parts.append(_("%(first)s to %(last)s") % {"first": period.first, "last": period.last})
    elif period.first:
        parts.append(_("from %(first)s on") % {"first": period.first})
    elif period.last:
        parts.append(_("until %(last)s") % {"last": period.last})
    return _(", ").join(part for part in parts if part)


def said(periods: Iterable[Period]) -> str:
    """All periods; without any the expert can always be asked."""
    return _("; ").join(words(period) for period in periods) or _("Any day, by arrangement")


def _name(weekday: int) -> str:
    return (
        pgettext("weekday", "Monday"),
        pgettext("weekday", "Tuesday"),
        pgettext("weekday", "Wednesday"),
        pgettext("weekday", "Thursday"),
        pgettext("weekday", "Friday"),
        pgettext("weekday", "Saturday"),
        pgettext("weekday", "Sunday"),
    )[weekday - 1]
