"""The days a report is about, and which year its sentences mean."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zhitongche.foundation.calendar.days import begins
from zhitongche.foundation.papers.wording import in_days, month_and_day

# From then on “this year” is the calendar year; before that there is too little of it, and the last twelve months count.
FIRST_MONTH = 5


@dataclass(frozen=True)
class Period:
    """From a day until before another."""

    since: date
    until: date

    @property
    def first(self) -> datetime:
        return begins(self.since)

    @property
    def end(self) -> datetime:
        return begins(self.until)

    @property
    def last(self) -> date:
        """The last day that counts."""
        return self.until - timedelta(days=1)

    @property
    def words(self) -> str:
        """2026年11月1日至11月30日; of a whole month 2026年11月."""
        if self.since.day == 1 and self.until == _next_month(self.since):
            return f"{self.since.year}年{self.since.month}月"
        last = month_and_day(self.last) if self.last.year == self.since.year else in_days(self.last)
        return f"{in_days(self.since)}至{last}"

    def before(self) -> "Period":
        """The time of the same length before it; before a month the month before."""
        if self.since.day == 1 and self.until == _next_month(self.since):
            return Period((self.since - timedelta(days=1)).replace(day=1), self.since)
        return Period(self.since - (self.until - self.since), self.since)

    def year(self) -> tuple["Period", str]:
        """The year that its sentences mean, until its end, and how they call it."""
        if self.last.month >= FIRST_MONTH:
            return Period(date(self.last.year, 1, 1), self.until), "今年以来"
        return Period(_year_before(self.until), self.until), "近一年来"


def month_of(day: date) -> Period:
    """The month a day lies in."""
    return Period(day.replace(day=1), _next_month(day))


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _year_before(day: date) -> date:
    """The same day a year before; of the 29th of February the 28th."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
