"""`ztc admin create ROLE USERNAME`: the first account of each administrator's role; `reset USERNAME`: a new password."""

import getpass
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.errors import BadInput, Refused
from zhitongche.foundation.people import operations, queries, references
from zhitongche.foundation.permissions.roles import ADMINISTRATORS

VARIABLE = "ZTC_ADMIN_PASSWORD"


class Command(BaseCommand):
    help = "The first account of each administrator's role, once; or a new password for an account."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=ArgumentParser)
        create = verbs.add_parser("create", help="the first account of an administrator's role")
        create.add_argument("role", choices=sorted(ADMINISTRATORS))
        create.add_argument("username")
        create.add_argument("--name", default="", help="the person's name; the user name where none is given")
        create.add_argument(
            "--region", default="", help="the place administered; the whole installation where none is given"
        )
        reset = verbs.add_parser("reset", help="a new password for any account, by the machine's owner")
        reset.add_argument("username")
        for verb in (create, reset):
            verb.add_argument("--password-stdin", action="store_true", help="read the password from standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            (self._create if options["verb"] == "create" else self._reset)(options)
        except BadInput as bad:
            raise CommandError("\n".join(f"{name}: {sentence}" for name, sentence in bad.faults.items())) from bad
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def _create(self, options: dict[str, Any]) -> None:
        account = operations.create_first_administrator(
            now=timezone.now(),
            role=options["role"],
            username=options["username"],
            name=options["name"],
            region=references.region(options["region"]),
            password=_password(from_stdin=options["password_stdin"]),
        )
        self.stdout.write(_("%(username)s may sign in now.") % {"username": account.username})

    def _reset(self, options: dict[str, Any]) -> None:
        account = queries.account_called(options["username"])
        if account is None:
            raise CommandError(_("There is no account of this name."))
        password = _password(from_stdin=options["password_stdin"])
        operations.reset_password(account, by=None, now=timezone.now(), password=password)
        self.stdout.write(
            _("%(username)s has a new password; its sessions have ended.") % {"username": account.username}
        )


def _password(*, from_stdin: bool) -> str:
    """From standard input or the environment for scripts, else asked for twice."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if given := os.environ.get(VARIABLE):
        return given
    first = getpass.getpass(_("Password: "))
    if first != getpass.getpass(_("Once more: ")):
        raise CommandError(_("The two passwords differ; nothing was written."))
    return first
