"""What the roll-up page reads: the kept figures of a place the reader may see whole, and where reports are late."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import outermost

from ..models import Project
from .figures import TOWNSHIP_DIGITS, Figures, roll_up
from .seeing import within


def scopes_of(postings: Sequence[Posting]) -> list[str]:
    """The places whose every project the reader sees, whole townships at least; the outermost only."""
    whole = [
        posting.scope
        for posting in postings
        if posting.may(Permission.PROJECT_READ)
        and len(posting.scope) <= TOWNSHIP_DIGITS
        # A department above the county sees what concerns it only.
        and (posting.department_id is None or len(posting.scope) == 6)
    ]
    return outermost(whole)


def scope_within(postings: Sequence[Posting], region: str) -> str | None:
    """The place asked for, else the reader's own; None where the reader does not see it whole."""
    scopes = scopes_of(postings)
    if not region:
        return scopes[0] if scopes else None
    sees = any(region.startswith(scope) for scope in scopes)
    return region if sees and len(region) <= TOWNSHIP_DIGITS else None


def parts_of(scope: str) -> list[Figures]:
    """The figures of each place directly inside, those without any project left out."""
    return [part for part in roll_up(scope) if part.count]


def late_reports(scope: str, today: date) -> dict[str, int]:
    """How many monthly reports are overdue, by township; one statement over the index of reports."""
    rows = within(Project.objects.all(), scope).filter(report_on__lt=today, is_suspended=False)
    counted = rows.order_by().values_list("township").annotate(count=Count("pk"))
    return dict(sorted(counted))
