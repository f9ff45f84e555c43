"""Reads that need more than one room of a contest."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.arena.judging.models import JudgeSeat
from zhitongche.foundation.statements import Given, Statement


def counts(contest: Contest) -> dict[str, int]:
    """How many entries are judged, and how many judges sit on the panel; one statement."""
    found = _COUNTS.first(contest=contest.pk) or (0, 0)
    return dict(zip(("entries", "judges"), found, strict=True))


def _count(rows: QuerySet[Any, Any]) -> Coalesce:
    """How many of these the contest of the outer query has."""
    mine = rows.filter(contest=OuterRef("pk")).order_by().values("contest")
    return Coalesce(Subquery(mine.annotate(count=Count("pk")).values("count")), 0)


_COUNTS = Statement(
    lambda: Contest.objects.filter(pk=Given("contest")).values_list(
        _count(Entry.objects.filter(state=Entry.State.SUBMITTED)),
        _count(JudgeSeat.objects.filter(is_alternate=False, left_at=None)),
    )
)
