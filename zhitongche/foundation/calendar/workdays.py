"""Chinese working days as a pure value: the State Council's yearly table, an office's corrections, and arithmetic.

Source: the yearly notices of the State Council on holidays and make-up days, as the package `chinesecalendar` carries
them (2004 to 2026). A year without a notice counts Monday to Friday, and every answer that touches it is provisional.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

from chinese_calendar import constants

DAY = timedelta(days=1)
# The days on which the notices say otherwise than the week does, and those they confirm.
OFFICIAL: Mapping[date, bool] = dict.fromkeys(constants.holidays, False) | dict.fromkeys(constants.workdays, True)


def _is_weekday(day: date) -> bool:
    return day.weekday() < 5


@dataclass(frozen=True, eq=False)
class Workdays:
    """Which days are worked. `official` and `overrides` map a day to whether it is worked; overrides win."""

    overrides: Mapping[date, bool] = field(default_factory=dict)
    official: Mapping[date, bool] = field(default_factory=lambda: OFFICIAL)

    def is_workday(self, day: date) -> bool:
        """Whether people work on that day; Monday to Friday where no table says anything."""
        declared = self.overrides.get(day, self.official.get(day))
        return _is_weekday(day) if declared is None else declared

    def is_known(self, day: date) -> bool:
        """Whether the holiday table covers the day's year, or the office has imported days of that year."""
        return day.year in self._known_years

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether an answer about these days, in either order, may change when a holiday table arrives."""
        first, last = sorted((first, last))
        return any(year not in self._known_years for year in range(first.year, last.year + 1))

    def between(self, first: date, last: date) -> int:
        """Working days after `first` up to and with `last`.

        0 for the same day. Where `last` lies before `first` the count is that of the reversed question, negative.
        """
        return self._count(last) - self._count(first)

    def add(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; for 0, `day` itself if it is worked, else the next that is.

        Raises ValueError for a negative count, OverflowError past the year 9999.
        """
        if count < 0:
            raise ValueError("A limit cannot run backwards.")
        if count == 0:
            day, count = day - DAY, 1
        goal = self._count(day) + count
        # A day holds at most one working day, so a leap of what is missing never passes the goal.
        while missing := goal - self._count(day):
            day += missing * DAY
        return day

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits, the same for calendars with the same answers to every question."""
        ordinals, sums = self._corrections
        return hashlib.sha256(repr((ordinals, sums, sorted(self._known_years))).encode()).hexdigest()[:16]

    @cached_property
    def _known_years(self) -> frozenset[int]:
        return frozenset(day.year for table in (self.official, self.overrides) for day in table)

    @cached_property
    def _corrections(self) -> tuple[list[int], list[int]]:
        """The days that differ from Monday to Friday, as ordinals in order, and the running sum of what they add."""
        declared = {**self.official, **self.overrides}
        days = sorted(day for day, is_workday in declared.items() if is_workday != _is_weekday(day))
        sums = accumulate((1 if declared[day] else -1 for day in days), initial=0)
        return [day.toordinal() for day in days], list(sums)

    def _count(self, day: date) -> int:
        """Working days from the calendar's beginning up to and with `day`; ordinal 1 is a Monday."""
        ordinal = day.toordinal()
        weeks, rest = divmod(ordinal, 7)
        days, sums = self._corrections
        return weeks * 5 + min(rest, 5) + sums[bisect_right(days, ordinal)]
