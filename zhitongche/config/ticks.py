"""What the worker does by itself, and how often."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef

from zhitongche.express.problems import operations as problems
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.files import operations as files
from zhitongche.foundation.web import idempotency
from zhitongche.foundation.web.ticks import Tick, when_changed

HOUR = timedelta(hours=1)


def keep_limits(*, now: datetime) -> int:
    """Compute every open limit again where the calendar is no longer the one they were computed from."""
    return when_changed("limits", workdays().fingerprint, problems.recompute_limits, now)


def clear_sessions(*, now: datetime) -> int:
    """Drop the sessions that have run out, and what the list of sessions says of them; returns how many."""
    gone: int = Session.objects.filter(expire_date__lt=now).delete()[0]
    lives = Session.objects.filter(session_key=OuterRef("session_key"))
    UserSession.objects.filter(~Exists(lives), last_seen_at__lt=now - HOUR).delete()
    return gone


TICKS: dict[str, Tick] = {
    "keep_limits": Tick(timedelta(minutes=1), keep_limits),
    "clear_sessions": Tick(HOUR, clear_sessions),
    "purge_files": Tick(HOUR, files.purge_unattached),
    "purge_keys": Tick(HOUR, idempotency.purge),
}
