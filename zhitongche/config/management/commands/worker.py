"""`ztc worker`: does what comes round, until it is told to stop."""

import argparse
import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connections
from django.utils import timezone

from zhitongche.config import lifeline
from zhitongche.config.ticks import TICKS
from zhitongche.foundation.web.ticks import run_due

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Does by itself what comes round: time limits, reminders, cleaning up."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then end")
        parser.add_argument("--every", type=float, default=5.0, metavar="SECONDS", help="pause between rounds (5)")
        parser.add_argument("--parent", type=int, help=argparse.SUPPRESS)

    def handle(self, *, once: bool, every: float, parent: int | None, **options: Any) -> None:
        if parent is not None:
            lifeline.hold(parent)
        logging.getLogger("zhitongche").setLevel(logging.INFO)
        self.check(databases=["default"], tags=["database"])
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            self._round()
            if once:
                break
            stop.wait(every)

    def _round(self) -> None:
        try:
            run_due(TICKS, timezone.now())
        except DatabaseError:
            # The database is away or being restarted; the next round asks it anew.
            logger.exception("round failed")
        finally:
            connections.close_all()
