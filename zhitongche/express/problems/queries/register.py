"""销号台账: what was closed, as it stood at the end of any day, numbered within county and year in the order of closing."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery

from zhitongche.foundation.calendar.days import begins
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.models import Level, Region

from ..models import Closure
from .seeing import visible_to

# In the order of closing, county by county.
ORDER = ("county", "closed_at", "id")


def register(postings: Sequence[Posting], code: str, day: date) -> QuerySet[Closure]:
    """The closings of a county's or city's register for the year of `day`, as it stood at the end of that day.

    What was reopened by then is not on it. Each has `register_number`, without a gap in its county and year, whoever
    reads: a reader who does not see a problem misses its line, not its number. Order: `ORDER`.
    """
    place = Q(county=code) if len(code) == 6 else Q(city=code)
    before = Closure.objects.filter(_standing(day), county=OuterRef("county")).filter(
        Q(closed_at__lt=OuterRef("closed_at")) | Q(closed_at=OuterRef("closed_at"), id__lte=OuterRef("id"))
    )
    number = before.order_by().values("county").annotate(count=Count("pk")).values("count")
    return (
        Closure.objects.filter(_standing(day), place, problem__in=visible_to(*postings))
        .select_related("problem__category", "problem__lead", "submitted_by", "confirmed_by", "verified_by")
        .annotate(register_number=Subquery(number, output_field=IntegerField()), year=F("closed_at__year"))
    )


def _standing(day: date) -> Q:
    """Closed in the year of `day`, until its end, and not taken up again by then."""
    end = begins(day + timedelta(days=1))
    is_standing = Q(reopened_at=None) | Q(reopened_at__gte=end)
    return Q(closed_at__gte=begins(date(day.year, 1, 1)), closed_at__lt=end) & is_standing


def register_place(postings: Sequence[Posting], code: str) -> Region | None:
    """The county or city whose register is asked for, if it lies within the reader's reach; the reader's own for none."""
    scopes = [posting.scope for posting in postings if posting.may(Permission.PROBLEM_READ)]
    if not code:
        code = next((scope[:6] for scope in scopes if len(scope) >= 4), "")
    is_near = any(code.startswith(scope[:6]) for scope in scopes)
    return Region.objects.filter(pk=code, level__in=(Level.COUNTY, Level.CITY)).first() if is_near else None
