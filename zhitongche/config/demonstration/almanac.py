"""Days and hours of the demonstration: working days counted from today, office hours drawn by the story's own seed."""

import random
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from zhitongche.foundation.calendar.workdays import Workdays

# The nth act of a story on one day falls into the nth of these hours, so that acts keep their order.
HOURS = (9, 10, 14, 16)
# When the worker makes its round, before anybody acts.
ROUND = time(8, 30)
# How long ago the demonstration's office opened, in working days at least: before everything that happens in it.
OPENING = 70
# Contests begin in March; their alliances were founded the month before.
MARCH = 3
DAY = timedelta(days=1)


class Almanac:
    """Working days around `today`; the same for the same day, whatever the hour."""

    def __init__(self, today: date, workdays: Workdays) -> None:
        self.today = today
        self._workdays = workdays
        self._past = [today]

    def day(self, count: int) -> date:
        """The working day `count` working days from today; below zero, as many back. Never today itself."""
        return self._workdays.add(self.today, count) if count > 0 else self._back(-count)

    def moment(self, ago: int, turn: int, seed: str) -> datetime:
        """A moment in office hours `ago` (≥ 1) working days back; `turn` counts a story's acts of that day from 0."""
        drawn = random.Random(f"{seed}:{ago}:{turn}")  # noqa: S311  (a believable minute, nothing secret)
        clock = time(HOURS[turn], drawn.randrange(60), drawn.randrange(60))
        return timezone.make_aware(datetime.combine(self.day(-ago), clock))

    def round(self, ago: int) -> datetime:
        """The worker's round of the working day `ago` (≥ 1) back, before that day's first act."""
        return timezone.make_aware(datetime.combine(self.day(-ago), ROUND))

    def opening(self) -> datetime:
        """When the first person was entered: before the first story, and before the alliances were founded."""
        first = min(self.day(-OPENING), self.of_month(before(self.months()[0]), 0))
        return timezone.make_aware(datetime.combine(first, time(8, 30)))

    def months(self) -> list[date]:
        """The months of contests that are over, each by its first day: from the last March that is over on."""
        first = date(self.today.year - (self.today.month <= MARCH), MARCH, 1)
        found = [first]
        while (following := after(found[-1])) < self.today.replace(day=1):
            found.append(following)
        return found

    def of_month(self, first: date, count: int) -> date:
        """The working day `count` working days after the first one of a month."""
        return self._workdays.add(self._workdays.add(first, 0), count)

    def hour(self, day: date, turn: int, seed: str) -> datetime:
        """A moment in office hours of a day, as `moment` draws them."""
        drawn = random.Random(f"{seed}:{day}:{turn}")  # noqa: S311  (a believable minute, nothing secret)
        clock = time(HOURS[turn], drawn.randrange(60), drawn.randrange(60))
        return timezone.make_aware(datetime.combine(day, clock))

    def _back(self, count: int) -> date:
        while len(self._past) <= count:
            day = self._past[-1] - DAY
            while not self._workdays.is_workday(day):
                day -= DAY
            self._past.append(day)
        return self._past[count]


def before(month: date) -> date:
    """The first day of the month before."""
    return (month - DAY).replace(day=1)


def after(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=28) + 4 * DAY).replace(day=1)
