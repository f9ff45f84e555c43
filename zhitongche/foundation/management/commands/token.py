"""`ztc token USERNAME`: a new API token; `--demo`: one JSON line for each account of the demonstration."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.errors import Refused
from zhitongche.foundation.people import demonstration, operations, queries
from zhitongche.foundation.people.models import Account

KEPT = 9


class Command(BaseCommand):
    help = "Print a new API token."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", nargs="?")
        parser.add_argument("--demo", action="store_true", help="one JSON object a line for each demonstration account")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["demo"] == bool(options["username"]):
            raise CommandError(_("Name an account, or say --demo."))
        try:
            if options["demo"]:
                self._demonstration()
            else:
                self.stdout.write(self._token(options["username"]))
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def _token(self, username: str) -> str:
        account = queries.account_called(username)
        if account is None:
            raise CommandError(_("There is no account of this name."))
        return operations.new_token(account, by=None, now=timezone.now())

    def _demonstration(self) -> None:
        """Only the latest few tokens of an account stay, so that the command may be run as often as one likes."""
        now = timezone.now()
        for account in queries.accounts_of_demonstration():
            for old in queries.tokens_of(account)[KEPT:]:
                operations.revoke_token(old, by=None, now=now)
            self.stdout.write(json.dumps(self._line(account, now), ensure_ascii=False))

    def _line(self, account: Account, now: Any) -> dict[str, Any]:
        held = next(iter(queries.postings_in_force(account, timezone.localdate(now))), None)
        return {
            "username": account.username,
            "password": demonstration.demo_password(account.username),
            "role": held.role if held else None,
            "region": held.scope if held else None,
            "department": held.department.code if held and held.department else None,
            "token": operations.new_token(account, by=None, now=now),
        }
