"""Quarters and years as text, `2026Q1` and `2026`: read, ordered, and said; pure."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

QUARTERS = (1, 2, 3, 4)
FIRST_YEAR, LAST_YEAR = 2000, 2100
# As people and sheets write them: 2026Q1, 2026年第一季度, 2026 年 1 季度, 2026, 2026年, 2026年全年.
_WRITTEN = re.compile(
    r"(?P<year>\d{4})(?:年度?|-)?(?:(?:q|第)?(?P<quarter>[1-4一二三四])(?P<word>季度?)?|(?:全年)?)", re.IGNORECASE
)
_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True, order=True)
class Period:
    """A quarter, or with quarter 0 a whole year; a year comes before its quarters."""

    year: int
    quarter: int = 0

    def __str__(self) -> str:
        return f"{self.year}Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def begin(self) -> date:
        return date(self.year, 3 * self.quarter - 2 if self.quarter else 1, 1)

    @property
    def end(self) -> date:
        """The first day after it."""
        if self.quarter in {0, 4}:
            return date(self.year + 1, 1, 1)
        return date(self.year, 3 * self.quarter + 1, 1)

    @property
    def words(self) -> str:
        """“2026年第一季度”, “1st quarter of 2026”, “the year 2026”."""
        return _WORDS[self.quarter]() % {"year": self.year}

    @property
    def short(self) -> str:
        """For a narrow place: 2026Q1, 2026."""
        return str(self)


_WORDS = {
    0: lambda: _("the year %(year)s"),
    1: lambda: _("1st quarter of %(year)s"),
    2: lambda: _("2nd quarter of %(year)s"),
    3: lambda: _("3rd quarter of %(year)s"),
    4: lambda: _("4th quarter of %(year)s"),
}


def parse(text: str) -> Period:
    """The period a text names. Raises ValueError for one that is none."""
    match = _WRITTEN.fullmatch("".join(text.split()))
    if match is None:
        raise ValueError(text)
    written = match["quarter"]
    quarter = _CHINESE.get(written) or int(written) if written else 0
    if quarter and not (match["word"] or re.search("[qQ第]", text)):
        # 20261 is a slip of the pen, and no quarter.
        raise ValueError(text)
    year = int(match["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(text)
    return Period(year, quarter)


def quarter_of(day: date) -> Period:
    """The quarter that a day lies in."""
    return Period(day.year, (day.month + 2) // 3)


def before(period: Period) -> Period:
    """The quarter, or the year, before this one."""
    if not period.quarter:
        return Period(period.year - 1)
    return Period(period.year - 1, 4) if period.quarter == 1 else Period(period.year, period.quarter - 1)


def quarters(year: int) -> list[Period]:
    """The four of a year."""
    return [Period(year, quarter) for quarter in QUARTERS]


def offered(today: date) -> list[Period]:
    """What a form offers: the last quarter that has ended, this one, those of two years before, and the years."""
    this = quarter_of(today)
    found = [before(this), this]
    while len(found) < 9:
        found.append(before(found[-1] if found[-1] != this else found[0]))
    return [*found, *(Period(today.year - back) for back in range(3))]
