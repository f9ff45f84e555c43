"""The traffic light of a time limit: pure functions over dates."""

from datetime import date
from math import ceil

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from .workdays import Workdays

# Yellow from four fifths of the working days used, or two working days left, whichever comes first.
USED_PERCENT = 80
DAYS_LEFT = 2


class Light(TextChoices):
    """How a limit stands. The values are the API's words."""

    GREEN = "green", pgettext_lazy("light", "Green: in time")
    YELLOW = "yellow", pgettext_lazy("light", "Yellow: due soon")
    RED = "red", pgettext_lazy("light", "Red: overdue")
    PAUSED = "paused", gettext_lazy("Clock paused")
    NONE = "none", gettext_lazy("No time limit")


def soon_from(workdays: Workdays, start: date, due: date) -> date:
    """The first day on which a limit running from `start` to `due` is yellow; `start` itself where it is that short."""
    total = workdays.between(start, due)
    green = min(ceil(total * USED_PERCENT / 100), total - DAYS_LEFT)
    return workdays.add(start, green) if green > 0 else start


def light_of(due_on: date | None, soon_on: date | None, is_paused: bool, today: date) -> Light:
    """The light on `today` of a limit that ends on `due_on` and is yellow from `soon_on`."""
    if due_on is None:
        return Light.NONE
    if is_paused:
        return Light.PAUSED
    if today > due_on:
        return Light.RED
    return Light.YELLOW if soon_on is not None and today >= soon_on else Light.GREEN


def words(light: Light, due_on: date | None, today: date, workdays: Workdays) -> str:
    """What the light says in the reader's language: how many working days are left, or are gone beyond the limit."""
    if due_on is None or light is Light.NONE:
        return _("No time limit")
    if light is Light.PAUSED:
        return _("Clock paused")
    if today == due_on:
        return _("Due today")
    return _left(workdays.between(today, due_on)) if today < due_on else _over(workdays.between(due_on, today))


def _left(count: int) -> str:
    # A limit may end on a day off, with no working day before it.
    if count == 0:
        return _("Less than one working day left")
    return ngettext("%(count)d working day left", "%(count)d working days left", count) % {"count": count}


def _over(count: int) -> str:
    # The days off after a limit are not counted, yet the limit has passed.
    if count == 0:
        return _("Overdue since the last working day")
    return ngettext("Overdue by %(count)d working day", "Overdue by %(count)d working days", count) % {"count": count}
