"""The daily count: how much waits for everybody, told once each working day."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.notices import operations as notices
from zhitongche.foundation.notices import queries as outbox
from zhitongche.foundation.notices.channels import offered
from zhitongche.foundation.notices.operations import Waiting

from . import queries

# Persons counted in one round of the worker; the next round goes on from there.
BATCH = 100


def count_day(*, now: datetime) -> int:
    """One round of the day's count: the next persons, and after the last of them the robots; returns how many were asked.

    Nothing on days off, before the hour, or once the day is done. A worker that is killed leaves off between rounds,
    and of two workers one writes each round.
    """
    local = timezone.localtime(now)
    day = local.date()
    if local.time() < settings.DIGEST_AT or not settings.PUBLIC_ADDRESS or not workdays().is_workday(day):
        return 0
    after = outbox.counted_until(day)
    if after is None:
        return 0
    found = outbox.serving_beyond(after, day, BATCH) if offered() else {}
    reachable = outbox.reachable(list(found))
    unread = outbox.unread_counts(reachable)
    counts = {key: Waiting(queries.count(found[key]), unread.get(key, 0)) for key in found if key in reachable}
    last = max(found) if len(found) == BATCH else None
    if notices.keep_count(day, counts, after=after, last=last, now=now) and last is None:
        _tell_robots(day, now)
    return len(found)


def _tell_robots(day: date, now: datetime) -> None:
    places = outbox.places_with_robots()
    notices.robots_due(day, {place: queries.in_hand(place) for place in places}, now=now)
