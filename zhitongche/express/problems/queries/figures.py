"""What closings amount to: how satisfied the villages are, and what is watched after its closing."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from zhitongche.foundation.calendar.days import begins
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.queries import inside_q

from ..models import Closure, Problem
from .seeing import visible_to, within


@dataclass(frozen=True)
class Satisfaction:
    """Closings of a time: those on which the village itself spoke, the content among them, and those it was silent on."""

    content: int
    confirmed: int
    unconfirmed: int

    @property
    def percent(self) -> Decimal | None:
        """Content of a hundred confirmed by the raiser, to one decimal; None where nobody has spoken."""
        if not self.confirmed:
            return None
        return (Decimal(100 * self.content) / self.confirmed).quantize(Decimal("0.1"), ROUND_HALF_UP)


def satisfaction(scope: str, since: date, until: date) -> Satisfaction:
    """The closings inside a place from `since` until before `until`, in Shanghai; one statement.

    What the township confirmed for a silent village is counted apart, in neither half of the rate; a closing that proved
    false while it was watched counts nowhere.
    """
    content = Q(satisfaction__in=(Closure.Satisfaction.SATISFIED, Closure.Satisfaction.FAIRLY))
    own = Q(is_unconfirmed_by_raiser=False)
    closed = Closure.objects.filter(
        _inside(scope), is_false=False, closed_at__gte=begins(since), closed_at__lt=begins(until)
    )
    found = closed.aggregate(
        content=Count("pk", filter=own & content),
        confirmed=Count("pk", filter=own),
        unconfirmed=Count("pk", filter=~own),
    )
    return Satisfaction(**found)


def received(scope: str, since: date, until: date) -> dict[Problem.Source, int]:
    """How many problems of a place came from each source, from `since` until before `until`, in Shanghai.

    Two statements, each on an index: those that did not come from their village, and all there are.
    """
    rows = within(Problem.objects.order_by(), scope).filter(
        reported_at__gte=begins(since), reported_at__lt=begins(until)
    )
    others = rows.filter(~Q(source=Problem.Source.REPORT)).values("source").annotate(count=Count("pk"))
    counts = {row["source"]: row["count"] for row in others}
    counts[Problem.Source.REPORT] = rows.count() - sum(counts.values())
    return {source: counts.get(source, 0) for source in Problem.Source}


def watched(posting: Posting, *more: Posting, today: date) -> QuerySet[Problem]:
    """What was closed within the last ninety days: coming back now, it counts against its closing."""
    return visible_to(posting, *more).filter(pk__in=closed_lately(today))


def closed_lately(today: date) -> QuerySet[Closure, Any]:
    """The problems closed within the days that a closing is watched, and not taken up again."""
    since = begins(today - timedelta(days=settings.WATCH_DAYS))
    return Closure.objects.filter(closed_at__gte=since, reopened_at=None).values("problem")


def _inside(scope: str) -> Q:
    """Closings of a place, by the column of its level."""
    match len(scope):
        case 6:
            return Q(county=scope)
        case 4:
            return Q(city=scope)
        case 2:
            return inside_q(scope, "county")
    return inside_q(scope, "problem__village")
