"""Which deadlines would move if certain days were worked or were not: a replay with another calendar, nothing is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.people.models import Posting

from ..clock import Effect, replay
from ..models import Problem
from .seeing import visible_to

MOST_SHOWN = 200
MOST_LOOKED_AT = 5000
BATCH = 500


@dataclass(frozen=True)
class Moved:
    """A deadline of a problem, now and then."""

    number: str
    title: str
    now: date
    then: date


@dataclass(frozen=True)
class Foretold:
    """The first deadlines that would move, how many of those looked at would, and whether there are more to look at."""

    shown: tuple[Moved, ...]
    count: int
    is_cut: bool


def foretell(postings: Sequence[Posting], changed: Mapping[date, bool]) -> Foretold:
    """What would move among the reader's problems, nearest deadline first.

    Only a limit that ends on the first changed day or later can move. Both calendars are asked: a column that waits to
    be computed anew after an earlier correction must not show as moved by this one.
    """
    if not changed:
        return Foretold((), 0, False)
    calendar = workdays()
    other = Workdays({**calendar.overrides, **changed})
    shown: list[Moved] = []
    count = looked_at = 0
    for problem in _limited(postings, min(changed)):
        looked_at += 1
        steps = [(timezone.localdate(event.at), Effect.from_json(event.clock)) for event in problem.events.all()]
        now, then = replay(steps, calendar).due, replay(steps, other).due
        if now is not None and then is not None and now != then:
            count += 1
            shown.append(Moved(problem.number, problem.title, now, then))
    return Foretold(tuple(shown[:MOST_SHOWN]), count, looked_at == MOST_LOOKED_AT)


def _limited(postings: Sequence[Posting], first: date) -> Iterator[Problem]:
    """The problems whose limit could move, with their histories, some hundred at a time."""
    rows = visible_to(*postings).filter(due_on__gte=first).order_by("due_on", "pk").prefetch_related("events")
    for start in range(0, MOST_LOOKED_AT, BATCH):
        batch = list(rows[start : start + BATCH])
        yield from batch
        if len(batch) < BATCH:
            return
