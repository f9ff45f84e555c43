"""Reads that need more than one room of a contest."""

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest
from zhitongche.arena.judging.models import JudgeSeat


def counts(contest: Contest) -> dict[str, int]:
    """How many entries are judged, and how many judges sit on the panel; two statements."""
    seats = JudgeSeat.objects.filter(contest=contest, is_alternate=False, left_at=None)
    return {"entries": contests.judged_of(contest).count(), "judges": seats.count()}
