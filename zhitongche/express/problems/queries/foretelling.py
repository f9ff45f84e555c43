"""Which deadlines of problems would move if certain days were worked or were not: a replay with another calendar."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from zhitongche.foundation.calendar import foretelling
from zhitongche.foundation.calendar.foretelling import Foretold
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.people.models import Posting

from ..clock import Effect, replay
from ..models import Problem
from .seeing import visible_to


def foretell(postings: Sequence[Posting], changed: Mapping[date, bool]) -> Foretold[Problem]:
    """What would move among the reader's problems, nearest deadline first."""

    def running(first: date) -> QuerySet[Problem]:
        return visible_to(*postings).filter(due_on__gte=first).order_by("due_on", "pk").prefetch_related("events")

    return foretelling.foretell(running, _due, changed)


def _due(problem: Problem, days: Workdays) -> date | None:
    steps = ((timezone.localdate(event.at), Effect.from_json(event.clock)) for event in problem.events.all())
    return replay(steps, days).due
