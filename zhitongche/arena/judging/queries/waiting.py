"""What waits for whom in judging. Of those who have nothing to wait for, too, the to-do page asks in the order of `due_on`."""

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from zhitongche.arena.contests.models import Contest
from zhitongche.arena.contests.states import State
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.shapes import Shape
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import inside_q

from ..models import Recusal


def _until(rows: QuerySet[Contest], column: str) -> QuerySet[Contest]:
    return rows.annotate(due_on=TruncDate(column))


def waiting_for_declare(posting: Posting | Shape) -> QuerySet[Contest]:
    """To the judge: contests in which they sit and have not said whom they may not judge."""
    if not posting.may(Permission.CONTEST_JUDGE):
        return _until(Contest.objects.none(), "scores_close_at")
    rows = Contest.objects.filter(
        seats__person=posting.person_id,
        seats__left_at=None,
        seats__declared_at=None,
        state__in=(State.OPEN, State.ENTRIES_CLOSED),
    )
    return _until(rows, "entries_close_at")


def waiting_for_submit_scores(posting: Posting | Shape) -> QuerySet[Contest]:
    """To the judge: contests to be scored by their day, until all own sheets are in."""
    if not posting.may(Permission.CONTEST_JUDGE):
        return _until(Contest.objects.none(), "scores_close_at")
    rows = Contest.objects.filter(
        seats__person=posting.person_id,
        seats__left_at=None,
        seats__declared_at__isnull=False,
        seats__submitted_at=None,
        state=State.ENTRIES_CLOSED,
    )
    return _until(rows, "scores_close_at")


def waiting_for_decide_recusal(posting: Posting | Shape) -> QuerySet[Contest]:
    """To the supervisor: contests with a recusal that nobody has decided."""
    if not posting.may(Permission.CONTEST_WATCH):
        return _until(Contest.objects.none(), "scores_close_at")
    undecided = Recusal.objects.filter(state=Recusal.State.PROPOSED).values("seat__contest")
    rows = Contest.objects.filter(
        inside_q(posting.scope, "region_id"), pk__in=undecided, state__in=(State.OPEN, State.ENTRIES_CLOSED)
    )
    return _until(rows, "scores_close_at")
