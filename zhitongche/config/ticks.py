"""What the worker does by itself, and how often."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.utils import timezone

from zhitongche.arena.contests import operations as contests
from zhitongche.arena.contests.sheets.exporting import OUTFLOW as ENTRIES
from zhitongche.arena.judging import operations as judging
from zhitongche.arena.titles.sheets.exporting import OUTFLOW as RESULTS
from zhitongche.config import searchable
from zhitongche.express.batches.intake import INTAKE as BATCHES
from zhitongche.express.experts.sheets.exporting import OUTFLOW as EXPERTS
from zhitongche.express.meetings import operations as meetings
from zhitongche.express.outcomes.sheets.exporting import OUTFLOW as OUTCOMES
from zhitongche.express.problems import operations as problems
from zhitongche.express.problems.sheets.exporting import OUTFLOW as PROBLEMS
from zhitongche.express.projects.operations import timing as approvals
from zhitongche.express.projects.sheets.exporting import OUTFLOW as PROJECTS
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.files import operations as files
from zhitongche.foundation.interchange import operations as interchange
from zhitongche.foundation.notices import operations as notices
from zhitongche.foundation.web import idempotency
from zhitongche.foundation.web.ticks import Tick, when_changed
from zhitongche.oversight.papers import afterwards
from zhitongche.oversight.papers import files as papers
from zhitongche.oversight.todo import operations as todo

HOUR = timedelta(hours=1)


def keep_limits(*, now: datetime) -> int:
    """Compute every open limit again where the calendar is no longer the one they were computed from."""
    return when_changed("limits", workdays().fingerprint, _recompute_limits, now)


def _recompute_limits(*, now: datetime) -> int:
    return problems.recompute_limits(now=now) + approvals.recompute_limits(now=now)


def clear_sessions(*, now: datetime) -> int:
    """Drop the sessions that have run out, and what the list of sessions says of them; returns how many."""
    gone: int = Session.objects.filter(expire_date__lt=now).delete()[0]
    lives = Session.objects.filter(session_key=OuterRef("session_key"))
    UserSession.objects.filter(~Exists(lives), last_seen_at__lt=now - HOUR).delete()
    return gone


def index_left(*, now: datetime) -> int:
    """Make searchable what long lists brought in."""
    return searchable.build_left()


def run_jobs(*, now: datetime) -> int:
    """Do the sheets that wait; several workers do several at once, none does another's."""
    kinds = {way.kind: way.job for way in (PROBLEMS, OUTCOMES, EXPERTS, PROJECTS, ENTRIES, RESULTS, BATCHES)}
    return interchange.run_waiting(kinds, now=now, clock=timezone.now)


def search_timetables(*, now: datetime) -> int:
    """Look for the timetables that organizers have asked for; several workers do several at once."""
    return meetings.search_waiting(now=now, clock=timezone.now)


TICKS: dict[str, Tick] = {
    "keep_limits": Tick(timedelta(minutes=1), keep_limits),
    "count_day": Tick(timedelta(seconds=10), todo.count_day),
    "deliver": Tick(timedelta(seconds=5), notices.deliver),
    "record_silence": Tick(HOUR, problems.record_silence),
    "remind": Tick(timedelta(minutes=5), problems.remind),
    "resume_paused": Tick(timedelta(minutes=5), problems.resume_paused),
    "clear_sessions": Tick(HOUR, clear_sessions),
    "index_left": Tick(timedelta(seconds=2), index_left),
    "close_entries": Tick(timedelta(seconds=2), contests.close_due),
    "propose_recusals": Tick(timedelta(seconds=2), judging.propose_left),
    "run_jobs": Tick(timedelta(seconds=2), run_jobs),
    "draft_after_meetings": Tick(timedelta(seconds=15), afterwards.draft_after_meetings),
    "archive_papers": Tick(timedelta(minutes=1), papers.archive_issued),
    "search_timetables": Tick(timedelta(seconds=2), search_timetables),
    "purge_jobs": Tick(HOUR, interchange.purge_jobs),
    "purge_files": Tick(HOUR, files.purge_unattached),
    "purge_keys": Tick(HOUR, idempotency.purge),
    "purge_messages": Tick(HOUR, notices.purge),
}
