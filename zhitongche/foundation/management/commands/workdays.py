"""`ztc workdays`: arithmetic with Chinese working days, and the import of an office's corrections."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.calendar import operations, queries, sheets
from zhitongche.foundation.calendar.models import WorkdayException
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.errors import Refused


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("“%(text)s” is not a date; write it as 2026-10-01.") % {"text": text}) from (
            error
        )


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(_("“%(text)s” is not a whole number from 0 upwards.") % {"text": text})
    return int(text)


class Command(BaseCommand):
    help = "Chinese working days: add DATE N, between D1 D2, import FILE."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        add = verbs.add_parser("add", help="the Nth working day after DATE; for 0, DATE itself or the next one")
        add.add_argument("date", type=_date)
        add.add_argument("n", type=_count)
        between = verbs.add_parser("between", help="working days after D1 up to and with D2")
        between.add_argument("d1", type=_date)
        between.add_argument("d2", type=_date)
        load = verbs.add_parser("import", help="days that are worked (1) or off (0) otherwise than the holiday table")
        load.add_argument("file", type=Path)
        load.add_argument("--check", action="store_true", help="change nothing, only name the faults")

    def handle(self, *, verb: str, **given: Any) -> None:
        {"add": self._add, "between": self._between, "import": self._import}[verb](given)

    def _add(self, given: dict[str, Any]) -> None:
        workdays = self._workdays()
        try:
            answer = workdays.add(given["date"], given["n"])
        except OverflowError as error:
            raise CommandError(_("The answer lies beyond the year 9999.")) from error
        self._answer(answer.isoformat(), workdays, given["date"], answer)

    def _between(self, given: dict[str, Any]) -> None:
        workdays = self._workdays()
        self._answer(str(workdays.between(given["d1"], given["d2"])), workdays, given["d1"], given["d2"])

    def _answer(self, answer: str, workdays: Workdays, first: date, last: date) -> None:
        self.stdout.write(answer)
        if workdays.is_provisional(first, last):
            self.stderr.write(
                _("Provisional: the holiday table does not reach all of these days; there Monday to Friday count.")
            )

    def _workdays(self) -> Workdays:
        """The office's calendar; before there is a database, the State Council's table alone."""
        if WorkdayException._meta.db_table in connection.introspection.table_names():
            return queries.workdays()
        return Workdays()

    def _import(self, given: dict[str, Any]) -> None:
        try:
            rows, faults = sheets.read(given["file"])
        except (OSError, Refused) as error:
            raise CommandError(str(error)) from error
        if faults:
            self.stdout.write("\n".join(map(str, faults)))
            raise SystemExit(1)
        if given["check"]:
            self.stdout.write(_("Days read: %(count)d. No fault; nothing was changed.") % {"count": len(rows)})
            return
        changed = operations.import_workdays(rows=rows, by=None, now=timezone.now())
        self.stdout.write(
            _("Days read: %(count)d. Changed: %(changed)d.") % {"count": len(rows), "changed": len(changed)}
        )
