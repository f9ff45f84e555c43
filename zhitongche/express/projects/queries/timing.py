"""Which statutory days of approvals hang on the calendar, and which of them would move with it; nothing is written."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from zhitongche.foundation.calendar import foretelling
from zhitongche.foundation.calendar.foretelling import Foretold
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.people.models import Posting

from .. import clockwork
from ..models import ProjectApproval
from .seeing import visible_to

State = ProjectApproval.State


def clocked() -> QuerySet[ProjectApproval]:
    """Those not yet decided whose limit has begun to run, each with its steps, its item and its project."""
    begun = ProjectApproval.objects.filter(state__in=(State.ACCEPTED, State.SUPPLEMENT), accepted_on__isnull=False)
    return begun.select_related("item", "project").prefetch_related("steps")


def foretell(postings: Sequence[Posting], changed: Mapping[date, bool]) -> Foretold[ProjectApproval]:
    """What would move among the approvals of the reader's projects, nearest day first."""

    def running(first: date) -> QuerySet[ProjectApproval]:
        return clocked().filter(project__in=visible_to(*postings), due_on__gte=first).order_by("due_on", "pk")

    return foretelling.foretell(running, _due, changed)


def _due(approval: ProjectApproval, days: Workdays) -> date | None:
    return clockwork.replay(approval, days).due_on
