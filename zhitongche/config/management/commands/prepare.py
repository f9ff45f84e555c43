"""`ztc prepare`: brings the database up to date; safe to repeat, and safe on several machines at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from zhitongche.arena.indicators import operations as indicators
from zhitongche.config import reference_indicators, searchable
from zhitongche.config.reference import CATEGORIES, INDUSTRIES, SKILLS
from zhitongche.config.reference_approvals import APPROVALS
from zhitongche.config.ticks import keep_limits
from zhitongche.express.approvals import operations as approvals
from zhitongche.express.experts import operations as experts
from zhitongche.express.problems import operations as problems
from zhitongche.express.problems.models import Problem
from zhitongche.express.projects import operations as projects

# Any number nobody else locks.
LOCK = 20_261_123


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other machine prepares the same database; SQLite's own lock does that for the embedded one."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


class Command(BaseCommand):
    help = "Brings the database up to date: tables, and the rows that everything else refers to."
    requires_system_checks: list[str] = []

    def handle(self, *, verbosity: int, **options: Any) -> None:
        self.check(databases=["default"], tags=["database"])
        with alone():
            call_command("migrate", interactive=False, verbosity=max(0, verbosity - 1))
            now = timezone.now()
            problems.load_categories(CATEGORIES, now=now)
            projects.load_industries(INDUSTRIES, now=now)
            experts.load_skills(SKILLS, now=now)
            approvals.load_items(APPROVALS, now=now)
            indicators.load_default(reference_indicators.NAME, reference_indicators.items(), now=now)
            # What was there before search was; nothing, once it has been written.
            searchable.build(lambda said: self.stderr.write(said, ending="\n"))
            if not Problem.objects.exists():
                # What comes from now on is computed from today's calendar: the worker need not go through it.
                keep_limits(now=now)
