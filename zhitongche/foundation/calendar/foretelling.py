"""Which limits would move if certain days were worked or were not: asked of two calendars, nothing is written."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

from .queries import workdays
from .workdays import Workdays

MOST_SHOWN = 200
MOST_LOOKED_AT = 5000
BATCH = 500
T = TypeVar("T", bound=Model)


@dataclass(frozen=True)
class Moved(Generic[T]):
    """A thing with its limit, now and then."""

    of: T
    now: date
    then: date


@dataclass(frozen=True)
class Foretold(Generic[T]):
    """The first limits that would move, how many of those looked at would, and whether there are more to look at."""

    shown: tuple[Moved[T], ...]
    count: int
    is_cut: bool


def foretell(
    running: Callable[[date], QuerySet[T]], due: Callable[[T, Workdays], date | None], changed: Mapping[date, bool]
) -> Foretold[T]:
    """What would move among the things whose limit runs, the nearest first.

    `running` gives those whose limit ends on a day or later, nearest first: only a limit that ends on the first changed
    day or later can move. `due` is the limit under a calendar. Both calendars are asked: what waits to be computed
    anew after an earlier correction must not show as moved by this one.
    """
    if not changed:
        return Foretold((), 0, is_cut=False)
    calendar = workdays()
    other = Workdays({**calendar.overrides, **changed})
    shown: list[Moved[T]] = []
    count = looked_at = 0
    for thing in _in_batches(running(min(changed))):
        looked_at += 1
        now, then = due(thing, calendar), due(thing, other)
        if now is not None and then is not None and now != then:
            count += 1
            if count <= MOST_SHOWN:
                shown.append(Moved(thing, now, then))
    return Foretold(tuple(shown), count, is_cut=looked_at == MOST_LOOKED_AT)


def _in_batches(rows: QuerySet[T]) -> Iterator[T]:
    """At most `MOST_LOOKED_AT` of them, some hundred at a time with what is read beside them."""
    for start in range(0, MOST_LOOKED_AT, BATCH):
        batch = list(rows[start : start + BATCH])
        yield from batch
        if len(batch) < BATCH:
            return
