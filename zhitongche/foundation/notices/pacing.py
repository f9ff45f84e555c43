"""When something may be sent: quiet hours, days off, and how long to wait after a failure. Pure functions."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from ..calendar.workdays import DAY, Workdays

# After the first, second, third and fourth failure by one channel; after the fifth comes the next channel.
BACKOFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
# WeCom leaves out what it has had for four hours, DingTalk for a day; a margin for the way.
REPEATS_WITHIN = timedelta(hours=3, minutes=45)
# A vacation is at most eight days long; this only keeps the search from running on.
FARTHEST = 60


def delay_after(attempt_count: int) -> timedelta | None:
    """How long to wait after so many failed tries (1 or more) by one channel; None: give the channel up."""
    return BACKOFF[attempt_count - 1] if attempt_count <= len(BACKOFF) else None


def allowed_from(now: datetime, quiet: tuple[time, time], days: Workdays, *, is_urgent: bool) -> datetime:
    """The first moment from `now` on at which a message may go out; days off are for urgent ones only."""
    moment = timezone.localtime(now)
    for _day in range(FARTHEST):
        if not is_urgent and not days.is_workday(moment.date()):
            moment = _at(moment + DAY, time(0))
        elif (ends := _quiet_ends(moment, *quiet)) is not None:
            moment = ends
        else:
            break
    return moment


def _quiet_ends(moment: datetime, begins: time, ends: time) -> datetime | None:
    """When the quiet hours end in which `moment` lies; None outside them. They may run over midnight."""
    clock = moment.time()
    if begins == ends:
        return None
    if begins < ends:
        return _at(moment, ends) if begins <= clock < ends else None
    if clock >= begins:
        return _at(moment + DAY, ends)
    return _at(moment, ends) if clock < ends else None


def _at(moment: datetime, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(moment.date(), clock))
