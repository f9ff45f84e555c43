"""Which statutory days of approvals hang on the calendar, and which of them would move with it; nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.people.models import Posting

from .. import clockwork
from ..models import ProjectApproval
from .seeing import visible_to

State = ProjectApproval.State
MOST_SHOWN = 200
MOST_LOOKED_AT = 5000


@dataclass(frozen=True)
class MovedApproval:
    """The statutory day of an approval, now and then."""

    number: str
    title: str
    item: str
    now: date
    then: date


@dataclass(frozen=True)
class ForetoldApprovals:
    """The first that would move, how many of those looked at would, and whether there are more to look at."""

    shown: tuple[MovedApproval, ...]
    count: int
    is_cut: bool


def clocked() -> QuerySet[ProjectApproval]:
    """Those not yet decided whose limit has begun to run, each with its steps, its item and its project."""
    begun = ProjectApproval.objects.filter(state__in=(State.ACCEPTED, State.SUPPLEMENT), accepted_on__isnull=False)
    return begun.select_related("item", "project").prefetch_related("steps")


def foretell(postings: Sequence[Posting], changed: Mapping[date, bool]) -> ForetoldApprovals:
    """What would move among the approvals of the reader's projects, nearest day first.

    Both calendars are asked, as for problems: what waits to be computed anew must not show as moved by these days.
    """
    if not changed:
        return ForetoldApprovals((), 0, False)
    calendar = workdays()
    other = Workdays({**calendar.overrides, **changed})
    shown: list[MovedApproval] = []
    count = looked_at = 0
    running = clocked().filter(project__in=visible_to(*postings), due_on__gte=min(changed)).order_by("due_on", "pk")
    for approval in running[:MOST_LOOKED_AT]:
        looked_at += 1
        now, then = clockwork.replay(approval, calendar).due_on, clockwork.replay(approval, other).due_on
        if now is None or then is None or now == then:
            continue
        count += 1
        project = approval.project
        shown.append(MovedApproval(project.number, project.title, str(approval.item), now, then))
    return ForetoldApprovals(tuple(shown[:MOST_SHOWN]), count, looked_at == MOST_LOOKED_AT)
